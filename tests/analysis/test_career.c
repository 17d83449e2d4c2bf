/* The two reference paths: what people on them cost, year by year, with certain lives. */
#include "analysis/career.h"
#include "lookup.h"
#include "support/quiet.h"

QUIET_SUITE(career);

static const CareerRow *career_of(const Findings *findings, int path, const char *account, int age,
                                  bool cumulative)
{
    int a = account_named(findings, account);
    for (int i = 0; i < findings->n_career; i++) {
        const CareerRow *row = &findings->career[i];
        if (row->path == path && row->account == a && row->age == age &&
            row->cumulative == cumulative)
            return row;
    }
    cr_assert_fail("there is no row of path %d, %s, age %d", path, account, age);
    return NULL;
}

typedef struct {
    int path;
    const char *account;
    int age;
    bool cumulative;
    double mean, p25, p75;
} CareerCase;

static void check_rows(const Findings *findings, const CareerCase *cases, int n, double tolerance)
{
    for (int i = 0; i < n; i++) {
        const CareerCase *c = &cases[i];
        const CareerRow *row = career_of(findings, c->path, c->account, c->age, c->cumulative);
        assert_near(row->mean, c->mean, tolerance, "case %d: mean", i);
        assert_near(row->p25, c->p25, 1e-9, "case %d: p25", i);
        assert_near(row->p75, c->p75, 1e-9, "case %d: p75", i);
    }
}

/* Path 0 works and pays the municipality 100 a year. Path 1 is half at work, half on benefit, which
 * costs the municipality 200 and the agency 30. Nobody changes state; the region has nothing to do
 * with it. Moving would halve the municipality's part every year: on the paths nobody moves. The
 * programme's effect and cost are none of theirs. */
static const FixtureTexts STILL = {
    .states = "state,age_from,age_to\nwork,20,23\nbenefit,20,23\ndead,20,24\n",
    .transitions = "from,to,probability\nwork,benefit,0\n",
    .payers = "payer,level\nsocial,municipality\nagency,state\nregion,region\n"
              "elsewhere,other_municipality\n",
    .costs = "item,state,per,payer,amount\n"
             "tax,work,year,social,-100\n"
             "benefit,benefit,year,social,200\n"
             "benefit,benefit,year,agency,30\n",
    .moving = "age_from,age_to,probability\n20,23,0.5\n",
    .paths = "path,label_sv,label_en,age,state,share\n"
             "good,bra,good,20,work,1\n"
             "bad,dålig,bad,20,work,0.5\nbad,dålig,bad,20,benefit,0.5\n",
    .scenario = "participants: {number: 3, ages: 20, states: {benefit: 1}}\n"
                "programme:\n"
                "  costs:\n"
                "    - {item: staff, payer: social, per_year: 500, price_year: 2024}\n"
                "effects:\n"
                "  - {on: place work, years: 1..4}\n"
                "economics: {horizon: 2}\n"
                "simulation: {worlds: 50, replicates: 50}\n"};

Test(career, paths_cost_what_their_states_cost_yearly_and_cumulated)
{
    static const CareerCase CASES[] = {
        {0, "social", 20, false, -100, -100, -100}, {0, "social", 23, false, -100, -100, -100},
        {0, "social", 23, true, -400, -400, -400},  {0, "agency", 22, true, 0, 0, 0},
        {0, "society", 21, true, -200, -200, -200}, {1, "social", 20, false, 50, -100, 200},
        {1, "social", 22, true, 150, -300, 600},    {1, "municipality", 22, true, 150, -300, 600},
        {1, "agency", 23, true, 60, 0, 120},        {1, "region", 23, true, 0, 0, 0},
        {1, "society", 23, false, 65, -100, 230},
    };
    Found found;
    found_open(&found, &STILL);
    cr_assert_eq(found.findings.n_career, 2 * found.findings.n_accounts * 4 * 2,
                 "paths x accounts x ages x yearly and cumulated");
    check_rows(&found.findings, CASES, sizeof CASES / sizeof *CASES, 1e-9);
    found_close(&found);
}

/* Without a degree people lose their work at 22 (but one in ten million); with one never. The path
 * holds or lacks the degree, which the population would reach by half. */
