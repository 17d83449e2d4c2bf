#include "engine/plan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* One participant's traits. */
typedef struct {
    int group, sex, class_, age, enter, start, years;
} Person;

enum { TRAIT_AGE, TRAIT_STATE, TRAIT_SEX, TRAIT_ENTER, N_TRAITS };

typedef struct {
    double place;
    int person;
} Placed;

static int by_place(const void *a, const void *b)
{
    const Placed *x = a, *y = b;
    if (x->place != y->place) return x->place < y->place ? -1 : 1;
    return (x->person > y->person) - (x->person < y->person);
}

/* The rank of every person in one trait: the order of the terms of an additive sequence with the
 * generalised golden ratio of N_TRAITS dimensions, whose terms spread evenly in all traits at once. */
static void rank_people(int n, int trait, Placed *placed, int *rank)
{
    double phi = 1.5;
    for (int i = 0; i < 60; i++) phi = pow(1 + phi, 1.0 / (N_TRAITS + 1));
    double alpha = fmod(pow(phi, -(trait + 1.0)), 1);
    for (int i = 0; i < n; i++) placed[i] = (Placed){fmod(0.5 + (i + 1.0) * alpha, 1), i};
    qsort(placed, (size_t)n, sizeof *placed, by_place);
    for (int r = 0; r < n; r++) rank[placed[r].person] = r;
}

/* The value whose part of the cumulated shares holds the middle of this rank among n. */
static int value_at(const double *share, int n_values, int rank, int n)
{
    double at = (rank + 0.5) / n, sum = 0;
    for (int v = 0; v < n_values - 1; v++) {
        sum += share[v];
        if (at < sum) return v;
    }
    return n_values - 1;
}

static void spread_traits(const Group *group, Placed *placed, int *rank, Person *person)
{
    int n = group->number, ages = group->age_to - group->age_from + 1;
    int enters = group->enter_to - group->enter_from + 1;
    double women[N_SEXES] = {[SEX_FEMALE] = group->women, [SEX_MALE] = 1 - group->women};
    rank_people(n, TRAIT_AGE, placed, rank);
    for (int i = 0; i < n; i++) person[i].age = group->age_from + (int)((rank[i] + 0.5) / n * ages);
    rank_people(n, TRAIT_ENTER, placed, rank);
    for (int i = 0; i < n; i++)
        person[i].enter = group->enter_from + (int)((rank[i] + 0.5) / n * enters);
    rank_people(n, TRAIT_SEX, placed, rank);
    for (int i = 0; i < n; i++) person[i].sex = value_at(women, N_SEXES, rank[i], n);
    rank_people(n, TRAIT_STATE, placed, rank);
    for (int i = 0; i < n; i++) {
        double share[MAX_STATES];
        for (int s = 0; s < group->n_starts; s++) share[s] = group->start[s].share;
        const StartState *start = &group->start[value_at(share, group->n_starts, rank[i], n)];
        person[i].start = start->state;
        person[i].years = start->years;
    }
}

/* Gives each person in turn the class of which most is still missing. */
static void spread_classes(const Plan *plan, const Group *group, const double *class_share,
                           Person *person)
{
    const Model *model = plan->model;
    double missing[MAX_CLASSES] = {0};
    for (int i = 0; i < group->number; i++) {
        const double *share = group->class_share;
        int age = person[i].age - model->first_age;
        if (!group->classes_given && class_share) {
            int row = (age * N_SEXES + person[i].sex) * model->n_states + person[i].start;
            share = class_share + row * model->n_classes;
        }
        int best = 0;
        for (int c = 0; c < model->n_classes; c++) {
            missing[c] += share[c];
            if (missing[c] > missing[best] + 1e-9) best = c;
        }
        missing[best] -= 1;
        person[i].class_ = best;
    }
}

static int by_track(const void *a, const void *b)
{
    const Person *x = a, *y = b;
    int dx[] = {x->sex, x->class_, x->age, x->enter, x->group, x->start, x->years};
    int dy[] = {y->sex, y->class_, y->age, y->enter, y->group, y->start, y->years};
    for (size_t i = 0; i < sizeof dx / sizeof *dx; i++) {
        if (dx[i] != dy[i]) return dx[i] < dy[i] ? -1 : 1;
    }
    return 0;
}

static bool same_track(const Person *x, const Person *y)
{
    return x->sex == y->sex && x->class_ == y->class_ && x->age == y->age && x->enter == y->enter &&
           x->group == y->group;
}

static int find_cohort(Cohort *cohort, int *n, const Person *person, int last_age)
{
    int c = 0;
    while (c < *n && (cohort[c].age != person->age || cohort[c].enter != person->enter)) c++;
    if (c == *n) {
        cohort[c] = (Cohort){
            .age = person->age, .enter = person->enter, .n_years = last_age - person->age + 1};
        ++*n;
    }
    return c;
}

