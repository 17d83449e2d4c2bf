/* What two programmes save together in calendar years, and what an account does not feel of it: by hand. */
#include "analysis/together.h"
#include "lookup.h"

enum { WORLDS = 50, LAST = 4, FOLLOWED = 3 };

/* 1500 are spent a year on help that the municipality pays to homes. */
static const char SCENARIO[] = "starts: %d\n"
                               "participants: {number: 10, ages: 20, states: {out: 1}}\n"
                               "economics: {horizon: 4}\n"
                               "simulation: {worlds: 50, replicates: 50}\n";

static void open_at(Fixture *fixture, int year)
{
    char scenario[256];
    snprintf(scenario, sizeof scenario, SCENARIO, year);
    fixture_open(
        fixture,
        &(FixtureTexts){.states = "state,age_from,age_to\nout,20,29\nwork,20,29\ndead,20,30\n",
                        .transitions = "from,to,probability\nout,work,0.25\n",
                        .payers = "payer,level\ntown,municipality\nhome,household\n",
                        .costs = "item,state,payer,receiver,amount,cashable,delay\n"
                                 "help,out,town,home,1000,0.5,1\n",
                        .spending = "spending,items,payer,amount\nhelp,help,town,1500\n",
                        .scenario = scenario});
}

/* The town feels half a year later, the home loses all at once. */
static const FeltLink LINK[2] = {{.row = 0, .payer = 0, .delay = 1},
                                 {.row = 0, .payer = 1, .delay = 0}};

/* Hand-made savings, the same in every world: first 2024 to 2027, second 2025 to 2028. */
typedef struct {
    double spent[WORLDS], saved[LAST][WORLDS], felt[LAST][2][WORLDS];
} Hand;

static WorldSavings make(Hand *hand, const double saved[LAST])
{
    for (int w = 0; w < WORLDS; w++) {
        hand->spent[w] = 1500;
        for (int k = 0; k < LAST; k++) {
            hand->saved[k][w] = saved[k];
            hand->felt[k][0][w] = fmax(0, saved[k]) / 2;
            hand->felt[k][1][w] = -fmax(0, saved[k]);
        }
    }
    return (WorldSavings){LAST, 2, LINK, hand->spent, hand->saved[0], hand->felt[0][0]};
}

static const double FIRST[LAST] = {1000, 1000, 1000, 1000}, SECOND[LAST] = {1000, -200, 1000, 1000};

static void add_up(const char *account, const double *share, Arena *arena, Fixture fixture[2],
                   TogetherLimit *limit)
{
    static Hand hand[2];
    const Study *study[2] = {&fixture[0].study, &fixture[1].study};
    double all[WORLDS];
    Together together;
    for (int w = 0; w < WORLDS; w++) all[w] = 1;
    WorldSavings first = make(&hand[0], FIRST), second = make(&hand[1], SECOND);
    cr_assert_eq(together_begin(study, 2, FOLLOWED, arena, &together), STATUS_OK);
    cr_assert_eq(together.first_year, 2024);
    cr_assert_eq(together.n_years, 4, "2024 to 2027");
    cr_assert_eq(together.rows.n, 1, "the same row");
    cr_assert_eq(together_add(study[0], 0, &first, all, account, FOLLOWED, &together), STATUS_OK);
    cr_assert_eq(together_add(study[1], 1, &second, share, account, FOLLOWED, &together),
                 STATUS_OK);
    cr_assert_eq(together_limit(&together, arena, limit), STATUS_OK);
}

/*          first   second   together   beyond 1500
 *   2024    1000             1000
 *   2025    1000     1000    2000      500: a quarter
 *   2026    1000     -200     800
 *   2027   (1000)    1000    2000      500: a quarter
 * After three years the first's 2027 is nobody's, though it takes its part of what is spent. Of 2025's
 * quarter the town does not feel 125 and 125, a year later; 2027's would be felt after the three years. The
 * homes get 250 and 250 more in 2025, and in 2027 the second's 250. */
Test(together, savings_of_the_same_calendar_year_are_held_to_what_is_spent)
{
    static const double SAVED[4] = {1000, 2000, 800, 2000}, BEYOND[4] = {0, 500, 0, 500};
    static const struct {
        const char *account;
        double beyond;
    } CASES[] = {{"town", 250}, {"home", -750}, {"society", 250 - 750}, {"municipality", 250}};
    Fixture fixture[2];
    double all[WORLDS];
    for (int w = 0; w < WORLDS; w++) all[w] = 1;
    for (int s = 0; s < 2; s++) open_at(&fixture[s], 2024 + s);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Arena arena = {0};
        TogetherLimit limit;
        add_up(CASES[i].account, all, &arena, fixture, &limit);
        for (int w = 0; w < WORLDS; w++)
            assert_near(limit.beyond[w], CASES[i].beyond, 1e-9, "%s", CASES[i].account);
        cr_assert_eq(limit.n, 4);
        for (int y = 0; y < 4; y++) {
            cr_assert_eq(limit.year[y].year, 2024 + y);
            assert_near(limit.year[y].saved, SAVED[y], 1e-9, "saved in year %d", y);
            assert_near(limit.year[y].beyond, BEYOND[y], 1e-9, "beyond in year %d", y);
            assert_near(limit.year[y].spent, 1500, 1e-9, "spent");
        }
        arena_free(&arena);
    }
    for (int s = 0; s < 2; s++) fixture_close(&fixture[s]);
}

/* In even worlds half of the second's clients are the first's: 1500 in 2025 and 2027, nothing beyond. */
Test(together, what_is_another_programmes_is_off_before_the_limit)
{
    Fixture fixture[2];
    Arena arena = {0};
    TogetherLimit limit;
    double share[WORLDS];
    for (int w = 0; w < WORLDS; w++) share[w] = w % 2 == 0 ? 0.5 : 1;
    for (int s = 0; s < 2; s++) open_at(&fixture[s], 2024 + s);
    add_up("town", share, &arena, fixture, &limit);
    for (int w = 0; w < WORLDS; w++)
        assert_near(limit.beyond[w], w % 2 == 0 ? 0 : 250, 1e-9, "world %d", w);
    assert_near(limit.year[1].share_beyond, 0.5, 0, "odd worlds");
    assert_near(limit.year[2].saved, (900 + 800) / 2.0, 1e-9, "half of what it costs, too");
    arena_free(&arena);
    for (int s = 0; s < 2; s++) fixture_close(&fixture[s]);
}
