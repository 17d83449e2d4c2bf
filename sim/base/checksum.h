/* checksum.h: FNV-1a in 64 bits (Fowler, Noll and Vo), the checksum of manifests and checkpoints.
 * Read by file, checkpoint and analysis. */
#ifndef LIVSBANA_BASE_CHECKSUM_H
#define LIVSBANA_BASE_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

#define CHECKSUM_BEGIN UINT64_C(0xcbf29ce484222325) /* of nothing */

/* The checksum of what `checksum` is of, followed by bytes[n]. */
uint64_t checksum_add(uint64_t checksum, const void *bytes, size_t n);
/* The same for a text with its closing NUL, so that neighbours do not run together; NULL is "". */
uint64_t checksum_add_text(uint64_t checksum, const char *text);
/* The same for the eight bytes of a number, lowest first on every machine. */
uint64_t checksum_add_number(uint64_t checksum, uint64_t number);

#endif
