/* folders.h: where the program's own files are, and where results go.
 * Read by the commands that run and draw. */
#ifndef LIVSBANA_CLI_FOLDERS_H
#define LIVSBANA_CLI_FOLDERS_H

#include "base/arena.h"
#include "output/manifest.h"

/* The gnuplot scripts: those installed, else those of the source tree. */
const char *folder_of_plots(void);

/* results/NAME for a file .../NAME.yaml; NULL when memory runs out. */
const char *folder_of_results(const char *file, Arena *arena);

/* Lets the maker's result replace its own earlier ones, charts and all: not those of another command, and
 * no file that the user put among the charts. */
FileGuard folder_guard(const ResultMaker *maker);

#endif
