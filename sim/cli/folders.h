/* folders.h: where the program's own files are.
 * Read by the commands that draw. */
#ifndef LIVSBANA_CLI_FOLDERS_H
#define LIVSBANA_CLI_FOLDERS_H

/* The gnuplot scripts: those installed, else those of the source tree. */
const char *folder_of_plots(void);

#endif
