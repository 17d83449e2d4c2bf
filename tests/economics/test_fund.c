/* A fund's books: three grants followed krona by krona, what becomes of a grant that is not covered, and
 * what must hold in every fund. */
#include "economics/fund.h"
#include "support/check.h"
#include "support/dice.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

enum { YEARS = 6, BOARDS = 2, MOST_PROGRAMMES = 8 };

/* Memory for the books of a small fund. */
typedef struct {
    double granted[YEARS], returned[YEARS], closing[YEARS], cut[BOARDS * YEARS];
    double of[MOST_PROGRAMMES], of_further[YEARS];
    int started[MOST_PROGRAMMES], further[YEARS];
    bool cannot_pay[YEARS], next_unpaid[YEARS];
} Memory;

static FundBooks books_in(Memory *memory)
{
    memset(memory, 0x55, sizeof *memory); /* it need not be cleared */
    return (FundBooks){.granted = memory->granted,
                       .returned = memory->returned,
                       .closing = memory->closing,
                       .cut = memory->cut,
                       .of = memory->of,
                       .started = memory->started,
                       .cannot_pay = memory->cannot_pay,
                       .next_unpaid = memory->next_unpaid,
                       .further = memory->further,
                       .of_further = memory->of_further};
}

/* Board 0 returns all of years 1 and 2 from the start, board 1 half of years 0 and 1. Programmes started in
 * year 0 without a cap, in year 1 up to half their grant; later ones return nothing. */
#define ALL_OF_TWO_YEARS(limit)                         \
    {                                                   \
        .share = 1, .cap = (limit), .lag = 1, .last = 3 \
    }
#define HALF_OF_TWO_YEARS(limit)                          \
    {                                                     \
        .share = 0.5, .cap = (limit), .lag = 0, .last = 2 \
    }
static const BoardRule RULE[YEARS * BOARDS] = {ALL_OF_TWO_YEARS(INFINITY),
                                               HALF_OF_TWO_YEARS(INFINITY), ALL_OF_TWO_YEARS(0.5),
                                               HALF_OF_TWO_YEARS(0.5)};
static const double FIRST[BOARDS * YEARS] = {10, 20, 30, 40, 50, 60, 8, -4, 6, 6, 6, 6};
static const double SECOND[BOARDS * YEARS] = {5, 10, 10, 10, 10, 10, 20, 20, 20, 20, 20, 20};
static const FundProgramme THREE[3] = {
    {.year = 0, .amount = 60, .avoided = {[RETURN_EXPECTED] = FIRST}},
    {.year = 1, .amount = 40, .avoided = {[RETURN_EXPECTED] = SECOND}},
    {.year = 2, .amount = 30, .avoided = {[RETURN_EXPECTED] = SECOND}}};

static FundTerms terms_of(double opening, WhenShort when_short)
{
    return (FundTerms){.opening = opening,
                       .average = 130.0 / 3,
                       .n_years = YEARS,
                       .n_boards = BOARDS,
                       .rule = RULE,
                       .when_short = when_short,
                       .further_from = 3,
                       .further_per_year = 1};
}

static void expect_years(const char *what, const double *found, const double *expected)
{
    for (int y = 0; y < YEARS; y++) assert_near(found[y], expected[y], 1e-12, "%s %d", what, y);
}

/*   year  opening  granted  from the first          from the second           closing
 *   0        100       60   8 / 2 = 4                                              44
 *   1         44       40   20, and max(0, -4) = 0  20 / 2 = 10                    34
 *   2         34       30   30                      10 + 10 wanted, 10 of 20 left  44
 *   3..       44                                    10 wanted, nothing left        44  */
