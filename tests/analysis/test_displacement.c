/* What others lose of what the participants gain: by hand. */
#include "analysis/evaluation.h"
#include "analysis/expected.h"
#include "lookup.h"
#include "support/quiet.h"

QUIET_SUITE(displacement);

/* Ten people out of work at 20; a year out costs the board 1000 kronor, half of it released a year later.
 * The programme costs 3000 in year 1, triples the odds of work in year 1, and gives everybody a place in
 * work in year 3. */
#define TOWN                                                                \
    .states = "state,age_from,age_to\nout,20,29\nwork,20,29\ndead,20,30\n", \
    .transitions = "from,to,probability\nout,work,0.25\nwork,out,0.2\n"

#define SCENARIO(displacement)                                                                  \
    "participants: {number: 10, ages: 20, states: {out: 1}}\n"                                  \
    "programme:\n" displacement                                                                 \
    "  costs: [{item: staff, payer: municipality, per_year: 3000, price_year: 2024}]\n"         \
    "effects:\n"                                                                                \
    "  - {on: out -> work, odds_ratio: 3, years: 1, fades_over: 0, design: rct, no_effect: 0, " \
    "grade: C}\n"                                                                               \
    "  - {on: place work, years: 3, source: test, grade: A}\n"                                  \
    "economics: {horizon: 6, discount_rate: 0}\n"                                               \
    "simulation: {worlds: 50, replicates: 100}\n"

static const char *const COSTS = "item,state,amount,cashable,delay\nhelp,out,1000,0.5,1\n";
static const char *const NONE = SCENARIO("");
static const char *const FIFTH = SCENARIO(
    "  displacement: {value: 0.2, source: test, grade: A}\n  grade: E\n  source: own\n");

/* One world at the values as written. */
typedef struct {
    Fixture fixture;
    Setup setup;
    Worker worker;
} One;

static void one_open(One *one, const char *scenario)
{
    fixture_open(&one->fixture, &(FixtureTexts){TOWN, .costs = COSTS, .scenario = scenario});
    cr_assert_eq(setup_make(&one->fixture.study, &one->fixture.problems, &one->setup), STATUS_OK);
    cr_assert_eq(worker_init(&one->setup, &one->worker), STATUS_OK);
    fixture_values(&one->fixture.study, one->worker.value);
    cr_assert_eq(worker_enter(&one->worker, 0, one->worker.value, NULL, N_GRADES), STATUS_OK);
}

static void one_close(One *one)
{
    worker_free(&one->worker);
    setup_free(&one->setup);
    fixture_close(&one->fixture);
}

/* With the odds 1/3 tripled half leave out in year 1: 5 are out at the start of year 2 where 7.5 would
 * be: 2500 kronor avoided. A fifth is lost on others: 2000 in full, and of the released half 1000, a
 * year later. The same
 * share of every other year, of the place's years too. */
Test(displacement, a_fifth_of_every_years_expected_saving_is_lost)
{
    One none, fifth;
    one_open(&none, NONE);
    one_open(&fifth, FIFTH);
    worker_saving(&none.worker);
    worker_saving(&fifth.worker);
    assert_near(none.worker.full[1], 2500, 1e-9, "all of it");
    assert_near(fifth.worker.full[1], 2000, 1e-9, "four fifths");
    assert_near(fifth.worker.released[2], 1000, 1e-9, "released a year later");
    for (int y = 0; y < 6; y++) {
        assert_near(fifth.worker.full[y], 0.8 * none.worker.full[y], 1e-9, "full, year %d", y + 1);
        assert_near(fifth.worker.released[y], 0.8 * none.worker.released[y], 1e-9,
                    "released, year %d", y + 1);
    }
    one_close(&none);
    one_close(&fifth);
}

/* With luck: what is expected of the baseline less what these people cost, less a fifth of the expected
 * difference; the luck itself is not scaled. */
/* Where only evidence of grade A counts, a share of that grade does, and one of grade B does not. */
Test(displacement, it_counts_from_its_own_grade_on)
{
    static const char *const OF_B = SCENARIO(
        "  displacement: {value: 0.2, source: test, grade: B}\n  grade: E\n  source: own\n");
    const char *const scenario[] = {FIFTH, OF_B};
    for (int grade = GRADE_A; grade <= GRADE_B; grade++) {
        One one;
        one_open(&one, scenario[grade]);
        for (int worst = GRADE_A; worst <= GRADE_C; worst++) {
            Status status = worker_enter(&one.worker, 0, one.worker.value, NULL, (Grade)worst);
            cr_assert_eq(status, STATUS_OK);
            assert_near(one.worker.displacement, worst >= grade ? 0.2 : 0, 0, "%d in %d", grade,
                        worst);
        }
        one_close(&one);
    }
}

