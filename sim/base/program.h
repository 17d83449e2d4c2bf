/* program.h: which program this is.
 * Read by output, for the manifest. */
#ifndef LIVSBANA_BASE_PROGRAM_H
#define LIVSBANA_BASE_PROGRAM_H

#include <stdint.h>

/* A checksum of the sources that results depend on, cli's left out: the same for every compiler and machine.
 * Defined in a file that scripts/sources.cmake writes when they are built. */
extern const uint64_t program_sources;

#endif