Test(fund, three_grants_followed_krona_by_krona)
{
    Memory memory;
    FundBooks books = books_in(&memory);
    FundTerms terms = terms_of(100, SHORT_DELAY);
    fund_follow(&terms, THREE, 3, NULL, &books);
    expect_years("granted", books.granted, (const double[]){60, 40, 30, 0, 0, 0});
    expect_years("returned", books.returned, (const double[]){4, 30, 40, 0, 0, 0});
    expect_years("closing", books.closing, (const double[]){44, 34, 44, 44, 44, 44});
    expect_years("cut of board 0", books.cut, (const double[]){0, 20, 35, 0, 0, 0});
    expect_years("cut of board 1", books.cut + YEARS, (const double[]){4, 10, 5, 0, 0, 0});
    assert_near(books.of[0], 54, 1e-12, "from the first");
    assert_near(books.of[1], 20, 1e-12, "from the second: half its grant");
    assert_near(books.of[2], 0, 0, "from the third");
    for (int y = 0; y < YEARS; y++) {
        cr_expect(!books.cannot_pay[y] && books.further[y] == 0, "year %d", y);
        /* 44 covers 40, 34 covers 30, 44 an average grant of 43.33 */
        cr_expect(!books.next_unpaid[y], "year %d", y);
    }
}

typedef struct {
    WhenShort when_short;
    double closing[YEARS];
    int started[3];
    bool cannot_pay[YEARS];
} ShortCase;

/* With 95 there are 39 when year 1 asks for 40. Waiting, the second is paid in year 2 (59 - 40 = 19), when a
 * start returns nothing any more, and the third in year 3. */
static const ShortCase SHORT[] = {
    {SHORT_DELAY, {39, 59, 49, 19, 19, 19}, {0, 2, 3}, {false, true, true}},
    {SHORT_REFUSE, {39, 59, 59, 59, 59, 59}, {0, NOT_STARTED, 2}, {false, true}},
    {SHORT_DEFICIT, {39, 29, 39, 39, 39, 39}, {0, 1, 2}, {false, true, true}},
};

Test(fund, a_grant_that_is_not_covered_waits_is_refused_or_is_paid_all_the_same)
{
    for (size_t i = 0; i < sizeof SHORT / sizeof *SHORT; i++) {
        const ShortCase *one = &SHORT[i];
        const char *name = when_short_name[one->when_short];
        Memory memory;
        FundBooks books = books_in(&memory);
        FundTerms terms = terms_of(95, one->when_short);
        fund_follow(&terms, THREE, 3, NULL, &books);
        expect_years(name, books.closing, one->closing);
        for (int p = 0; p < 3; p++) cr_expect_eq(books.started[p], one->started[p], "%s", name);
        for (int y = 0; y < YEARS; y++)
            cr_expect_eq(books.cannot_pay[y], one->cannot_pay[y], "%s, year %d", name, y);
    }
}

/* 44 are left at the end of year 2: one more of 43.33 in year 3, and 0.67 are no other. */
Test(fund, what_is_left_buys_further_programmes_one_a_year)
{
    Memory memory;
    FundBooks books = books_in(&memory);
    FundTerms terms = terms_of(100, SHORT_DELAY);
    FundProgramme average = {.amount = terms.average, .avoided = {[RETURN_EXPECTED] = FIRST}};
    fund_follow(&terms, THREE, 3, &average, &books);
    expect_years("closing", books.closing, (const double[]){44, 34, 44, 2.0 / 3, 2.0 / 3, 2.0 / 3});
    for (int y = 0; y < YEARS; y++) cr_expect_eq(books.further[y], y == 3, "year %d", y);
    cr_expect(books.next_unpaid[3], "two thirds of a krona cover no grant");
    terms.opening = 200; /* 144: one in each of three years, and 14 are left */
    fund_follow(&terms, THREE, 3, &average, &books);
    for (int y = 0; y < YEARS; y++) cr_expect_eq(books.further[y], y >= 3, "year %d", y);
    assert_near(books.closing[5], 14, 1e-9, "144 - 130");
}

