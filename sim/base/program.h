/* program.h: which program this is.
 * Read by output, for the manifest, and by what hands work from one process to another. */
#ifndef LIVSBANA_BASE_PROGRAM_H
#define LIVSBANA_BASE_PROGRAM_H

#include <stdint.h>

/* A checksum of the sources that results depend on, cli's left out: the same for every compiler and machine.
 * Defined in a file that scripts/sources.cmake writes when they are built. */
extern const uint64_t program_sources;

/* The checksum of the running program's file and of the libraries that have a say in the last digits of its
 * results; 0 where the system does not show them. */
uint64_t program_checksum(void);

#endif
