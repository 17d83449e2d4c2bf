/* path_words.h: who the people of a reference path are, in plain words.
 * Read by tables. */
#ifndef LIVSBANA_OUTPUT_PATH_WORDS_H
#define LIVSBANA_OUTPUT_PATH_WORDS_H

#include "model/study.h"
#include "output/text.h"

/* The age at which a path begins; NaN for one without starts. */
double path_age(const Model *model, int path);

/* "work / studies, with upper secondary degree at 20": the states it starts in, and the milestones
 * that its people hold and lack; "" without starts. NULL when memory runs out. */
const char *path_start(const Model *model, int path, Language language, Arena *arena) MUST_USE;

#endif