Test(fund, a_negotiated_amount_is_returned_whatever_is_avoided)
{
    Memory memory;
    FundBooks books = books_in(&memory);
    BoardRule rule[YEARS * BOARDS] = {
        {.share = 0.5, .per_year = 6, .cap = 2, .lag = 2, .last = 5, .basis = RETURN_NEGOTIATED}};
    FundTerms terms = terms_of(10, SHORT_DELAY);
    FundProgramme one = {.year = 0, .amount = 4};
    terms.rule = rule;
    fund_follow(&terms, &one, 1, NULL, &books);
    /* 3 in each of three years, but no more than 2 * 4 in all */
    expect_years("returned", books.returned, (const double[]){0, 0, 3, 3, 2, 0});
}

/* ---- what holds in every fund ---- */

static void random_fund(Dice *dice, BoardRule *rule, double *avoided, FundProgramme *programme,
                        FundTerms *terms)
{
    for (int i = 0; i < YEARS * BOARDS; i++) {
        int lag = dice_integer(dice, 0, 3);
        BoardRule *one = &rule[i];
        *one = (BoardRule){.lag = lag, .share = dice_uniform(dice)}; /* throws in one order */
        one->cap = dice_integer(dice, 0, 2) == 0 ? INFINITY : 2 * dice_uniform(dice);
        one->per_year = 20 * dice_uniform(dice);
        one->last = lag + 1 + dice_integer(dice, 0, 5);
        one->basis = (ReturnBasis)dice_integer(dice, 0, N_RETURN_BASES - 1);
    }
    for (int p = 0; p < MOST_PROGRAMMES; p++) {
        double *own = avoided + p * BOARDS * YEARS;
        for (int i = 0; i < BOARDS * YEARS; i++) own[i] = 100 * dice_uniform(dice) - 40;
        programme[p] = (FundProgramme){.year = p * YEARS / MOST_PROGRAMMES,
                                       .amount = 1 + 80 * dice_uniform(dice),
                                       .avoided = {own, own, NULL}};
    }
    WhenShort when_short = (WhenShort)dice_integer(dice, 0, N_SHORTS - 1);
    *terms = terms_of(200 * dice_uniform(dice), when_short);
    terms->rule = rule;
}

/* The largest cap that any board has for a start in that year. */
static double cap_of(const FundTerms *terms, int start)
{
    const BoardRule *rule = terms->rule + start * BOARDS;
    return fmax(rule[0].share > 0 ? rule[0].cap : 0, rule[1].share > 0 ? rule[1].cap : 0);
}

Test(fund, every_krona_is_somewhere_and_no_return_exceeds_its_cap)
{
    Dice dice = dice_named("fund", 1);
    BoardRule rule[YEARS * BOARDS];
    double avoided[MOST_PROGRAMMES * BOARDS * YEARS];
    FundProgramme programme[MOST_PROGRAMMES];
    FundTerms terms;
    for (int n = 0; n < 2000; n++) {
        Memory memory;
        FundBooks books = books_in(&memory);
        random_fund(&dice, rule, avoided, programme, &terms);
        fund_follow(&terms, programme, MOST_PROGRAMMES, n % 2 ? &programme[3] : NULL, &books);
        double balance = terms.opening, all = 0, of_all = 0;
        for (int y = 0; y < YEARS; y++) {
            double cut = books.cut[y] + books.cut[YEARS + y];
            balance += books.returned[y] - books.granted[y];
            all += cut;
            assert_near(books.closing[y], balance, 1e-9, "fund %d, year %d", n, y);
            assert_near(books.returned[y], cut, 1e-9, "fund %d, year %d", n, y);
            if (terms.when_short != SHORT_DEFICIT)
                cr_assert_geq(books.closing[y], -0.01 * MOST_PROGRAMMES, "fund %d", n);
        }
        for (int p = 0; p < MOST_PROGRAMMES; p++) {
            of_all += books.of[p];
            if (books.started[p] == NOT_STARTED) continue;
            double cap = cap_of(&terms, books.started[p]) * programme[p].amount;
            cr_assert_leq(books.of[p], cap + 1e-9, "fund %d, programme %d", n, p);
        }
        if (n % 2 == 0) assert_near(all, of_all, 1e-9, "fund %d", n);
    }
}

