#include "support/run.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static void demand(Status status, const Run *run, const char *what)
{
    if (status == STATUS_OK) return;
    char *messages = fixture_messages(&run->problems);
    cr_assert(status == STATUS_OK, "%s: status %d\n%s", what, (int)status, messages);
    free(messages);
}

static void *take(Run *run, int n, size_t size)
{
    void *memory = arena_alloc(&run->arena, (size_t)n, size);
    cr_assert(memory != NULL, "out of memory");
    return memory;
}

void run_prepare(Run *run, const Study *study)
{
    *run = (Run){.study = study};
    demand(plan_build(study, &run->arena, &run->problems, &run->plan), run, "plan_build");
    demand(plan_people(&run->plan, NULL, &run->arena), run, "plan_people");
    demand(world_init(&run->plan, &run->world), run, "world_init");
    demand(exact_init(&run->plan, &run->scratch), run, "exact_init");
    demand(counts_init(&run->plan, &run->counts), run, "counts_init");
    demand(lives_streams(&run->plan, &run->arena, &run->streams), run, "lives_streams");
    for (int arm = 0; arm < N_ARMS; arm++) {
        run->count[arm] = take(run, run->plan.n_counts + LANES, sizeof(double));
        run->reach[arm] = take(run, run->plan.n_tracks * study->model.n_milestones, sizeof(double));
    }
    run->value = take(run, study->n_parameters, sizeof(double));
    fixture_values(study, run->value);
}

Status run_try(Run *run, const EffectVariant *variant)
{
    Status status = world_make(&run->world, 0, run->value, variant, &run->problems);
    if (status != STATUS_OK) return status;
    exact_run(&run->world, variant, run->plan.n_years, run->count, run->reach, &run->scratch);
    return STATUS_OK;
}

void run_enter(Run *run, const EffectVariant *variant)
{
    demand(run_try(run, variant), run, "world_make");
}

void run_open(Run *run, const Study *study)
{
    run_prepare(run, study);
    run_enter(run, NULL);
}

void run_live(Run *run, int replicate, double share_reached, Life *lives)
{
    const double *const reach[N_ARMS] = {run->reach[ARM_BASELINE], run->reach[ARM_INTERVENTION]};
    lives_run(&run->world, run->streams, replicate, share_reached, reach, NULL, &run->counts,
              lives);
}

void run_close(Run *run)
{
    world_free(&run->world);
    exact_free(&run->scratch);
    counts_free(&run->counts);
    problems_free(&run->problems);
    arena_free(&run->arena);
}

/* Where the counts are read: expected doubles or counted people. */
typedef struct {
    const double *expected;
    const uint32_t *counted;
} Cells;

static double cell_people(const Cells *cells, int index)
{
    return cells->expected != NULL ? cells->expected[index] : cells->counted[index];
}

/* People of a cohort in a state (ANY: all) in year k after entry (0 is the first). */
static double cohort_people(const Run *run, const Cohort *cohort, const Cells *cells, int state,
                            int k)
{
    const AgePlan *at = plan_age(&run->plan, cohort->age + k);
    double people = 0;
    for (int c = 0; c < at->n_cells; c++)
        if (state == ANY || at->cell_state[c] == state)
            people += cell_people(cells, cohort->first_cell[k] + c);
    return people;
}

static double people_at(const Run *run, const Cells *cells, int state, int age, int year)
{
    double people = 0;
    for (int c = 0; c < run->plan.n_cohorts; c++) {
        const Cohort *cohort = &run->plan.cohort[c];
        int k = age != ANY ? age - cohort->age : year - cohort->enter;
        if (k >= 0 && k < cohort->n_years) people += cohort_people(run, cohort, cells, state, k);
    }
    return people;
}

double run_people(const Run *run, int arm, int state, int age)
{
    return people_at(run, &(Cells){.expected = run->count[arm]}, state, age, ANY);
}

double run_people_in_year(const Run *run, int arm, int state, int year)
{
    return people_at(run, &(Cells){.expected = run->count[arm]}, state, ANY, year);
}

double run_counted(const Run *run, int arm, int state, int age)
{
    return people_at(run, &(Cells){.counted = run->counts.cell[arm]}, state, age, ANY);
}

static double total(const Run *run, const Cells *cells, const double *price)
{
    double sum = 0;
    for (int i = 0; i < run->plan.n_cohorts; i++) {
        const Cohort *cohort = &run->plan.cohort[i];
        for (int k = 0; k < cohort->n_years; k++) {
            const AgePlan *at = plan_age(&run->plan, cohort->age + k);
            for (int c = 0; c < at->n_cells; c++)
                sum += price[at->cell_state[c] * (MAX_AGE + 1) + at->age] *
                       cell_people(cells, cohort->first_cell[k] + c);
        }
    }
    return sum;
}

double run_total(const Run *run, int arm, const double *price)
{
    return total(run, &(Cells){.expected = run->count[arm]}, price);
}

double run_total_counted(const Run *run, int arm, const double *price)
{
    return total(run, &(Cells){.counted = run->counts.cell[arm]}, price);
}

const Track *run_track(const Run *run, int group, int sex, int class_, int age, int enter)
{
    for (int t = 0; t < run->plan.n_tracks; t++) {
        const Track *track = &run->plan.track[t];
        if (track->group == group && track->sex == sex && track->class_ == class_ &&
            track->age == age && track->enter == enter)
            return track;
    }
    cr_assert_fail("there is no track of group %d, sex %d, class %d, age %d, year %d", group, sex,
                   class_, age, enter);
    return NULL;
}

void case_open(Case *made, const FixtureTexts *texts)
{
    fixture_open(&made->fixture, texts);
    run_open(&made->run, &made->fixture.study);
}

void case_close(Case *made)
{
    run_close(&made->run);
    fixture_close(&made->fixture);
}

int case_state(const Case *made, const char *name)
{
    return fixture_state(&made->fixture.study, name);
}
