/* label.h: what was meant by a word that is no name: the name or label nearest to it.
 * Read by the readers of this room and by cli. */
#ifndef LIVSBANA_MODEL_LABEL_H
#define LIVSBANA_MODEL_LABEL_H

#include "model/study.h"

enum { MOST_LABELS = 128 };

/* The name of the label that `text` is nearest to, by its name or by its Swedish or English words; upper
 * case, blanks and the dots of å, ä and ö do not count; where none is near, the only
 * one whose words begin as the text does for at least half of it. Only the first MOST_LABELS are looked at. NULL:
 * none is near. */
const char *label_nearest(const Label *const *label, int n, const char *text);

#endif