/* Within each sex and class tracks go by birth year, those of one year as they stand. */
static Status lay_lanes(Plan *plan, Arena *arena)
{
    Status status = STATUS_OK;
    int *lane;
    ARENA_TRY(arena, lane, plan->n_tracks);
    for (int t = 0; t < plan->n_tracks; t++) {
        const Track *track = &plan->track[t];
        int at = t;
        for (; at > 0; at--) {
            const Track *last = &plan->track[lane[at - 1]];
            if (last->sex != track->sex || last->class_ != track->class_ ||
                last->born <= track->born)
                break;
            lane[at] = lane[at - 1];
        }
        lane[at] = t;
    }
    plan->lane = lane;
out:
    return status;
}

/* By group and age, those of both as they stand. */
static Status lay_kin(Plan *plan, Arena *arena)
{
    Status status = STATUS_OK;
    int *kin, n = 0;
    ARENA_TRY(arena, kin, plan->n_tracks);
    for (int g = 0; g < plan->study->n_groups; g++) {
        const Group *group = &plan->study->group[g];
        for (int age = group->age_from; age <= group->age_to; age++) {
            for (int t = 0; t < plan->n_tracks; t++)
                if (plan->track[t].group == g && plan->track[t].age == age) kin[n++] = t;
        }
    }
    plan->kin = kin;
out:
    return status;
}

/* Numbers every cohort's years and their counted cells. */
static Status lay_counts(Plan *plan, Cohort *cohort, Arena *arena)
{
    Status status = STATUS_OK;
    for (int c = 0; c < plan->n_cohorts; c++) {
        int *first;
        ARENA_TRY(arena, first, cohort[c].n_years);
        for (int k = 0; k < cohort[c].n_years; k++) {
            first[k] = plan->n_counts;
            plan->n_counts += plan_age(plan, cohort[c].age + k)->n_cells;
        }
        cohort[c].first_cell = first;
        cohort[c].first_time = plan->n_times;
        plan->n_times += cohort[c].n_years;
        int end = cohort[c].enter - 1 + cohort[c].n_years;
        if (end > plan->n_years) plan->n_years = end;
    }
out:
    return status;
}

/* Parts the sorted people into tracks, start cells and cohorts. */
static Status group_people(Plan *plan, const Person *person, int n, Arena *arena)
{
    Status status = STATUS_OK;
    Track *track;
    StartCell *start;
    Cohort *cohort;
    int *next_person;
    ARENA_TRY(arena, track, n);
    ARENA_TRY(arena, start, n);
    ARENA_TRY(arena, cohort, n);
    ARENA_TRY(arena, next_person, plan->study->n_groups);
    for (int i = 0; i < n; i++) {
        const Person *p = &person[i];
        bool new_track = i == 0 || !same_track(p, p - 1);
        int born = plan->study->starts + p->enter - 1 - p->age;
        if (new_track) {
            track[plan->n_tracks++] = (Track){
                p->group,
                p->sex,
                p->class_,
                p->age,
                p->enter,
                .born = born,
                .generation = plan_generation(plan, born),
                .cohort = find_cohort(cohort, &plan->n_cohorts, p, plan->model->last_age),
                .first_start = plan->n_starts,
                .first_year_table = plan->n_track_years};
            plan->n_track_years += plan->model->last_age - p->age + 1;
        }
        Track *at = &track[plan->n_tracks - 1];
        if (new_track || p->start != (p - 1)->start || p->years != (p - 1)->years) {
            start[plan->n_starts++] = (StartCell){p->start, p->years, 0, next_person[p->group]};
            at->n_starts++;
        }
        start[plan->n_starts - 1].n_people++;
        next_person[p->group]++;
        at->n_people++;
        cohort[at->cohort].n_people++;
    }
    plan->track = track;
    plan->start = start;
    plan->cohort = cohort;
    TRY(lay_lanes(plan, arena));
    TRY(lay_kin(plan, arena));
    TRY(lay_counts(plan, cohort, arena));
out:
    return status;
}

Status plan_people(Plan *plan, const double *class_share, Arena *arena)
{
    Status status = STATUS_OK;
    const Study *study = plan->study;
    Arena scratch = {0};
    Person *person;
    Placed *placed;
    int *rank, n = 0;
    size_t n_shares = (size_t)(plan->n_ages * N_SEXES * plan->model->n_states) *
                      (size_t)plan->model->n_classes;
    plan->n_people = study_participants(study);
    ARENA_TRY(&scratch, person, plan->n_people);
    ARENA_TRY(&scratch, placed, plan->n_people);
    ARENA_TRY(&scratch, rank, plan->n_people);
    for (int g = 0; g < study->n_groups; g++) {
        const Group *group = &study->group[g];
        if (group->untouched) continue;
        spread_traits(group, placed, rank, person + n);
        const double *share = class_share;
        if (share) share += (size_t)g * n_shares;
        spread_classes(plan, group, share, person + n);
        for (int i = 0; i < group->number; i++) person[n + i].group = g;
        n += group->number;
    }
    for (int i = 0; i < n; i++) {
        int last = plan->n_state_years[person[i].start] - 1;
        if (person[i].years > last) person[i].years = last;
    }
    qsort(person, (size_t)n, sizeof *person, by_track);
    TRY(group_people(plan, person, n, arena));
out:
    arena_free(&scratch);
    return status;
}
