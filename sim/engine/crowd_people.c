#include "engine/crowd_tile.h"
#include "engine/effects.h"

#include "base/random_lanes.h"

#include <string.h>

/* What befalls people beside their years: how they begin, what is decided at a birthday, what is added up
 * of them in the end. */

#pragma GCC diagnostic ignored "-Wpsabi" /* no vector crosses a call: every body is inlined */

/* Words of a stream at counter `last`, for the people from .. to - 1 of the tile. */
static void draw_words(const CrowdRun *run, const RandomStream *stream, uint32_t last, int from,
                       int to, TileWords words[WORDS])
{
    CrowdTile *tile = run->crowd->tile;
    uint32_t *const word[WORDS] = {words[0] + from, words[1] + from, words[2] + from,
                                   words[3] + from};
    random_lanes(run->crowd->target, stream, tile->world + from, tile->replicate + from,
                 tile->person + from, last, to - from, word);
}

static void take_draw(const CrowdTile *tile, int i, uint32_t word[WORDS])
{
    for (int j = 0; j < WORDS; j++) word[j] = tile->draw[j][i];
}

/* ---- how they begin ---- */

/* Chance has a say in a track's start: otherwise people of one start cell begin alike. */
static bool is_drawn(const CrowdRun *run, const Track *track)
{
    return run->share_reached < 1 || plan_age(run->plan, track->age)->n_held > 1;
}

/* Where a person begins, without and with the programme. */
static void begin_person(const CrowdRun *run, const Track *track, int i)
{
    CrowdTile *tile = run->crowd->tile;
    const AgePlan *at = plan_age(run->plan, track->age);
    uint32_t word[WORDS];
    bool reached = true; /* where nothing is drawn, any luck will do */
    double luck = 0;
    if (is_drawn(run, track)) {
        take_draw(tile, i, word);
        reached = random_uniform(word[0], word[1]) < run->share_reached;
        luck = random_uniform(word[2], word[3]);
    }
    int node = chance_start(run->world, track, (int)tile->start[i], luck);
    int placed = world_placed(run->world, track, reached ? ARM_INTERVENTION : ARM_BASELINE, node,
                              run->chance.variant);
    int from = at->node[node].state, into = at->node[placed].state;
    tile->reached[i] = reached ? UINT32_MAX : 0;
    tile->node[ARM_BASELINE][i] = (uint32_t)node;
    tile->node[ARM_INTERVENTION][i] = (uint32_t)placed;
    tile->entered[ARM_INTERVENTION][i] = into != from ? 1u << into : 0;
}

/* Those who follow person i, before `to`, from the same start cell begin alike; returns the next. */
static int begin_alike(CrowdTile *tile, int i, int to)
{
    uint32_t reached = tile->reached[i], entered = tile->entered[ARM_INTERVENTION][i];
    uint32_t a = tile->node[ARM_BASELINE][i], b = tile->node[ARM_INTERVENTION][i];
    int next = i + 1;
    for (; next < to && tile->start[next] == tile->start[i]; next++) {
        tile->reached[next] = reached;
        tile->node[ARM_BASELINE][next] = a;
        tile->node[ARM_INTERVENTION][next] = b;
        tile->entered[ARM_INTERVENTION][next] = entered;
    }
    return next;
}

/* Nothing has come of their courses yet. */
static void clear_courses(CrowdTile *tile, int first, int n)
{
    size_t bytes = (size_t)n * sizeof(uint32_t);
    for (int c = 0; c < N_COURSES; c++) {
        memset(tile->excluded[c] + first, 0, bytes);
        memset(tile->entered[c] + first, 0, bytes);
    }
}

static void begin_track(const CrowdRun *run, const TileTrack *people)
{
    CrowdTile *tile = run->crowd->tile;
    const Track *track = people->track;
    const CrowdAge *age = &run->crowd->age[track->age - run->plan->model->first_age];
    uint32_t first_cell = (uint32_t)run->plan->cohort[track->cohort].first_cell[0];
    uint32_t n_counts = (uint32_t)run->plan->n_counts;
    int to = people->first + people->n;
    bool drawn = is_drawn(run, track);
    clear_courses(tile, people->first, people->n);
    for (int i = people->first, next; i < to; i = next) {
        begin_person(run, track, i);
        next = drawn ? i + 1 : begin_alike(tile, i, to);
    }
    for (int i = people->first; i < to; i++) {
        tile->age[i] = (uint32_t)track->age;
        tile->cells[i] = LANES + tile->row[i] * n_counts + first_cell - age->cells_before;
    }
}

/* The words of the ages from `age` on, before `until`. Those who began before `first` have the words of a
 * counter that was met. */
static void draw_years(const CrowdRun *run, int age, int until, int first)
{
    CrowdTile *tile = run->crowd->tile;
    int last = run->plan->model->last_age; /* from which nobody moves on */
    for (int c = age / WORDS; c * WORDS < until && c * WORDS < last; c++) {
        int from = c * WORDS < age ? first : 0;
        if (from < tile->n_begun)
            draw_words(run, &run->stream->life, (uint32_t)c, from, tile->n_begun,
                       tile->word + c * WORDS % BLOCK);
    }
}

