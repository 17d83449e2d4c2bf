/* model_read.h: a model folder into the study's model; checks of it as a whole.
 * Read by study. */
#ifndef LIVSBANA_MODEL_MODEL_READ_H
#define LIVSBANA_MODEL_MODEL_READ_H

#include "model/reading.h"

/* Reads every table of `folder`; notes what is wrong. STATUS_OK or STATUS_MEMORY. */
Status model_read(Reading *reading, const char *folder) MUST_USE;

/* What must hold at the medians of all parameters (overridden ones too): sums of transitions,
 * shares of classes, and products within their bounds. */
Status model_check(Reading *reading) MUST_USE;

#endif
