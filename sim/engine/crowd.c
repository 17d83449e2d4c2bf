#include "engine/crowd.h"

#include "engine/crowd_tile.h"
#include "engine/effects.h"
#include "engine/years.h"

#include "base/random_lanes.h"

#include <assert.h>
#include <string.h>

/* What a crowd lives by. */
typedef struct {
    Crowd *crowd;
    const Plan *plan;
    const World *world;
    const LifeStreams *streams;
    Chance chance;
    int first, n; /* replicates */
    double share_reached;
    const LifeStreams *stream; /* of the tile's group */
} Run;

static Status make_counts(Crowd *crowd)
{
    Status status = STATUS_OK;
    const Plan *plan = crowd->plan;
    const Model *model = plan->model;
    size_t n_cells = (size_t)plan->n_counts * (size_t)crowd->n_replicates + 2 * LANES;
    ARENA_TRY(&crowd->arena, crowd->counts, crowd->n_replicates);
    for (int arm = 0; arm < N_ARMS; arm++) {
        ARENA_TRY(&crowd->arena, crowd->cell[arm], n_cells);
        for (int r = 0; r < crowd->n_replicates; r++) {
            Counts *counts = &crowd->counts[r];
            counts->cell[arm] = crowd->cell[arm] + LANES + (size_t)r * (size_t)plan->n_counts;
            ARENA_TRY(&crowd->arena, counts->entered[arm], model->n_states);
            ARENA_TRY(&crowd->arena, counts->milestone[arm],
                      model->n_milestones * N_MILESTONE_LEVELS);
        }
    }
out:
    return status;
}

Status crowd_init(const Plan *plan, int n_replicates, Crowd *crowd)
{
    Status status = STATUS_OK;
    *crowd = (Crowd){.plan = plan,
                     .target = lanes_best(),
                     .shuffles = crowd_can_shuffle(),
                     .n_replicates = n_replicates};
    TRY(make_counts(crowd));
    TRY(crowd_ages(plan, &crowd->arena, &crowd->age));
    ARENA_TRY(&crowd->arena, crowd->tile, 1);
out:
    if (status != STATUS_OK) crowd_free(crowd);
    return status;
}

void crowd_free(Crowd *crowd)
{
    arena_free(&crowd->arena);
    *crowd = (Crowd){0};
}

static void clear_counts(Crowd *crowd, int n)
{
    const Model *model = crowd->plan->model;
    size_t n_cells = (size_t)crowd->plan->n_counts * (size_t)n + LANES;
    size_t n_levels = (size_t)(model->n_milestones * N_MILESTONE_LEVELS);
    for (int arm = 0; arm < N_ARMS; arm++) {
        memset(crowd->cell[arm], 0, n_cells * sizeof(uint32_t));
        for (int r = 0; r < n; r++) {
            Counts *counts = &crowd->counts[r];
            memset(counts->entered[arm], 0, (size_t)model->n_states * sizeof(uint32_t));
            memset(counts->milestone[arm], 0, n_levels * sizeof(uint32_t));
            counts->exclusion_years[arm] = counts->fewer = counts->more = 0;
        }
    }
}

/* ---- words ---- */

/* Words of a stream at counter `last`, for the people from .. to - 1 of the tile. */
static void draw_words(const Run *run, const RandomStream *stream, uint32_t last, int from, int to,
                       TileWords words[BLOCK])
{
    CrowdTile *tile = run->crowd->tile;
    uint32_t *const word[BLOCK] = {words[0] + from, words[1] + from, words[2] + from,
                                   words[3] + from};
    random_lanes(run->crowd->target, stream, (uint32_t)run->world->number, tile->replicate + from,
                 tile->person + from, last, to - from, word);
}

static void take_draw(const CrowdTile *tile, int i, uint32_t word[4])
{
    for (int j = 0; j < 4; j++) word[j] = tile->draw[j][i];
}

/* ---- birthdays ---- */

