/* interrupt.h: Ctrl-C and its like: the first asks the run to end, the second ends it.
 * Read by main and the commands that work long. */
#ifndef LIVSBANA_CLI_INTERRUPT_H
#define LIVSBANA_CLI_INTERRUPT_H

#include "base/file.h"

#include <stdatomic.h>
#include <stdbool.h>

/* Takes over SIGINT, SIGTERM and SIGHUP where they are not ignored (nohup, a script's background),
 * and ignores SIGPIPE and SIGXFSZ: a reader that has enough and a file that may not grow show as
 * failed writes. */
void interrupt_begin(void);
/* Set when the user wants to end; handed down as `stop`. */
const atomic_bool *interrupt_flag(void);
/* Begins a result folder, which a second signal removes if it is empty still; no signal comes between the
 * two: this thread takes none, others wait a moment. */
Status interrupt_folder(const char *path, FileGuard guard, Problems *problems,
                        FileFolder *folder) MUST_USE;
/* No longer: it is complete or goes away. Safe on one that was not begun, and twice. */
void interrupt_release(const FileFolder *folder);

#endif
