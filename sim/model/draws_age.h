/* draws_age.h: whether a model's joint draws were fitted to the tables that the model has now.
 * Read by model_read only. */
#ifndef LIVSBANA_MODEL_DRAWS_AGE_H
#define LIVSBANA_MODEL_DRAWS_AGE_H

#include "model/reading.h"

/* draws.csv tells in comments what it was fitted to: "# fitted to: TABLE CHECKSUM". Sets the model's
 * draws_older to those of these tables that are others now, after all of them have been read. */
Status draws_find_older(Reading *reading) MUST_USE;

#endif
