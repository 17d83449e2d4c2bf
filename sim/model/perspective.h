/* perspective.h: the sums of payers that results show and that scenarios may name.
 * Read by the scenario's readers and analysis. */
#ifndef LIVSBANA_MODEL_PERSPECTIVE_H
#define LIVSBANA_MODEL_PERSPECTIVE_H

#include "model/study.h"

typedef struct {
    Label label;
    unsigned levels;       /* bits of Level */
    const char *otherwise; /* its name where a payer among others bears the first */
} Perspective;

enum {
    PERSPECTIVE_MUNICIPALITY,
    PERSPECTIVE_REGION,
    PERSPECTIVE_STATE,
    PERSPECTIVE_PUBLIC,
    PERSPECTIVE_SOCIETY,
    N_PERSPECTIVES
};
extern const Perspective perspectives[N_PERSPECTIVES];

/* Does the perspective add this payer up? */
static inline bool perspective_holds(const Perspective *perspective, const Payer *payer)
{
    return perspective->levels >> payer->level & 1;
}

#endif
