#include "engine/lives.h"

#include "engine/effects.h"
#include "engine/years.h"

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
    Chance chance;
    Counts *counts;
} Replicate;

Status lives_streams(const Plan *plan, Arena *arena, LifeStreams **streams)
{
    Status status = STATUS_OK;
    const Study *study = plan->study;
    static const char *const purpose[] = {"lives", "milestones", "traits"};
    ARENA_TRY(arena, *streams, study->n_groups);
    for (int g = 0; g < study->n_groups; g++) {
        RandomStream *stream[] = {&(*streams)[g].life, &(*streams)[g].milestone,
                                  &(*streams)[g].trait};
        for (int i = 0; i < 3; i++) {
            const char *name = arena_format(arena, "%s/%s/%s", study->name, study->group[g].name,
                                            purpose[i]);
            if (!name) return STATUS_MEMORY;
            *stream[i] = random_stream(study->simulation.seed, random_hash(name));
        }
    }
out:
    return status;
}

Status counts_init(const Plan *plan, Counts *counts)
{
    const Model *model = plan->model;
    *counts = (Counts){0};
    for (int arm = 0; arm < N_ARMS; arm++) {
        counts->cell[arm] = calloc((size_t)plan->n_counts + LANES, sizeof(uint32_t));
        counts->entered[arm] = calloc((size_t)model->n_states, sizeof(uint32_t));
        counts->milestone[arm] = calloc((size_t)(model->n_milestones + 1) * N_MILESTONE_LEVELS,
                                        sizeof(uint32_t));
        if (!counts->cell[arm] || !counts->entered[arm] || !counts->milestone[arm]) {
            counts_free(counts);
            return STATUS_MEMORY;
        }
    }
    return STATUS_OK;
}

void counts_free(Counts *counts)
{
    for (int arm = 0; arm < N_ARMS; arm++) {
        free(counts->cell[arm]);
        free(counts->entered[arm]);
        free(counts->milestone[arm]);
    }
    *counts = (Counts){0};
}

