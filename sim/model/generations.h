/* generations.h: all birth years, parted where the rows of the model begin or end.
 * Read by this room only. */
#ifndef LIVSBANA_MODEL_GENERATIONS_H
#define LIVSBANA_MODEL_GENERATIONS_H

#include "model/reading.h"

enum { MAX_GENERATIONS = 100 };

/* Fills the model's generations: one where no row names a birth year. Notes more than
 * MAX_GENERATIONS, and then leaves one. */
Status generations_make(Reading *reading) MUST_USE;

#endif