Test(fund, nothing_is_returned_without_a_share)
{
    Dice dice = dice_named("fund", 2);
    BoardRule rule[YEARS * BOARDS];
    double avoided[MOST_PROGRAMMES * BOARDS * YEARS];
    FundProgramme programme[MOST_PROGRAMMES];
    FundTerms terms;
    Memory memory;
    FundBooks books = books_in(&memory);
    random_fund(&dice, rule, avoided, programme, &terms);
    for (int i = 0; i < YEARS * BOARDS; i++) rule[i].share = 0;
    fund_follow(&terms, programme, MOST_PROGRAMMES, &programme[0], &books);
    for (int y = 0; y < YEARS; y++) assert_near(books.returned[y], 0, 0, "year %d", y);
}

/* ---- which rule holds ---- */

/* Three payers; the rules are those of Norrköping's change in 2021, with one board that had its own. */
Test(fund, the_rule_of_the_start_year_holds_and_the_one_that_names_the_board)
{
    Arena arena = {0};
    Study study = {.model = {.n_payers = 3}};
    FundGrant grant[2] = {{.amount = 10}, {.amount = 30}};
    const bool everybody[3] = {true, true, true}, second[3] = {false, true, false},
               first_two[3] = {true, true, false};
    FundRule rule[3] = {
        {.from_start = 2012,
         .payer = first_two,
         .names_payer = true,
         .share = 0.8,
         .cap = 1,
         .lag = 1,
         .years = 10},
        {.from_start = 2021, .payer = everybody, .share = 0, .years = ANY, .cap = INFINITY},
        {.from_start = 2021,
         .payer = second,
         .names_payer = true,
         .share = 0.3,
         .years = ANY,
         .cap = INFINITY}};
    Fund fund = {.opening = 100,
                 .first_year = 2011,
                 .n_years = 12,
                 .partial = 0.25,
                 .n_studies = 1,
                 .study = &study,
                 .n_grants = 2,
                 .grant = grant,
                 .n_rules = 3,
                 .rule = rule};
    /* by start: 2011 has none; 2012..2020; 2021 and 2022. [regime][start][board] */
    static const double SHARE[N_REGIMES][3][2] = {
        [REGIME_FILE] = {{0, 0}, {0.8, 0.8}, {0, 0.3}},
        [REGIME_FULL] = {{1, 1}, {1, 1}, {1, 1}},
        [REGIME_PARTIAL] = {{0.25, 0.25}, {0.25, 0.25}, {0.25, 0.25}},
        [REGIME_NONE] = {{0, 0}, {0, 0}, {0, 0}},
    };
    int *board, n_boards;
    cr_assert_eq(fund_boards(&fund, &arena, &board, &n_boards), STATUS_OK);
    cr_assert(n_boards == 2 && board[0] == 0 && board[1] == 1, "the third returns nothing ever");
    for (int regime = 0; regime < N_REGIMES; regime++) {
        FundTerms terms;
        cr_assert_eq(fund_terms(&fund, (Regime)regime, board, 2, &arena, &terms), STATUS_OK);
        assert_near(terms.average, 20, 1e-12, "average grant");
        for (int year = 0; year < 12; year++) {
            int period = year == 0 ? 0 : year < 10 ? 1 : 2;
            for (int b = 0; b < 2; b++)
                assert_near(terms.rule[year * 2 + b].share, SHARE[regime][period][b], 0,
                            "%s, start %d, board %d", regime_name[regime], 2011 + year, b);
        }
        if (regime == REGIME_FULL)
            cr_expect(terms.rule[23].lag == 1 && terms.rule[23].last == 11, "as the first rule");
    }
    arena_free(&arena);
}