Test(career, milestones_held_or_lacked_bend_the_paths)
{
    static const CareerCase CASES[] = {
        {0, "municipality", 21, false, -100, -100, -100},
        {0, "municipality", 22, false, -100, -100, -100},
        {0, "municipality", 23, true, -400, -400, -400},
        {1, "municipality", 21, false, -100, -100, -100},
        {1, "municipality", 22, false, 200, 200, 200},
        {1, "municipality", 23, true, 200, 200, 200},
    };
    Found found;
    FixtureTexts texts = STILL;
    texts.states = "state,age_from,age_to,start\nwork,19,23,1\nbenefit,19,23,0\ndead,19,24,0\n";
    texts.transitions = "from,to,age_from,age_to,probability\nwork,benefit,21,21,0.9999999\n";
    texts.milestones = "milestone,at,probability\ndegree,20,0.5\n";
    texts.modifiers = "on,milestone,kind,value\nwork -> benefit,degree,hazard_ratio,0\n";
    texts.payers = NULL;
    texts.moving = NULL;
    texts.costs = "item,state,amount\ntax,work,-100\nbenefit,benefit,200\n";
    texts.paths = "path,label_sv,label_en,age,state,share,milestones\n"
                  "good,bra,good,20,work,1,degree\nbad,dålig,bad,20,work,1,not degree\n";
    texts.scenario = "participants: {number: 3, ages: 20, states: {benefit: 1}}\n"
                     "economics: {horizon: 2}\n"
                     "simulation: {worlds: 50, replicates: 50}\n";
    found_open(&found, &texts);
    check_rows(&found.findings, CASES, sizeof CASES / sizeof *CASES, 1e-9);
    found_close(&found);
}

/* A third of those alive die each year (ages 20 to 23): 6000 lives, so within 4 errors
 * 4 sqrt(p (1-p)/6000) of (2/3)^k. The dead cost nothing. */
Test(career, the_dead_cost_nothing)
{
    Found found;
    FixtureTexts texts = STILL;
    texts.transitions = "from,to,probability\nwork,dead,0.3333333333\nbenefit,dead,0.3333333333\n";
    found_open(&found, &texts);
    for (int k = 0; k < 4; k++) {
        double alive = pow(2.0 / 3, k), error = sqrt(alive * (1 - alive) / 6000);
        const CareerRow *row = career_of(&found.findings, 0, "social", 20 + k, false);
        assert_near(row->mean, -100 * alive, 100 * 4 * error + 1e-6, "age %d", 20 + k);
    }
    assert_near(career_of(&found.findings, 0, "social", 23, false)->p75, 0, 0,
                "most are dead at 23");
    found_close(&found);
}

Test(career, a_model_without_paths_has_no_rows)
{
    Found found;
    FixtureTexts texts = STILL;
    texts.paths = NULL;
    found_open(&found, &texts);
    cr_assert_eq(found.findings.n_career, 0);
    found_close(&found);
}

Test(career, rows_stand_by_path_account_and_age)
{
    Found found;
    found_open(&found, &STILL);
    const Findings *findings = &found.findings;
    int n_ages = findings->n_career / (2 * 2 * findings->n_accounts);
    cr_assert_eq(n_ages, 4, "20 to 23: %d", n_ages);
    for (int i = 0; i < findings->n_career; i++) {
        const CareerRow *row = &findings->career[i];
        int account = i / (2 * n_ages) % findings->n_accounts;
        cr_expect_eq(row->path, i / (2 * n_ages * findings->n_accounts), "row %d", i);
        cr_expect_eq(row->account, account, "row %d", i);
        cr_expect_eq(row->age, 20 + i / 2 % n_ages, "row %d", i);
        cr_expect_eq(row->cumulative, i % 2 == 1, "row %d", i);
    }
    found_close(&found);
}

enum { N_PATHS = 40 };

/* Every other begins at work. */
static const char *write_paths(char text[64 * N_PATHS])
{
    int length = snprintf(text, 64 * N_PATHS, "path,label_sv,label_en,age,state,share\n");
    for (int i = 0; i < N_PATHS; i++)
        length += snprintf(text + length, 64 * N_PATHS - (size_t)length, "p%d,p,p,20,%s,1\n", i,
                           i % 2 ? "benefit" : "work");
    return text;
}

/* More paths than a model has states. */
Test(career, many_paths_are_told_apart)
{
    char paths[64 * N_PATHS];
    Found found;
    FixtureTexts texts = STILL;
    texts.paths = write_paths(paths);
    found_open(&found, &texts);
    for (int i = 0; i < N_PATHS; i++)
        assert_near(career_of(&found.findings, i, "social", 22, false)->mean, i % 2 ? 200 : -100,
                    1e-9, "path %d", i);
    found_close(&found);
}