/* The people of a track at its start. */
static void begin_track(const Run *run, const TileTrack *people)
{
    CrowdTile *tile = run->crowd->tile;
    const Track *track = people->track;
    const Cohort *cohort = &run->plan->cohort[track->cohort];
    const AgePlan *at = plan_age(run->plan, track->age);
    const CrowdAge *age = &run->crowd->age[at - run->plan->age];
    for (int i = people->first; i < people->first + people->n; i++) {
        uint32_t word[4];
        take_draw(tile, i, word);
        bool reached = random_uniform(word[0], word[1]) < run->share_reached;
        int tables = reached ? ARM_INTERVENTION : ARM_BASELINE;
        int node = chance_start(run->world, track, (int)tile->start[i],
                                random_uniform(word[2], word[3]));
        int placed = world_placed(run->world, track, tables, node, run->chance.variant);
        int from = at->node[node].state, into = at->node[placed].state;
        tile->reached[i] = reached ? UINT32_MAX : 0;
        tile->node[ARM_BASELINE][i] = (uint32_t)node;
        tile->node[ARM_INTERVENTION][i] = (uint32_t)placed;
        for (int c = 0; c < N_COURSES; c++) tile->entered[c][i] = tile->excluded[c][i] = 0;
        if (into != from) tile->entered[ARM_INTERVENTION][i] = 1u << into;
        tile->cells[i] = LANES + tile->row[i] * (uint32_t)run->plan->n_counts +
                         (uint32_t)cohort->first_cell[0] - age->cells_before;
    }
}

/* Those who enter before `until`; the words of everybody for the ages from `age` on, when they are not
 * there yet. */
static void begin_ages(const Run *run, int age, int until)
{
    CrowdTile *tile = run->crowd->tile;
    int before = tile->n_begun, first = tile->n_tracks_begun;
    int n_begun = before, n_tracks = first;
    for (; n_tracks < tile->n_tracks && tile->track[n_tracks].track->age < until; n_tracks++)
        n_begun += tile->track[n_tracks].n;
    if (n_begun > before) {
        crowd_unlist(tile, plan_age(run->plan, age));
        draw_words(run, &run->stream->trait, 0, before, n_begun, tile->draw);
        for (int t = first; t < n_tracks; t++) begin_track(run, &tile->track[t]);
    }
    tile->n_begun = n_begun;
    tile->n_tracks_begun = n_tracks;
    int from = age % BLOCK == 0 ? 0 : before;
    if (from < n_begun)
        draw_words(run, &run->stream->life, (uint32_t)age / BLOCK, from, n_begun, tile->word);
}

/* One person's milestone m at its birthday, in both arms. */
static void decide(const Run *run, const Track *track, int m, int i)
{
    CrowdTile *tile = run->crowd->tile;
    const AgePlan *at = plan_age(run->plan, run->plan->model->milestone[m].age);
    Counts *counts = &run->crowd->counts[tile->row[i]];
    uint32_t word[4];
    take_draw(tile, i, word);
    for (int arm = 0; arm < N_ARMS; arm++) {
        uint32_t *node = &tile->node[arm][i];
        int tables = tile->reached[i] ? arm : ARM_BASELINE;
        uint8_t level;
        if (at->node[*node].state == run->plan->model->end_state) continue;
        *node = (uint32_t)chance_decide(&run->chance, track, tables, m, (int)*node, word, &level);
        counts->milestone[arm][m * N_MILESTONE_LEVELS + level]++;
    }
}

static void decide_age(const Run *run, const AgePlan *at)
{
    CrowdTile *tile = run->crowd->tile;
    if (at->decided) crowd_unlist(tile, at);
    for (int m = 0; m < run->plan->model->n_milestones && at->decided; m++) {
        if (!(at->decided >> m & 1)) continue;
        draw_words(run, &run->stream->milestone, (uint32_t)m, 0, tile->n_begun, tile->draw);
        for (int t = 0; t < tile->n_tracks_begun; t++) {
            const TileTrack *people = &tile->track[t];
            if (people->track->age > at->age) break;
            if (people->track->age == at->age && world_told_at_start(run->plan, people->track, m))
                continue;
            for (int i = people->first; i < people->first + people->n; i++)
                decide(run, people->track, m, i);
        }
    }
}