void crowd_begin(const CrowdRun *run, int age, int until)
{
    CrowdTile *tile = run->crowd->tile;
    int before = tile->n_begun, first = tile->n_tracks_begun;
    int n_begun = before, n_tracks = first;
    bool drawn = false;
    for (; n_tracks < tile->n_tracks && tile->track[n_tracks].track->age < until; n_tracks++) {
        n_begun += tile->track[n_tracks].n;
        drawn |= is_drawn(run, tile->track[n_tracks].track);
    }
    if (n_begun > before) crowd_unlist(tile);
    if (drawn) draw_words(run, &run->stream->trait, 0, before, n_begun, tile->draw);
    for (int t = first; t < n_tracks; t++) begin_track(run, &tile->track[t]);
    tile->n_begun = n_begun;
    tile->n_tracks_begun = n_tracks;
    draw_years(run, age, until, before);
}

/* ---- what is decided ---- */

/* One person's milestone in both arms. */
static void decide(const CrowdRun *run, const MilestoneChance milestone[N_ARMS], int i)
{
    CrowdTile *tile = run->crowd->tile;
    const Node *from = milestone->at->node;
    Counts *counts = &run->crowd->counts[tile->row[i]];
    uint32_t word[WORDS];
    take_draw(tile, i, word);
    for (int arm = 0; arm < N_ARMS; arm++) {
        uint32_t *node = &tile->node[arm][i];
        int tables = tile->reached[i] ? arm : ARM_BASELINE;
        uint8_t level;
        if (from[*node].state == run->plan->model->end_state) continue;
        *node = (uint32_t)chance_decide(&milestone[tables], (int)*node, word, &level);
        counts->milestone[arm][milestone->m * N_MILESTONE_LEVELS + level]++;
    }
}

static void decide_track(const CrowdRun *run, const TileTrack *people, int m)
{
    MilestoneChance milestone[N_ARMS];
    for (int arm = 0; arm < N_ARMS; arm++)
        milestone[arm] = chance_milestone(&run->chance, people->track, arm, m);
    for (int i = people->first; i < people->first + people->n; i++) decide(run, milestone, i);
}

void crowd_decide(const CrowdRun *run, const AgePlan *at)
{
    CrowdTile *tile = run->crowd->tile;
    if (at->decided) crowd_unlist(tile);
    for (int m = 0; m < run->plan->model->n_milestones && at->decided; m++) {
        if (!(at->decided >> m & 1)) continue;
        draw_words(run, &run->stream->milestone, (uint32_t)m, 0, tile->n_begun, tile->draw);
        for (int t = 0; t < tile->n_tracks_begun; t++) {
            const TileTrack *people = &tile->track[t];
            if (people->track->age > at->age) break; /* has begun within the ages to come */
            if (people->track->age == at->age && world_known_at_start(run->plan, people->track, m))
                continue;
            decide_track(run, people, m);
        }
    }
}

/* ---- what is added up ---- */

/* Eight states from `first` on that the people from .. to - 1, who are of one replicate, have entered in an arm
 * or in both at once. */
LANES_BODY void add_entered(const CrowdTile *tile, int arm, int from, int to, uint32_t first,
                            uint32_t *count)
{
    const Lanes state = (Lanes){0, 1, 2, 3, 4, 5, 6, 7} + first;
    Lanes sum = {0};
    for (int i = from; i < to; i++) {
        uint32_t entered = tile->entered[arm][i] | tile->entered[TOGETHER][i];
        sum += (entered - (Lanes){0}) >> state & 1;
    }
    *(Lanes *)count += sum;
}

/* Their years of exclusion, and how many have fewer or more of them with the programme. */
LANES_BODY void add_excluded(const CrowdTile *tile, int from, int to, Counts *counts)
{
    const uint32_t *a = tile->excluded[ARM_BASELINE], *b = tile->excluded[ARM_INTERVENTION];
    const uint32_t *both = tile->excluded[TOGETHER];
    uint32_t years[N_ARMS] = {0}, fewer = 0, more = 0;
    for (int i = from; i < to; i++) {
        uint32_t without = a[i] + both[i], with = b[i] + both[i];
        years[ARM_BASELINE] += without;
        years[ARM_INTERVENTION] += with;
        fewer += with < without;
        more += with > without;
    }
    for (int arm = 0; arm < N_ARMS; arm++) counts->exclusion_years[arm] += years[arm];
    counts->fewer += fewer;
    counts->more += more;
}

LANES_BODY void finish(const CrowdRun *run)
{
    const CrowdTile *tile = run->crowd->tile;
    int n_states = run->plan->model->n_states;
    for (int from = 0, to; from < tile->n; from = to) {
        Counts *counts = &run->crowd->counts[tile->row[from]];
        for (to = from + 1; to < tile->n && tile->row[to] == tile->row[from];) to++;
        for (int l = 0; l < N_ARMS * crowd_lanes(n_states); l++) {
            int arm = l % N_ARMS, first = l / N_ARMS * LANES;
            add_entered(tile, arm, from, to, (uint32_t)first, counts->entered[arm] + first);
        }
        add_excluded(tile, from, to, counts);
    }
}

#define DEFINE(suffix, attributes)                              \
    attributes static void finish_##suffix(const CrowdRun *run) \
    {                                                           \
        finish(run);                                            \
    }
LANES_EACH(DEFINE)

void crowd_finish(const CrowdRun *run)
{
    static void (*const copy[N_LANE_TARGETS])(const CrowdRun *) = LANES_TABLE(finish);
    copy[run->crowd->target](run);
}
