/* A fund whose programmes save together more than is spent: what its boards return then, by hand. */
#include "economics/fund.h"
#include "support/check.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

TestSuite(fund_limits);

enum { YEARS = 5, ONE_BOARD = 1 };

typedef struct {
    double granted[YEARS], returned[YEARS], closing[YEARS], cut[YEARS], of[3], of_further[YEARS];
    double beyond[YEARS], sum, above_zero;
    int started[3], further[YEARS];
    bool cannot_pay[YEARS], next_unpaid[YEARS];
} Memory;

static FundBooks books_in(Memory *memory)
{
    memset(memory, 0x55, sizeof *memory);
    return (FundBooks){.granted = memory->granted,
                       .returned = memory->returned,
                       .closing = memory->closing,
                       .cut = memory->cut,
                       .of = memory->of,
                       .started = memory->started,
                       .cannot_pay = memory->cannot_pay,
                       .next_unpaid = memory->next_unpaid,
                       .further = memory->further,
                       .of_further = memory->of_further,
                       .beyond = memory->beyond,
                       .savings = {&memory->sum, &memory->above_zero}};
}

/* One board returns everything as it is measured. It feels half of the one row's savings at once and half
 * a year later. */
static const BoardRule RULE[YEARS] = {
    {.share = 1, .cap = INFINITY, .last = YEARS, .basis = RETURN_MEASURED},
    {.share = 1, .cap = INFINITY, .last = YEARS, .basis = RETURN_MEASURED},
    {.share = 1, .cap = INFINITY, .last = YEARS, .basis = RETURN_MEASURED},
    {.share = 1, .cap = INFINITY, .last = YEARS, .basis = RETURN_MEASURED},
    {.share = 1, .cap = INFINITY, .last = YEARS, .basis = RETURN_MEASURED}};
static const FundLink LINK[2] = {{0, 0, 0}, {0, 0, 1}};

/* Eighty a year: 40 felt in the first year, 80 from then on. */
static const double EIGHTY[YEARS] = {80, 80, 80, 80, 80};
static const double OF_EIGHTY[2 * YEARS] = {40, 40, 40, 40, 40, 40, 40, 40, 40, 40};
static const double MEASURED[YEARS] = {40, 80, 80, 80, 80};
/* One that makes it 30 a year dearer, at once. */
static const double DEARER[YEARS] = {-30, -30, -30, -30, -30};
static const double OF_NOTHING[2 * YEARS] = {0};
static const double MEASURED_DEARER[YEARS] = {-30, -30, -30, -30, -30};

#define SAVES(in)                                                                            \
    {                                                                                        \
        .year = (in), .amount = 100, .avoided = {[RETURN_MEASURED] = MEASURED}, .savings = { \
            EIGHTY,                                                                          \
            OF_EIGHTY                                                                        \
        }                                                                                    \
    }
#define COSTS(in)                                                                      \
    {                                                                                  \
        .year = (in), .amount = 100, .avoided = {[RETURN_MEASURED] = MEASURED_DEARER}, \
        .savings = {                                                                   \
            DEARER,                                                                    \
            OF_NOTHING                                                                 \
        }                                                                              \
    }

static FundTerms terms_of(const FundLimits *limits, double opening, WhenShort when_short)
{
    return (FundTerms){.opening = opening,
                       .average = 100,
                       .n_years = YEARS,
                       .n_boards = ONE_BOARD,
                       .rule = RULE,
                       .when_short = when_short,
                       .further_from = 1,
                       .further_per_year = 1,
                       .limits = limits};
}

static FundLimits limits_of(const double *spent)
{
    return (FundLimits){.n_years = YEARS, .n_rows = 1, .n_links = 2, .spent = spent, .link = LINK};
}

static void expect(const char *what, const double *found, const double *expected)
{
    for (int y = 0; y < YEARS; y++) assert_near(found[y], expected[y], 1e-12, "%s %d", what, y);
}

/* 100 are spent. The second begins in year 2: 160 from then on, of which 60, three eighths of each.
 *   year  first                      second                     together
 *   0     40                                                    40
 *   1     40 + 40                                               80
 *   2     40 5/8 + 40 = 65           40 5/8 = 25                90
 *   3..   40 5/8 + 40 5/8 = 50       50                         100  */
