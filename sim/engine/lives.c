#include "engine/lives.h"

#include "engine/exact.h"

#include <stdlib.h>
#include <string.h>

/* One person's luck: the same words in both arms. */
typedef struct {
    uint32_t year[MAX_AGE + 8]; /* [age] */
    double start, reached;
    uint32_t milestone[MAX_MILESTONES][4];
} Luck;

/* What one replicate works with. */
typedef struct {
    const World *world;
    const Plan *plan;
    const LifeStreams *streams;
    int replicate;
    const double *const *reach;
    const EffectVariant *variant;
    Counts *counts;
} Replicate;

Status lives_streams(const Plan *plan, Arena *arena, LifeStreams **streams) {
    Status status = STATUS_OK;
    const Study *study = plan->study;
    static const char *const purpose[] = {"lives", "milestones", "traits"};
    ARENA_TRY(arena, *streams, study->n_groups);
    for (int g = 0; g < study->n_groups; g++) {
        RandomStream *stream[] = {&(*streams)[g].life, &(*streams)[g].milestone,
                                  &(*streams)[g].trait};
        for (int i = 0; i < 3; i++) {
            const char *name =
                arena_format(arena, "%s/%s/%s", study->name, study->group[g].name, purpose[i]);
            if (!name) return STATUS_MEMORY;
            *stream[i] = random_stream(study->simulation.seed, random_hash(name));
        }
    }
out:
    return status;
}

Status counts_init(const Plan *plan, Counts *counts) {
    const Model *model = plan->model;
    *counts = (Counts){0};
    for (int arm = 0; arm < N_ARMS; arm++) {
        counts->cell[arm] = calloc((size_t)plan->n_counts + 1, sizeof(uint32_t));
        counts->entered[arm] = calloc((size_t)model->n_states, sizeof(uint32_t));
        counts->milestone[arm] =
            calloc((size_t)(model->n_milestones + 1) * N_MILESTONE_LEVELS, sizeof(uint32_t));
        if (!counts->cell[arm] || !counts->entered[arm] || !counts->milestone[arm]) {
            counts_free(counts);
            return STATUS_MEMORY;
        }
    }
    return STATUS_OK;
}

void counts_free(Counts *counts) {
    for (int arm = 0; arm < N_ARMS; arm++) {
        free(counts->cell[arm]);
        free(counts->entered[arm]);
        free(counts->milestone[arm]);
    }
    *counts = (Counts){0};
}

static void counts_clear(const Plan *plan, Counts *counts) {
    const Model *model = plan->model;
    for (int arm = 0; arm < N_ARMS; arm++) {
        memset(counts->cell[arm], 0, (size_t)plan->n_counts * sizeof(uint32_t));
        memset(counts->entered[arm], 0, (size_t)model->n_states * sizeof(uint32_t));
        memset(counts->milestone[arm], 0,
               (size_t)(model->n_milestones * N_MILESTONE_LEVELS) * sizeof(uint32_t));
        counts->exclusion_years[arm] = 0;
    }
    counts->fewer = counts->more = 0;
}

/* ---- one person ---- */

static void draw_luck(const Replicate *run, const Track *track, int person, Luck *luck) {
    const LifeStreams *streams = &run->streams[track->group];
    const Model *model = run->plan->model;
    uint32_t world = (uint32_t)run->world->number, replicate = (uint32_t)run->replicate;
    uint32_t word[4];
    for (int block = track->age / 4; block <= model->last_age / 4; block++) {
        uint32_t *year = luck->year + 4 * block;
        random_block(&streams->life, world, replicate, (uint32_t)person, (uint32_t)block, year);
        for (int i = 0; i < 4; i++) year[i] -= year[i] == UINT32_MAX;
    }
    random_block(&streams->trait, world, replicate, (uint32_t)person, 0, word);
    luck->reached = random_uniform(word[0], word[1]);
    luck->start = random_uniform(word[2], word[3]);
    for (int m = 0; m < model->n_milestones; m++) {
        if (model->milestone[m].age >= track->age)
            random_block(&streams->milestone, world, replicate, (uint32_t)person, (uint32_t)m,
                         luck->milestone[m]);
    }
}

/* The node in which a person starts: their state and years, and milestones drawn. */
static int start_node(const Replicate *run, const Track *track, int start, double u) {
    const World *world = run->world;
    const StartCell *cell = &run->plan->start[start];
    const double *chance = world->start + start * world->max_held;
    int n_held = plan_age(run->plan, track->age)->n_held, h = 0;
    for (; h < n_held - 1 && u >= chance[h]; h++) u -= chance[h];
    return plan_node(run->plan, track->age, cell->state, cell->years, 0) + h;
}

