#include "base/checksum.h"

#include <string.h>

uint64_t checksum_add(uint64_t checksum, const void *bytes, size_t n)
{
    const unsigned char *byte = bytes;
    for (size_t i = 0; i < n; i++) {
        checksum ^= byte[i];
        checksum *= UINT64_C(0x100000001b3);
    }
    return checksum;
}

uint64_t checksum_add_text(uint64_t checksum, const char *text)
{
    if (text == NULL) text = "";
    return checksum_add(checksum, text, strlen(text) + 1);
}

uint64_t checksum_add_number(uint64_t checksum, uint64_t number)
{
    unsigned char byte[8];
    for (int i = 0; i < 8; i++) byte[i] = (unsigned char)(number >> (8 * i));
    return checksum_add(checksum, byte, sizeof byte);
}
