/* chance.h: what may be said of a chance in words. Read by the page and by charts. */
#ifndef LIVSBANA_OUTPUT_CHANCE_H
#define LIVSBANA_OUTPUT_CHANCE_H

/* That something is likely, or not likely, is said only outside the limits of the verdict (economics in a
 * scenario), and where so few worlds could not show it of a coin toss. A limit that is not known is NAN. */
typedef enum { CHANCE_UNLIKELY, CHANCE_OPEN, CHANCE_LIKELY, N_CHANCE_WORDS } ChanceWord;
ChanceWord chance_word(double chance, double worlds, double limit_for, double limit_against);

#endif
