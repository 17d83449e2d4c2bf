#define _GNU_SOURCE /* dl_iterate_phdr */
#include "base/program.h"

#include "base/checksum.h"

#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#if defined(__linux__)
#include <link.h>

/* Where they are linked to the program for good, its own file has them. */
static const char *const libraries[] = {"libgsl.so", "libsleef.so", NULL};

/* Adds a file's bytes; no memory is asked for: where it is short, too, a program is what it is. */
static bool add_file(const char *path, uint64_t *checksum)
{
    char part[1 << 14];
    int file = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = -1;
    if (file < 0) return false;
    for (off_t at = 0; (n = pread(file, part, sizeof part, at)) > 0; at += n)
        *checksum = checksum_add(*checksum, part, (size_t)n);
    close(file);
    return n == 0;
}

static int add_library(struct dl_phdr_info *loaded, size_t size, void *checksum)
{
    const char *slash = strrchr(loaded->dlpi_name, '/');
    const char *name = slash ? slash + 1 : loaded->dlpi_name;
    (void)size;
    for (const char *const *library = libraries; *library != NULL; library++) {
        if (strncmp(name, *library, strlen(*library)) == 0 &&
            !add_file(loaded->dlpi_name, checksum))
            return -1;
    }
    return 0;
}

uint64_t program_checksum(void)
{
    uint64_t checksum = CHECKSUM_BEGIN;
    if (!add_file("/proc/self/exe", &checksum)) return 0;
    return dl_iterate_phdr(add_library, &checksum) == 0 ? checksum : 0;
}

#else

uint64_t program_checksum(void)
{
    return 0;
}

#endif
