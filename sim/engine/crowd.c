#include "engine/crowd.h"

#include "engine/crowd_tile.h"
#include "engine/years.h"

#include <assert.h>
#include <string.h>

static Status make_counts(Crowd *crowd)
{
    Status status = STATUS_OK;
    const Plan *plan = crowd->plan;
    const Model *model = plan->model;
    size_t n_cells = (size_t)plan->n_counts * (size_t)crowd->n_replicates + 2 * LANES;
    if (n_cells > INT32_MAX) return STATUS_MEMORY; /* people know their cells by 32 bits */
    ARENA_TRY(&crowd->arena, crowd->counts, crowd->n_replicates);
    for (int arm = 0; arm < N_ARMS; arm++) {
        ARENA_TRY(&crowd->arena, crowd->cell[arm], n_cells);
        for (int r = 0; r < crowd->n_replicates; r++) {
            Counts *counts = &crowd->counts[r];
            counts->cell[arm] = crowd->cell[arm] + LANES + (size_t)r * (size_t)plan->n_counts;
            ARENA_TRY(&crowd->arena, counts->entered[arm], crowd_lanes(model->n_states) * LANES);
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
                     .shuffles = crowd_can_shuffle(lanes_best()),
                     .n_replicates = n_replicates};
    TRY(make_counts(crowd));
    TRY(crowd_ages(plan, &crowd->arena, &crowd->age));
    ARENA_TRY(&crowd->arena, crowd->tile, 1);
    ARENA_TRY(&crowd->arena, crowd->same_from, plan->n_tracks);
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

/* ---- years ---- */

/* A track's tables from an age on. */
static YearTable *const *tables_of(const CrowdRun *run, int arm, const Track *track, int age)
{
    return run->world->year[arm] + track->first_year_table + (age - track->age);
}

static bool same_tables(const CrowdRun *run, const Track *a, const Track *b, int age, int n)
{
    size_t bytes = (size_t)n * sizeof(YearTable *);
    for (int arm = 0; arm < N_ARMS; arm++) {
        if (memcmp(tables_of(run, arm, a, age), tables_of(run, arm, b, age), bytes) != 0)
            return false;
    }
    return true;
}

/* The age from which on two tracks have the same tables in both arms; last_age when never. */
static int find_same(const CrowdRun *run, const Track *a, const Track *b)
{
    int age = a->age > b->age ? a->age : b->age, last = run->plan->model->last_age;
    bool same = same_tables(run, a, b, age, last - age);
    if (same) return age;
    for (same = true; same; last -= same) {
        for (int arm = 0; arm < N_ARMS; arm++)
            same &= *tables_of(run, arm, a, last - 1) == *tables_of(run, arm, b, last - 1);
    }
    return last;
}

/* Compares each track with the one before it in its group, sex and class: they are neighbours in a tile. Worlds
 * that live by the same tables are compared once. */
static void compare_tracks(const CrowdRun *run)
{
    Crowd *crowd = run->crowd;
    const Plan *plan = run->plan;
    if (crowd->compared == run->world && crowd->compared_list == run->world->n_lists) return;
    for (int t = 1; t < plan->n_tracks; t++) {
        const Track *one = &plan->track[t];
        int last = t - 1;
        while (last > 0 && plan->track[last].group != one->group) last--;
        if (plan->track[last].sex == one->sex && plan->track[last].class_ == one->class_)
            crowd->same_from[t] = find_same(run, one, &plan->track[last]);
    }
    crowd->compared = run->world;
    crowd->compared_list = run->world->n_lists;
}

/* The first of the tile's tracks after t that has other tables than it from `from` on, before `until`. */
static int find_other(const CrowdRun *run, int t, int from, int until)
{
    const CrowdTile *tile = run->crowd->tile;
    const Track *one = tile->track[t].track;
    for (t++; t < tile->n_tracks_begun; t++) {
        const Track *next = tile->track[t].track;
        int both = next->age > from ? next->age : from;
        if (next == one || tile->track[t].same_from <= both) continue;
        if (!same_tables(run, one, next, both, until - both)) break;
    }
    return t;
}

/* The ages that the tile's t-th track lives before `until`, and its tables, which others after it
 * share, also those who begin within these ages; returns the first that does not. */
static int find_run(const CrowdRun *run, int t, int age, int until, TileYears *years)
{
    const CrowdTile *tile = run->crowd->tile;
    const Track *one = tile->track[t].track;
    int from = one->age > age ? one->age : age, n = until - from;
    int next = from < tile->same_from ? find_other(run, t, from, until) : tile->n_tracks_begun;
    years->age = &run->crowd->age[from - run->plan->model->first_age];
    years->n = n;
    for (int arm = 0; arm < N_ARMS; arm++) {
        YearTable *const *table = tables_of(run, arm, one, from);
        for (int k = 0; k < n; k++) years->threshold[arm][k] = table[k]->threshold;
    }
    years->from = tile->track[t].first;
    years->to = tile->track[next - 1].first + tile->track[next - 1].n;
    years->late = 2 * TILE;
    for (int l = next; tile->track[l - 1].track->age > from; l--)
        years->late = tile->track[l - 1].first;
    return next;
}

/* Takes the thresholds of an age as those to come; those that were are at hand then. Neighbours mostly share
 * a table, and so do both arms. */
static void take_thresholds(const CrowdRun *run, int age)
{
    CrowdTile *tile = run->crowd->tile;
    const YearTable *last[N_ARMS] = {NULL};
    const uint32_t *threshold[N_ARMS] = {NULL};
    bool moves = age < run->plan->model->last_age;
    tile->two_tables = false;
    for (int t = 0; t < tile->n_tracks && tile->track[t].track->age <= age; t++) {
        TrackThresholds *own = &tile->threshold[t];
        memcpy(own->now, own->soon, sizeof own->now);
        tile->two_tables |= own->now[ARM_BASELINE] != own->now[ARM_INTERVENTION];
        for (int arm = 0; arm < N_ARMS && moves; arm++) {
            const YearTable *table = *tables_of(run, arm, tile->track[t].track, age);
            bool shared = table == last[ARM_BASELINE];
            if (table != last[arm])
                threshold[arm] = shared ? threshold[ARM_BASELINE] : table->threshold;
            last[arm] = table;
            own->soon[arm] = threshold[arm];
        }
    }
    tile->soon = age;
}

static void look_up(const CrowdRun *run, int age, const TileYears *year)
{
    if (run->crowd->tile->soon != age) take_thresholds(run, age);
    take_thresholds(run, age + 1);
    crowd_look_up_year(year);
}

static void live_ages(const CrowdRun *run, int age, int until)
{
    CrowdTile *tile = run->crowd->tile;
    TileYears years = {.age = &run->crowd->age[age - run->plan->model->first_age],
                       .sex = tile->track[0].track->sex,
                       .cell = run->crowd->cell,
                       .tile = tile};
    if (!run->crowd->shuffles || years.age->form == LOOKED_UP) {
        if (years.age->moves)
            look_up(run, age, &years);
        else
            crowd_count_year(&years);
    } else {
        for (int t = 0; t < tile->n_tracks_begun;) {
            t = find_run(run, t, age, until, &years);
            crowd_shuffle_years(&years, run->crowd->target);
        }
    }
}

/* ---- tiles ---- */

/* Where the tile's t-th track begins to have the tables of the one before, which may be the same one; the first
 * needs none. */
static int find_same_from(const CrowdRun *run, int t)
{
    const TileTrack *people = &run->crowd->tile->track[t];
    const Track *track = people->track;
    if (t == 0 || track == people[-1].track) return track->age;
    return run->crowd->same_from[track - run->plan->track];
}

/* Parts the tile into pieces that are counted alike and others. */
static void part_tile(const CrowdRun *run)
{
    CrowdTile *tile = run->crowd->tile;
    tile->same_from = 0;
    tile->n_pieces = 0;
    for (int t = 0; t < tile->n_tracks; t++) {
        TileTrack *people = &tile->track[t];
        people->same_from = find_same_from(run, t);
        if (people->same_from > people->track->age && people->same_from > tile->same_from)
            tile->same_from = people->same_from;
        int end = people->first + people->n;
        for (int i = people->first, to; i < end; i = to) {
            TilePiece *last = tile->n_pieces > 0 ? &tile->piece[tile->n_pieces - 1] : NULL;
            to = people->alike && end - i > PACKED_PEOPLE ? i + PACKED_PEOPLE : end;
            if (last && !people->alike && !last->alike)
                last->n += to - i;
            else
                tile->piece[tile->n_pieces++] = (TilePiece){i, to - i, people->alike};
        }
    }
}

static void live_tile(const CrowdRun *run)
{
    CrowdTile *tile = run->crowd->tile;
    part_tile(run);
    tile->n_begun = tile->n_tracks_begun = 0;
    tile->listed = false;
    tile->soon = ANY;
    for (int age = tile->track[0].track->age, until; age <= run->plan->model->last_age;
         age = until) {
        const CrowdAge *at = &run->crowd->age[age - run->plan->model->first_age];
        until = age + (run->crowd->shuffles ? at->n_together : 1);
        crowd_begin(run, age, until);
        crowd_decide(run, at->at);
        live_ages(run, age, until);
    }
    crowd_finish(run);
    tile->n = tile->n_tracks = 0;
}

/* Adds people of one start cell: n of one replicate (alike), or one person in n replicates. */
static void add_people(const CrowdRun *run, const Track *track, bool alike, int start, int person,
                       int replicate, int n)
{
    CrowdTile *tile = run->crowd->tile;
    for (int now; n > 0; n -= now) {
        if (tile->n == TILE) live_tile(run);
        TileTrack *people = tile->n_tracks > 0 ? &tile->track[tile->n_tracks - 1] : NULL;
        if (!people || people->track != track ||
            (alike && tile->row[people->first] != (uint32_t)replicate)) {
            people = &tile->track[tile->n_tracks++];
            *people = (TileTrack){.track = track, .first = tile->n, .alike = alike};
        }
        now = n < TILE - tile->n ? n : TILE - tile->n;
        for (int i = tile->n; i < tile->n + now; i++) {
            tile->row[i] = (uint32_t)replicate;
            tile->world[i] = (uint32_t)run->world->number;
            tile->replicate[i] = (uint32_t)(run->first + replicate);
            tile->person[i] = (uint32_t)person;
            tile->start[i] = (uint32_t)start;
            tile->own[i] = &tile->threshold[tile->n_tracks - 1];
            if (alike)
                person++;
            else
                replicate++;
        }
        people->n += now;
        tile->n += now;
    }
}

/* A track's people of all replicates. Many of them are counted together, replicate by replicate; of few
 * neighbours are of different replicates, so that one count does not wait for the other. */
static void add_track(const CrowdRun *run, const Track *track)
{
    const int MANY = 2 * LANES;
    bool alike = track->n_people >= MANY;
    for (int r = 0; r < (alike ? run->n : 1); r++) {
        for (int s = track->first_start; s < track->first_start + track->n_starts; s++) {
            const StartCell *cell = &run->plan->start[s];
            if (alike) add_people(run, track, true, s, cell->first_person, r, cell->n_people);
            for (int i = 0; i < cell->n_people && !alike; i++)
                add_people(run, track, false, s, cell->first_person + i, 0, run->n);
        }
    }
}

void crowd_live(Crowd *crowd, World *world, const LifeStreams *streams, int first, int n,
                double share_reached, const double *const reach[N_ARMS],
                const EffectVariant *variant)
{
    const Plan *plan = crowd->plan;
    CrowdRun run = {crowd, plan, world,         streams, {world, reach, variant},
                    first, n,    share_reached, NULL};
    assert(n <= crowd->n_replicates);
    years_ready(world);
    compare_tracks(&run);
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
