#include "engine/bent.h"

#include "base/elementary.h"
#include "engine/turn.h"

#include <math.h>

void bent_list(World *world)
{
    const Plan *plan = world->plan;
    for (int i = 0; i < plan->n_listed; i += 4) {
        const int *of = plan->listed + i;
        bool bends = false;
        for (int l = 0; l < 4; l++) {
            double ratio = world->ratio[of[l]];
            bends |= ratio != 1;
            world->listed_ratio[i + l] = ratio;
        }
        world->bends[i / 4] = bends;
    }
}

/* ---- rows side by side ---- */

enum { ROWS = 4 };

typedef int64_t Places __attribute__((vector_size(8 * ROWS)));

/* Rows of one width, which all bend alike. */
typedef struct {
    const BentRow *row[ROWS];
    int width;
    bool by_hazard, by_odds;
} Lot;

/* Is there a ratio in a list that is not 1? */
static bool is_any(const World *world, int list, int width)
{
    bool any = false;
    for (int j = 0; j < width && list != ANY; j += 4) any |= world->bends[(list + j) / 4];
    return any;
}

/* As row_bend_hazards. Somebody leaves all of them. */
LANES_BODY void bend_hazards(const World *world, const Lot *lot, Four *p)
{
    const double *ratio[ROWS];
    double leaves[ROWS], log_stays[ROWS];
    Four sum = {0};
    Places to_stay = {lot->row[0]->stay, lot->row[1]->stay, lot->row[2]->stay, lot->row[3]->stay};
    for (int r = 0; r < ROWS; r++) ratio[r] = world->listed_ratio + lot->row[r]->hazard;
    for (int j = 0; j < lot->width; j += 4) {
        Four hazard[4];
        turn_rows(ratio, j, hazard);
        for (int k = 0; k < 4; k++) {
            Four bent = p[j + k] * hazard[k];
            sum += (Four)((FourBits)bent & ~(FourBits)(to_stay == j + k));
            p[j + k] = bent;
        }
    }
    for (int r = 0; r < ROWS; r++) {
        RowLeaving leaving = world->leaving[lot->row[r]->base];
        leaves[r] = leaving.p;
        log_stays[r] = leaving.log_stays;
    }
    Four all_leave = {leaves[0], leaves[1], leaves[2], leaves[3]};
    Four log_stay = {log_stays[0], log_stays[1], log_stays[2], log_stays[3]};
    Four stay = log_stay * sum / all_leave;
    exp_four(&stay, false);
    stay = (Four)((FourBits)stay & (FourBits)(log_stay > -INFINITY));
    Four scale = (Four)((FourBits)((1 - stay) / sum) & (FourBits)(sum > 0));
    for (int j = 0; j < lot->width; j++) {
        FourBits here = (FourBits)(to_stay == j);
        p[j] = (Four)(((FourBits)(p[j] * scale) & ~here) | ((FourBits)stay & here));
    }
}

/* As row_bend_odds. */
LANES_BODY void bend_odds(const World *world, const Lot *lot, Four *p)
{
    const double *ratio[ROWS];
    Four sum = {0};
    for (int r = 0; r < ROWS; r++) ratio[r] = world->listed_ratio + lot->row[r]->odds;
    for (int j = 0; j < lot->width; j += 4) {
        Four odds[4];
        turn_rows(ratio, j, odds);
        for (int k = 0; k < 4; k++) {
            p[j + k] *= odds[k];
            sum += p[j + k];
        }
    }
    for (int j = 0; j < lot->width; j++) p[j] /= sum;
}

LANES_BODY void bend_lot(World *world, const Lot *lot)
{
    Four p[MAX_STATES];
    const double *base[ROWS];
    for (int r = 0; r < ROWS; r++) base[r] = world->p + lot->row[r]->base_first;
    for (int j = 0; j < lot->width; j += 4) turn_rows(base, j, p + j);
    if (lot->by_hazard) bend_hazards(world, lot, p);
    if (lot->by_odds) bend_odds(world, lot, p);
    for (int j = 0; j < lot->width; j += 4) {
        turn(p + j);
        for (int r = 0; r < ROWS; r++) *(Four *)(world->p + lot->row[r]->first + j) = p[j + r];
    }
}

#define DEFINE(suffix, attributes)                                         \
    attributes static void bend_lot_##suffix(World *world, const Lot *lot) \
    {                                                                      \
        bend_lot(world, lot);                                              \
    }
LANES_EACH(DEFINE)

/* The lot of a row alone. Hazards bend no row that nobody leaves. */
static Lot lot_of(const World *world, const BentRow *row)
{
    Lot lot = {.row = {row, row, row, row}, .width = (row->n + 3) / 4 * 4};
    lot.by_hazard = is_any(world, row->hazard, lot.width) && !(world->leaving[row->base].p <= 0);
    lot.by_odds = is_any(world, row->odds, lot.width);
    return lot;
}

static bool is_alike(const Lot *a, const Lot *b)
{
    return a->width == b->width && a->by_hazard == b->by_hazard && a->by_odds == b->by_odds;
}

void bent_make(World *world, const int *row, int n)
{
    static void (*const bend[N_LANE_TARGETS])(World *, const Lot *) = LANES_TABLE(bend_lot);
    Lot lot = {.width = 0}, next;
    for (int i = 0, held = 0; i < n; i++) {
        const BentRow *bent = &world->plan->bent[row[i]];
        world->bent_made[row[i]] = world->n_made;
        next = lot_of(world, bent);
        if (held > 0 && held < ROWS && is_alike(&lot, &next)) {
            lot.row[held++] = bent; /* the first stands for those that are not there */
        } else {
            if (held > 0) bend[world->lanes](world, &lot);
            lot = next;
            held = 1;
        }
    }
    if (n > 0) bend[world->lanes](world, &lot);
}