/* ---- years ---- */

/* A track's tables from an age on. */
static YearTable *const *tables_of(const Run *run, int arm, const Track *track, int age)
{
    return run->world->year[arm] + track->first_year_table + (age - track->age);
}

static bool same_tables(YearTable *const *a, YearTable *const *b, int n)
{
    for (int k = 0; k < n; k++) {
        if (a[k] != b[k]) return false;
    }
    return true;
}

/* The ages that the tile's t-th track lives before `until`, and its tables, which others after it
 * share; returns the first that does not. */
static int find_run(const Run *run, int t, int age, int until, TileYears *years)
{
    const CrowdTile *tile = run->crowd->tile;
    const Track *one = tile->track[t].track;
    int from = one->age > age ? one->age : age;
    YearTable *const *table[N_ARMS];
    years->age = &run->crowd->age[from - run->plan->model->first_age];
    years->n = until - from;
    for (int arm = 0; arm < N_ARMS; arm++) {
        table[arm] = tables_of(run, arm, one, from);
        for (int k = 0; k < years->n; k++) years->table[arm][k] = table[arm][k];
        bool ends = until >= run->plan->model->last_age;
        years->table[arm][years->n] = ends ? NULL : table[arm][years->n];
    }
    years->from = tile->track[t].first;
    for (; t < tile->n_tracks_begun; t++) {
        const Track *track = tile->track[t].track;
        if ((track->age > age ? track->age : age) != from) break;
        if (!same_tables(tables_of(run, 0, track, from), table[0], years->n) ||
            !same_tables(tables_of(run, 1, track, from), table[1], years->n))
            break;
        years->to = tile->track[t].first + tile->track[t].n;
    }
    return t;
}

static void live_ages(const Run *run, int age, int until)
{
    CrowdTile *tile = run->crowd->tile;
    TileYears years = {.age = &run->crowd->age[age - run->plan->model->first_age],
                       .sex = tile->track[0].track->sex,
                       .to = tile->n_begun,
                       .cell = run->crowd->cell,
                       .tile = tile};
    if (age == run->plan->model->last_age) {
        crowd_count_year(&years);
        return;
    }
    bool shuffles = run->crowd->shuffles && years.age->form != LOOKED_UP;
    crowd_forget(tile);
    for (int t = 0; t < tile->n_tracks_begun;) {
        bool all = t == 0;
        t = find_run(run, t, age, until, &years);
        all &= t == tile->n_tracks_begun;
        if (shuffles)
            crowd_shuffle_years(&years, run->crowd->target);
        else if (all && years.table[ARM_BASELINE][0] == years.table[ARM_INTERVENTION][0])
            crowd_alike_year(&years);
        else
            crowd_look_up_year(&years);
    }
}

/* Adds up the courses of a tile's people. */
static void finish(const Run *run)
{
    const CrowdTile *tile = run->crowd->tile;
    for (int i = 0; i < tile->n; i++) {
        Counts *counts = &run->crowd->counts[tile->row[i]];
        uint32_t excluded[N_ARMS];
        for (int arm = 0; arm < N_ARMS; arm++) {
            uint32_t entered = tile->entered[TOGETHER][i] | tile->entered[arm][i];
            for (int s = 0; entered; s++, entered >>= 1) counts->entered[arm][s] += entered & 1;
            excluded[arm] = tile->excluded[TOGETHER][i] + tile->excluded[arm][i];
            counts->exclusion_years[arm] += excluded[arm];
        }
        counts->fewer += excluded[ARM_INTERVENTION] < excluded[ARM_BASELINE];
        counts->more += excluded[ARM_INTERVENTION] > excluded[ARM_BASELINE];
    }
}

/* ---- tiles ---- */

