/* messages.h: the words of every sentence that page one and the charts say, in both languages.
 * Read by page and charts. {0}, {1} ... are filled by text_fill. */
#ifndef LIVSBANA_OUTPUT_MESSAGES_H
#define LIVSBANA_OUTPUT_MESSAGES_H

#include "output/message_names.h"
#include "output/text.h"

/* The pattern of a message. */
const char *message(Message which, Language language);
/* The message filled with arguments, closed by NULL; NULL when memory runs out. */
char *message_fill(Arena *arena, Message which, Language language,
                   const char *const *argument) MUST_USE;
#define MESSAGE_ARGUMENTS(...) ((const char *const[]){__VA_ARGS__, NULL})

#endif