static void counts_clear(const Plan *plan, Counts *counts)
{
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

static void draw_luck(const Replicate *run, const Track *track, int person, Luck *luck)
{
    const LifeStreams *streams = &run->streams[track->group];
    const Model *model = run->plan->model;
    uint32_t world = (uint32_t)run->world->number, replicate = (uint32_t)run->replicate;
    uint32_t word[4];
    for (int block = track->age / 4; block <= model->last_age / 4; block++) {
        uint32_t *year = luck->year + 4 * block;
        random_block(&streams->life, world, replicate, (uint32_t)person, (uint32_t)block, year);
        for (int i = 0; i < 4; i++) year[i] = WORD_OF(year[i]);
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

/* A person's course in one arm so far. */
typedef struct {
    YearTable *const *year; /* tables by year since entry */
    int tables;             /* whose tables: the programme does not reach everybody */
    int node;
    uint32_t entered, exclusion;
    uint32_t *count;
} Course;

/* Milestones decided at this birthday; rare. */
static void decide_all(const Replicate *run, const Track *track, int arm, int k, Course *course,
                       const Luck *luck, Life *life)
{
    const Plan *plan = run->plan;
    const AgePlan *at = plan_age(plan, track->age + k);
    if (at->node[course->node].state == plan->model->end_state) return;
    for (int m = 0; m < plan->model->n_milestones; m++) {
        uint8_t level;
        if (!(at->decided >> m & 1) || (k == 0 && world_known_at_start(plan, track, m))) continue;
        MilestoneChance milestone = chance_milestone(&run->chance, track, course->tables, m);
        course->node = chance_decide(&milestone, course->node, luck->milestone[m], &level);
        run->counts->milestone[arm][m * N_MILESTONE_LEVELS + level]++;
        if (life) life->level[arm][m] = level;
    }
}

/* Where a word takes a person from a node: past every threshold that is not above it. */
static inline int next_node(const AgePlan *at, const YearTable *table, int node, uint32_t word)
{
    int past = 0, step = plan_threshold_step(at);
    const uint32_t *threshold = table->threshold + plan_threshold(at, node);
    for (; past < at->row_n[node] - 1; past++, threshold += step) {
        if (word < *threshold) break; /* is guessed right: most people stay */
    }
    return at->target[node * at->stride + past];
}

static inline void enter_node(Course *course, const Step *from, const Step *next, int node)
{
    uint32_t changed = next[node].state != from->state;
    course->entered |= changed << next[node].state;
    course->node = node;
}

static void count_entered(const Replicate *run, int arm, uint32_t entered)
{
    for (int s = 0; entered; s++, entered >>= 1) run->counts->entered[arm][s] += entered & 1;
}

/* Lives both arms side by side: the two chains of look-ups run in step, and while they are at the same
 * node with the same table one look-up serves both. */
static void live_both(const Replicate *run, const Track *track, Course course[N_ARMS],
                      const Luck *luck, Life *life)
{
    const Cohort *cohort = &run->plan->cohort[track->cohort];
    const AgePlan *at = plan_age(run->plan, track->age);
    Course *a = &course[ARM_BASELINE], *b = &course[ARM_INTERVENTION];
    for (int k = 0; k < cohort->n_years; k++, at++) {
        if (at->decided) {
            decide_all(run, track, ARM_BASELINE, k, a, luck, life);
            decide_all(run, track, ARM_INTERVENTION, k, b, luck, life);
        }
        const Step *step = at->step[track->sex], *from_a = &step[a->node], *from_b = &step[b->node];
        if (from_a->cell == ANY && from_b->cell == ANY) break;
        int first = cohort->first_cell[k];
        if (from_a->cell != ANY) a->count[first + from_a->cell]++;
        if (from_b->cell != ANY) b->count[first + from_b->cell]++;
        a->exclusion += from_a->exclusion;
        b->exclusion += from_b->exclusion;
        if (life) {
            if (from_a->cell != ANY) life->node[ARM_BASELINE][k] = (int16_t)a->node;
            if (from_b->cell != ANY) life->node[ARM_INTERVENTION][k] = (int16_t)b->node;
        }
        if (k == cohort->n_years - 1) break;
        const Step *next = (at + 1)->step[track->sex];
        uint32_t word = luck->year[at->age];
        bool together = a->node == b->node && a->year[k] == b->year[k];
        int node_a = next_node(at, a->year[k], a->node, word), node_b = node_a;
        if (!together) node_b = next_node(at, b->year[k], b->node, word);
        enter_node(a, from_a, next, node_a);
        enter_node(b, from_b, next, node_b);
    }
}

static Course begin_course(const Replicate *run, const Track *track, int arm, int tables, int node)
{
    return (Course){run->world->year[tables] + track->first_year_table,
                    tables,
                    node,
                    0,
                    0,
                    run->counts->cell[arm]};
}

static void live_twice(const Replicate *run, const Track *track, int start, int person,
                       double share_reached, Life *life)
{
    Luck luck;
    draw_luck(run, track, person, &luck);
    if (life) {
        memset(life, 0xff, sizeof *life);
        life->n_years = run->plan->cohort[track->cohort].n_years;
        life->reached_by_programme = luck.reached < share_reached;
    }
    int tables = luck.reached < share_reached ? ARM_INTERVENTION : ARM_BASELINE;
    int node = chance_start(run->world, track, start, luck.start);
    int placed = world_placed(run->world, track, tables, node, run->chance.variant);
    Course course[N_ARMS] = {
        begin_course(run, track, ARM_BASELINE, ARM_BASELINE, node),
        begin_course(run, track, ARM_INTERVENTION, tables, placed),
    };
    int from = plan_age(run->plan, track->age)->node[node].state;
    int into = plan_age(run->plan, track->age)->node[placed].state;
    if (into != from) course[ARM_INTERVENTION].entered |= 1u << into;
    live_both(run, track, course, &luck, life);
    Counts *counts = run->counts;
    for (int arm = 0; arm < N_ARMS; arm++) {
        count_entered(run, arm, course[arm].entered);
        counts->exclusion_years[arm] += course[arm].exclusion;
    }
    counts->fewer += course[ARM_INTERVENTION].exclusion < course[ARM_BASELINE].exclusion;
    counts->more += course[ARM_INTERVENTION].exclusion > course[ARM_BASELINE].exclusion;
}

void lives_run(World *world, const LifeStreams *streams, int replicate, double share_reached,
               const double *const reach[N_ARMS], const EffectVariant *variant, Counts *counts,
               Life *lives)
{
    const Plan *plan = world->plan;
    Replicate run = {world, plan, streams, replicate, {world, reach, variant}, counts};
    years_ready(world);
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