/* Parts the tile into pieces that are counted alike, if they are worth it, and others. */
static void part_tile(const Run *run)
{
    const int WORTH = 2 * LANES;
    CrowdTile *tile = run->crowd->tile;
    tile->n_pieces = 0;
    for (int t = 0; t < tile->n_tracks; t++) {
        int i = tile->track[t].first, end = i + tile->track[t].n;
        for (int to; i < end; i = to) {
            for (to = i + 1; to < end && to - i < PACKED_PEOPLE && tile->row[to] == tile->row[i];)
                to++;
            TilePiece *last = tile->n_pieces > 0 ? &tile->piece[tile->n_pieces - 1] : NULL;
            bool alike = to - i >= WORTH;
            if (last && !alike && !last->alike)
                last->n += to - i;
            else
                tile->piece[tile->n_pieces++] = (TilePiece){i, to - i, alike};
        }
    }
}

static void live_tile(const Run *run)
{
    CrowdTile *tile = run->crowd->tile;
    part_tile(run);
    tile->n_begun = tile->n_tracks_begun = 0;
    tile->listed = false;
    for (int age = tile->track[0].track->age, until; age <= run->plan->model->last_age;
         age = until) {
        const CrowdAge *at = &run->crowd->age[age - run->plan->model->first_age];
        until = age + (run->crowd->shuffles ? at->n_together : 1);
        begin_ages(run, age, until);
        decide_age(run, at->at);
        live_ages(run, age, until);
    }
    finish(run);
    tile->n = tile->n_tracks = 0;
}

static void add_person(const Run *run, const Track *track, int start, int person, int replicate)
{
    CrowdTile *tile = run->crowd->tile;
    if (tile->n == TILE) live_tile(run);
    if (tile->n_tracks == 0 || tile->track[tile->n_tracks - 1].track != track)
        tile->track[tile->n_tracks++] = (TileTrack){track, tile->n, 0};
    tile->track[tile->n_tracks - 1].n++;
    tile->replicate[tile->n] = (uint32_t)(run->first + replicate);
    tile->row[tile->n] = (uint32_t)replicate;
    tile->person[tile->n] = (uint32_t)person;
    tile->start[tile->n] = (uint32_t)start;
    tile->n++;
}

/* A track's people of all replicates. Many of them are counted together, replicate by replicate; of few
 * neighbours are of different replicates, so that one count does not wait for the other. */
static void add_track(const Run *run, const Track *track)
{
    bool many = track->n_people >= 2 * LANES;
    for (int outer = 0; outer < (many ? run->n : 1); outer++) {
        for (int s = track->first_start; s < track->first_start + track->n_starts; s++) {
            const StartCell *cell = &run->plan->start[s];
            for (int i = 0; i < cell->n_people; i++) {
                for (int r = many ? outer : 0; r < (many ? outer + 1 : run->n); r++)
                    add_person(run, track, s, cell->first_person + i, r);
            }
        }
    }
}

void crowd_live(Crowd *crowd, World *world, const LifeStreams *streams, int first, int n,
                double share_reached, const double *const reach[N_ARMS],
                const EffectVariant *variant)
{
    const Plan *plan = crowd->plan;
    Run run = {crowd, plan, world, streams, {world, reach, variant}, first, n, share_reached, NULL};
    assert(n <= crowd->n_replicates);
    years_ready(world);
    clear_counts(crowd, n);
    for (int from = 0, to; from < plan->n_tracks; from = to) {
        const Track *one = &plan->track[from];
        for (to = from; to < plan->n_tracks; to++) {
            if (plan->track[to].sex != one->sex || plan->track[to].class_ != one->class_) break;
        }
        for (int g = 0; g < plan->study->n_groups; g++) {
            run.stream = &streams[g];
            for (int t = from; t < to; t++) {
                if (plan->track[t].group == g) add_track(&run, &plan->track[t]);
            }
            if (crowd->tile->n) live_tile(&run);
        }
    }
}