/* Decides milestone m for a person at a node; returns the node with what they now hold. */
static int decide(const Replicate *run, const Track *track, int arm, int m, int node,
                  const uint32_t word[4], uint8_t *level) {
    const World *world = run->world;
    const Plan *plan = run->plan;
    const AgePlan *at = plan_age(plan, plan->model->milestone[m].age);
    int r = (int)(track - plan->track) * plan->model->n_milestones + m;
    double p = world_decision(world, track, arm, m, node, run->variant);
    bool reached = random_uniform(word[0], word[1]) < p, because = false, bends = reached;
    if (arm == ARM_INTERVENTION) {
        double share = exact_because(run->reach[arm][r], run->reach[ARM_BASELINE][r], reached);
        because = random_uniform(word[2], 0) < share;
    }
    if (because) {
        int first = world_decision_index(world, m, track->sex, track->class_);
        bool causal = random_uniform(word[3], 0) < world->causal[first + node];
        bends = reached == causal;
    }
    *level = reached ? (because ? LEVEL_BECAUSE : LEVEL_REACHED) : LEVEL_NOT_REACHED;
    if (!bends || !(at->held_bits >> m & 1)) return node;
    const Node *now = &at->node[node];
    return plan_node(plan, at->age, now->state, now->years, now->held | 1u << m);
}

/* Lives one life in an arm's tables (`tables`), counted in `arm`; returns the years of exclusion. */
static uint32_t live(const Replicate *run, const Track *track, int arm, int tables, int node,
                     const Luck *luck, Life *life) {
    const Plan *plan = run->plan;
    const Model *model = plan->model;
    const Cohort *cohort = &plan->cohort[track->cohort];
    const YearTable *const *year = run->world->year[tables] + track->first_year_table;
    uint32_t *count = run->counts->cell[arm], entered = 0, exclusion = 0;
    for (int k = 0; k < cohort->n_years; k++) {
        const AgePlan *at = plan_age(plan, track->age + k);
        if (at->decided && at->node[node].state != model->end_state) {
            for (int m = 0; m < model->n_milestones; m++) {
                if (!(at->decided >> m & 1)) continue;
                if (k == 0 && world_told_at_start(plan, track, m)) continue;
                uint8_t level;
                node = decide(run, track, tables, m, node, luck->milestone[m], &level);
                run->counts->milestone[arm][m * N_MILESTONE_LEVELS + level]++;
                if (life) life->level[arm][m] = level;
            }
        }
        int state = at->node[node].state;
        if (life) life->node[arm][k] = (int16_t)node;
        count[cohort->first_cell[k] + at->cell[track->sex][node]]++;
        exclusion += model->state[state].exclusion;
        if (k == cohort->n_years - 1) break;
        const uint32_t *threshold = year[k]->threshold + at->row_first[node];
        uint32_t word = luck->year[at->age];
        int j = 0;
        while (word >= threshold[j]) j++;
        node = at->target[at->row_first[node] + j];
        if (node == (at + 1)->n_nodes - 1) {
            entered |= 1u << model->end_state;
            break;
        }
        int next = (at + 1)->node[node].state;
        if (next != state) entered |= 1u << next;
    }
    for (; entered; entered &= entered - 1) {
        int s = 0;
        while (!(entered >> s & 1)) s++;
        run->counts->entered[arm][s]++;
    }
    return exclusion;
}

static void live_twice(const Replicate *run, const Track *track, int start, int person,
                       double share_reached, Life *life) {
    Luck luck;
    draw_luck(run, track, person, &luck);
    if (life) {
        memset(life, 0xff, sizeof *life);
        life->n_years = run->plan->cohort[track->cohort].n_years;
    }
    bool reached = luck.reached < share_reached;
    int node = start_node(run, track, start, luck.start);
    int tables = reached ? ARM_INTERVENTION : ARM_BASELINE;
    uint32_t baseline = live(run, track, ARM_BASELINE, ARM_BASELINE, node, &luck, life);
    node = world_placed(run->world, track, tables, node);
    uint32_t treated = live(run, track, ARM_INTERVENTION, tables, node, &luck, life);
    run->counts->exclusion_years[ARM_BASELINE] += baseline;
    run->counts->exclusion_years[ARM_INTERVENTION] += treated;
    run->counts->fewer += treated < baseline;
    run->counts->more += treated > baseline;
    if (life) life->reached_by_programme = reached;
}

void lives_run(const World *world, const LifeStreams *streams, int replicate, double share_reached,
               const double *const reach[N_ARMS], const EffectVariant *variant, Counts *counts,
               Life *lives) {
    const Plan *plan = world->plan;
    Replicate run = {world, plan, streams, replicate, reach, variant, counts};
    counts_clear(plan, counts);
    for (int t = 0; t < plan->n_tracks; t++) {
        const Track *track = &plan->track[t];
        for (int s = track->first_start; s < track->first_start + track->n_starts; s++) {
            const StartCell *cell = &plan->start[s];
            for (int i = 0; i < cell->n_people; i++)
                live_twice(&run, track, s, cell->first_person + i, share_reached,
                           lives ? lives++ : NULL);
        }
    }
}