Test(displacement, luck_is_not_lost_on_others)
{
    One none, fifth;
    one_open(&none, NONE);
    one_open(&fifth, FIFTH);
    for (int r = 0; r < 20; r++) {
        double lucky[6], expected[6];
        worker_live(&none.worker, r, NULL);
        memcpy(lucky, none.worker.full, sizeof lucky);
        worker_saving(&none.worker);
        memcpy(expected, none.worker.full, sizeof expected);
        worker_live(&fifth.worker, r, NULL);
        for (int y = 0; y < 6; y++)
            assert_near(fifth.worker.full[y], lucky[y] - 0.2 * expected[y], 1e-9, "year %d", y + 1);
    }
    one_close(&none);
    one_close(&fifth);
}

/* The variants behind the verdict, `exact` and people: the first two lose a fifth, people nothing. */
Test(displacement, it_holds_for_variants_and_exact_and_leaves_people_alone)
{
    static const RunOptions OPTIONS = {.n_threads = 1};
    Fixture fixture[2];
    Evaluation evaluation[2];
    Expected expected[2];
    const char *const scenario[2] = {NONE, FIFTH};
    for (int i = 0; i < 2; i++) {
        fixture_open(&fixture[i], &(FixtureTexts){TOWN, .costs = COSTS, .scenario = scenario[i]});
        cr_assert_eq(evaluate(&fixture[i].study, &OPTIONS, &fixture[i].problems, &evaluation[i]),
                     STATUS_OK);
        cr_assert_eq(
            expected_make(&fixture[i].study, 1, &OPTIONS, &fixture[i].problems, &expected[i]),
            STATUS_OK);
    }
    int displacement = fixture[1].study.displacement;
    cr_assert_neq(displacement, ANY);
    for (int w = 0; w < 50; w++) {
        double kept = 1 - evaluation[1].parameter[displacement * 50 + w];
        for (int v = 0; v < N_VARIANTS; v++) {
            for (int y = 1; y < 6; y++) { /* the programme is paid in the first */
                double without = evaluation[0].variant[v][y * 50 + w];
                assert_near(evaluation[1].variant[v][y * 50 + w], kept * without, 1e-6,
                            "variant %d, world %d, year %d", v, w, y + 1);
            }
        }
    }
    for (int m = 0; m < N_EXPECTED_MEASURES; m++) {
        bool net = m == EXPECTED_NET_RELEASED || m == EXPECTED_NET_FULL;
        double kept = 1 - (net ? 0.2 : 0), cost = net ? 3000 : 0;
        int y = expected[0].n_years - 1;
        double without = expected_kronor(&expected[0], 0, 0, (ExpectedMeasure)m)[y].undiscounted;
        double with = expected_kronor(&expected[1], 0, 0, (ExpectedMeasure)m)[y].undiscounted;
        assert_near(with + cost, kept * (without + cost), 1e-6, "%s", expected_measure_name[m]);
    }
    cr_assert_arr_eq(evaluation[0].years_in[ARM_INTERVENTION],
                     evaluation[1].years_in[ARM_INTERVENTION], 3 * 100 * sizeof(uint32_t));
    for (int i = 0; i < 2; i++) {
        evaluation_free(&evaluation[i]);
        expected_free(&expected[i]);
        fixture_close(&fixture[i]);
    }
}

/* Its own source and grade, those around it, or a guess. */
Test(displacement, a_share_without_a_grade_is_a_guess)
{
    static const struct {
        const char *programme;
        Grade grade;
    } told[] = {
        {"{displacement: {value: 0.2, grade: B}, source: test, grade: D, costs: []}", GRADE_B},
        {"{displacement: 0.2 (0.1..0.4), source: test, grade: D, costs: []}", GRADE_D},
        {"{displacement: 0.2, costs: []}\nsource: test", GRADE_E}};
    for (int i = 0; i < 3; i++) {
        char scenario[512];
        Fixture fixture;
        snprintf(scenario, sizeof scenario,
                 "participants: {number: 10, ages: 20, states: {out: 1}, source: test, grade: A}\n"
                 "programme: %s\n%s",
                 told[i].programme, i == 2 ? "grade: E\n" : "");
        fixture_open(&fixture, &(FixtureTexts){TOWN, .costs = COSTS, .scenario = scenario});
        const Parameter *share = &fixture.study.parameter[fixture.study.displacement];
        cr_assert_eq(share->provenance.grade, told[i].grade, "case %d", i);
        assert_near(share->estimate, 0.2, 1e-15, "case %d", i);
        fixture_close(&fixture);
    }
}