Test(fund_limits, two_that_fit_alone_return_less_from_the_year_in_which_both_save)
{
    static const FundProgramme TWO[2] = {SAVES(0), SAVES(2)};
    static const double SPENT = 100;
    Memory memory;
    FundBooks books = books_in(&memory);
    FundLimits limits = limits_of(&SPENT);
    FundTerms terms = terms_of(&limits, 1000, SHORT_DELAY);
    fund_follow(&terms, TWO, 2, NULL, &books);
    expect("not counted", books.beyond, (const double[]){0, 0, 0.375, 0.375, 0.375});
    expect("returned", books.returned, (const double[]){40, 80, 90, 100, 100});
    assert_near(books.of[0], 40 + 80 + 65 + 50 + 50, 1e-12, "the first");
    assert_near(books.of[1], 25 + 50 + 50, 1e-12, "the second");
    assert_near(fund_lost(&limits, &TWO[0].savings, 0, books.beyond, 0, 2), 15, 1e-12, "in year 2");
    terms.limits = NULL;
    fund_follow(&terms, TWO, 2, NULL, &books);
    expect("without a limit", books.returned, (const double[]){40, 80, 120, 160, 160});
}

/* Of 150 the first takes 100; the second, of 100, is refused: it saves nothing, so nothing goes beyond.
 * Paid all the same it does from year 0. */
Test(fund_limits, a_programme_that_never_began_takes_nothing_from_the_others)
{
    static const FundProgramme TWO[2] = {SAVES(0), SAVES(0)};
    static const double SPENT = 100;
    Memory memory;
    FundBooks books = books_in(&memory);
    FundLimits limits = limits_of(&SPENT);
    FundTerms terms = terms_of(&limits, 150, SHORT_REFUSE);
    fund_follow(&terms, TWO, 2, NULL, &books);
    cr_assert_eq(books.started[1], NOT_STARTED);
    expect("one alone", books.returned, (const double[]){40, 80, 80, 80, 80});
    terms.when_short = SHORT_DEFICIT;
    fund_follow(&terms, TWO, 2, NULL, &books);
    expect("both", books.returned, (const double[]){50, 100, 100, 100, 100});
    terms.when_short =
        SHORT_DELAY; /* 90 at the end of year 0, 170 of year 1: it begins in year 2 */
    fund_follow(&terms, TWO, 2, NULL, &books);
    cr_assert_eq(books.started[1], 2);
    expect("the second later", books.returned, (const double[]){40, 80, 90, 100, 100});
}

/* Of 80 and -30 all of 50 is within 60. With 40 spent, 10 of the 80 are beyond. */
Test(fund_limits, one_that_makes_it_dearer_leaves_room_for_the_other)
{
    static const FundProgramme TWO[2] = {SAVES(0), COSTS(0)};
    static const double SPENT[2] = {60, 40};
    static const double FIRST[2] = {40 + 4 * 80, 0.875 * (40 + 4 * 80)};
    Memory memory;
    FundBooks books = books_in(&memory);
    for (int i = 0; i < 2; i++) {
        FundLimits limits = limits_of(&SPENT[i]);
        FundTerms terms = terms_of(&limits, 1000, SHORT_DELAY);
        fund_follow(&terms, TWO, 2, NULL, &books);
        assert_near(books.of[0], FIRST[i], 1e-12, "%g spent", SPENT[i]);
        assert_near(books.of[1], 0, 0, "what is dearer returns nothing");
    }
}

/* One of 80 in year 0 and a further one each year: 160 in year 1, 240 in year 2. Of 120 spent a quarter is
 * beyond, then a half: in year 1 the first returns 40 3/4 + 40, the further one 40 3/4. */
Test(fund_limits, further_programmes_share_the_same_spending)
{
    static const FundProgramme ONE[1] = {SAVES(0)}, AVERAGE = SAVES(0);
    static const double SPENT = 120;
    Memory memory;
    FundBooks books = books_in(&memory);
    FundLimits limits = limits_of(&SPENT);
    FundTerms terms = terms_of(&limits, 1000, SHORT_DELAY);
    fund_follow(&terms, ONE, 1, &AVERAGE, &books);
    expect("not counted", books.beyond, (const double[]){0, 0.25, 0.5, 0.625, 0.7});
    assert_near(books.returned[1], 30 + 40 + 30, 1e-12, "year 1");
    assert_near(books.returned[2], 3 * 20 + 2 * 30, 1e-12,
                "year 2: 20 of each, and half of year 1's");
    /* from year 1 on all of them together save 120, half felt at once and half a year later */
    assert_near(books.returned[3], 60 + 60, 1e-12, "year 3");
    assert_near(books.of_further[1], 30 + (20 + 30) + (15 + 20) + (12 + 15), 1e-12,
                "the first one");
}