/* Is `p` above 0.1, where it would make more than 1 of leaving, in a world of a block? */
static bool impossible_block(const Study *study, int p, int block)
{
    bool found = false;
    for (int i = 0; i < WORLDS_PER_BLOCK; i++) {
        double value[64];
        study_draw(study, block * WORLDS_PER_BLOCK + i, value);
        found |= value[p] > 0.1;
    }
    return found;
}

/* p lies above 0.1 in one world of a hundred, so that home is left with more than chance 1. A seed by
 * which none of the 50 worlds of the run is impossible, but one of the next 50 is: the paths must not
 * stumble over a world that is not part of the run. */
Test(career, paths_are_lived_in_worlds_of_the_run)
{
    Fixture fixture;
    Findings findings;
    FixtureTexts texts = STILL;
    texts.transitions = "from,to,probability\nwork,benefit,p\nwork,dead,0.9\n";
    texts.parameters = "parameter,value\np,0.01\n";
    texts.scenario = "participants: {number: 3, ages: 20, states: {benefit: 1}}\n"
                     "parameters: {p: uniform(0 0.101)}\n"
                     "economics: {horizon: 2}\n"
                     "simulation: {worlds: 50, replicates: 50}\n";
    fixture_open(&fixture, &texts);
    Study *study = &fixture.study;
    int p = fixture_parameter(study, "p");
    cr_assert_leq(study->n_parameters, 64);
    while (impossible_block(study, p, 0) || !impossible_block(study, p, 1))
        study->simulation.seed++;
    cr_assert_eq(findings_make(study, &ONE_THREAD, NULL, &fixture.problems, &findings), STATUS_OK);
    cr_assert_gt(findings.n_career, 0);
    findings_free(&findings);
    fixture_close(&fixture);
}

typedef struct {
    const Study *study;
    Company company;
    Problems *problems;
} Seated;

/* As far as its first block, which is not begun. */
static Status find_seated(void *context, void *scratch, int i)
{
    Seated *seated = context;
    Seat seat = {.company = &seated->company};
    atomic_bool stop = true;
    RunOptions options = {.n_threads = 1, .seat = &seat, .stop = &stop};
    Findings findings;
    (void)scratch, (void)i;
    cr_assert_eq(findings_make(seated->study, &options, NULL, seated->problems, &findings),
                 STATUS_RUN_FAILED);
    seat_leave(&seat);
    return STATUS_OK;
}

/* What the company keeps free for the next one to be made ready. */
static size_t readiness_of(const Study *study, Problems *problems)
{
    Seated seated = {study, company_within(0, 0, 1), problems};
    ParallelJob job = {.n_threads = 1,
                       .n_blocks = 1,
                       .context = &seated,
                       .work = find_seated,
                       .handle = &seated.company.parallel,
                       .room = &seated.company.room};
    cr_assert_eq(parallel_run(&job), STATUS_OK);
    return seated.company.readiness;
}

/* The study's plan makes a world and gives it back, the paths' a worker. Here both together are more than the study's
 * own worker, which is there only later: its people live one year, those on the paths 70. */
Test(career, a_batch_keeps_memory_free_for_the_plan_of_the_paths_beside_the_study_s)
{
    Fixture fixture;
    Evaluation evaluation;
    Career career;
    FixtureTexts texts = STILL;
    char paths[64 * N_PATHS];
    texts.paths = write_paths(paths);
    texts.states = "state,age_from,age_to\nwork,20,89\nbenefit,20,89\ndead,20,90\n";
    texts.moving = "age_from,age_to,probability\n20,89,0.5\n";
    texts.scenario = "participants: {number: 3, ages: 89, states: {benefit: 1}}\n"
                     "economics: {horizon: 1}\n"
                     "simulation: {worlds: 50, replicates: 50}\n";
    fixture_open(&fixture, &texts);
    const Study *study = &fixture.study;
    cr_assert_eq(evaluation_begin(study, &ONE_THREAD, &fixture.problems, &evaluation), STATUS_OK);
    cr_assert_eq(career_begin(study, &fixture.problems, &career), STATUS_OK);
    Worker *worker = worker_new(&evaluation.setup);
    cr_assert_not_null(worker);
    size_t plans = evaluation.setup.arena.used + career.stands;
    size_t making = evaluation.setup.making + career.making;
    cr_assert_gt(making, worker_bytes(worker));
    cr_assert_geq(readiness_of(study, &fixture.problems), plans + making);
    worker_delete(worker);
    career_free(&career);
    evaluation_free(&evaluation);
    fixture_close(&fixture);
}
