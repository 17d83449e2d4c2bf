/* Rankings worked out by hand: ties share a rank, ratios are ratios of means, nothing avoided is worst. */
#include "analysis/ranking.h"
#include "support/check.h"

#include <criterion/criterion.h>
#include <math.h>

enum { WORLDS = 2 * WORLDS_PER_BLOCK, REPLICATES = 2 * WORLDS, A = 0, B = 1, C = 2, N = 3 };

/* In the first 60 worlds A and C save 1, B 0; in the other 40 A and C lose 1, B saves 0. With luck each
 * world has that once and once the opposite. A and C avoid 2 years in even worlds and none in odd ones, B
 * 4 always; the programmes cost 10, 10 and 30. */
typedef struct {
    double net[N][WORLDS], lucky[N][REPLICATES], avoided[N][WORLDS], lucky_years[N][REPLICATES],
        cost[N][WORLDS];
    Contender contender[N];
    Ranking ranking;
} Hand;

static Hand hand;

static void fill(void)
{
    for (int i = 0; i < N; i++) {
        for (int w = 0; w < WORLDS; w++) {
            hand.net[i][w] = i == B ? 0 : (w < 60 ? 1 : -1);
            hand.avoided[i][w] = i == B ? 4 : (w % 2 == 0 ? 2 : 0);
            hand.cost[i][w] = i == C ? 30 : 10;
            for (int r = 0; r < 2; r++) {
                hand.lucky[i][2 * w + r] = r == 0 ? hand.net[i][w] : -hand.net[i][w];
                hand.lucky_years[i][2 * w + r] = hand.avoided[i][w];
            }
        }
        hand.contender[i] = (Contender){
            {hand.net[i], hand.lucky[i]}, {hand.avoided[i], hand.lucky_years[i]}, hand.cost[i]};
    }
    cr_assert_eq(ranking_make(hand.contender, N, WORLDS, REPLICATES, &hand.ranking), STATUS_OK);
}

static void drop(void)
{
    ranking_free(&hand.ranking);
}

TestSuite(ranking, .init = fill, .fini = drop);

static const Standing *known(RankMeasure measure, int scenario)
{
    return &hand.ranking.standing[measure][UNCERTAINTY_KNOWLEDGE][scenario];
}

static const Standing *lucky(RankMeasure measure, int scenario)
{
    return &hand.ranking.standing[measure][UNCERTAINTY_LUCK][scenario];
}

Test(ranking, the_chance_of_payback_is_the_share_of_worlds_with_nothing_owed)
{
    assert_near(known(RANK_PAYBACK, A)->value, 0.6, 1e-15, "A");
    assert_near(known(RANK_PAYBACK, B)->value, 1, 0, "B: 0 is paid back");
    assert_near(lucky(RANK_PAYBACK, A)->value, 0.5, 1e-15, "A with luck");
    cr_expect_eq(known(RANK_PAYBACK, B)->rank, 1);
    cr_expect_eq(known(RANK_PAYBACK, A)->rank, 2);
    cr_expect_eq(known(RANK_PAYBACK, C)->rank, 2);
    /* In the first 60 worlds all three are back and share rank 1; then B alone is. */
    assert_near(known(RANK_PAYBACK, A)->holds[0], 0.6, 1e-12, "A shares the first place");
    assert_near(known(RANK_PAYBACK, A)->holds[1], 0.4, 1e-12, "A is second beside C");
    assert_near(known(RANK_PAYBACK, B)->holds[0], 1, 1e-12, "B is always first");
    assert_near(known(RANK_PAYBACK, B)->beats[A], 0.4, 1e-12, "B beats A");
    assert_near(known(RANK_PAYBACK, A)->beats[B], 0, 0, "A never beats B");
}

/* Block means of A are 1 and (10 - 40) / 50 = -0.6: half of their distance is the error of their mean. */
Test(ranking, net_saving_has_its_mean_its_error_between_blocks_and_its_places)
{
    const Standing *a = known(RANK_NET, A), *b = known(RANK_NET, B);
    assert_near(a->value, 0.2, 1e-15, "mean of A");
    assert_near(a->mcse, 0.8, 1e-12, "error of A");
    assert_near(b->mcse, 0, 0, "B is the same in every block");
    cr_expect_eq(a->rank, 1);
    cr_expect_eq(known(RANK_NET, C)->rank, 1, "equal values share the rank");
    cr_expect_eq(b->rank, 3, "two are better, so the rank is 3");
    assert_near(a->holds[0], 0.6, 1e-12, "first beside C");
    assert_near(a->holds[1], 0.4, 1e-12, "second beside C");
    assert_near(b->holds[0], 0.4, 1e-12, "B first");
    assert_near(b->holds[2], 0.6, 1e-12, "B third");
    assert_near(b->holds[1], 0, 0, "B never second");
    assert_near(a->beats[C], 0, 0, "equals do not beat each other");
    assert_near(lucky(RANK_NET, A)->value, 0, 1e-15, "luck cancels");
    assert_near(lucky(RANK_NET, A)->holds[0], 0.5, 1e-12, "first in half of the cases");
    cr_expect(b->rank_p05 == 1 && b->rank_p50 == 3 && b->rank_p95 == 3);
}

/* A: 10 kronor for 1 year on average; C: 30 for the same; B: 10 for 4. In odd worlds A and C avoid
 * nothing, which is the worst place and shared. */
Test(ranking, the_cost_of_an_avoided_year_is_the_cost_by_the_years_both_averaged)
{
    assert_near(known(RANK_COST_PER_YEAR, A)->value, 10, 1e-12, "A");
    assert_near(known(RANK_COST_PER_YEAR, B)->value, 2.5, 1e-12, "B");
    assert_near(known(RANK_COST_PER_YEAR, C)->value, 30, 1e-12, "C");
    cr_expect_eq(known(RANK_COST_PER_YEAR, B)->rank, 1);
    cr_expect_eq(known(RANK_COST_PER_YEAR, A)->rank, 2);
    cr_expect_eq(known(RANK_COST_PER_YEAR, C)->rank, 3);
    assert_near(known(RANK_COST_PER_YEAR, C)->holds[2], 0.5, 1e-12, "third in even worlds");
    assert_near(known(RANK_COST_PER_YEAR, C)->holds[1], 0.5, 1e-12, "second beside A in odd ones");
    assert_near(known(RANK_COST_PER_YEAR, A)->beats[C], 0.5, 1e-12, "A beats C in even worlds");
    cr_expect(isinf(known(RANK_COST_PER_YEAR, A)->p95), "nothing avoided is without end");
    /* Every block has as many even worlds as odd ones. */
    assert_near(known(RANK_COST_PER_YEAR, A)->mcse, 0, 1e-12, "no error between blocks");
}

Test(ranking, net_saving_by_krona_divides_by_the_whole_cost)
{
    assert_near(known(RANK_NET_PER_KRONA, A)->value, 0.02, 1e-15, "A");
    assert_near(known(RANK_NET_PER_KRONA, C)->value, 0.2 / 30, 1e-15, "C");
    assert_near(known(RANK_NET_PER_KRONA, B)->value, 0, 0, "B");
    /* Where A and C lose, C loses less by krona. */
    assert_near(known(RANK_NET_PER_KRONA, A)->beats[C], 0.6, 1e-12, "A beats C when both gain");
    assert_near(known(RANK_NET_PER_KRONA, C)->beats[A], 0.4, 1e-12, "C beats A when both lose");
    assert_near(known(RANK_NET_PER_KRONA, A)->mcse, 0.08, 1e-12, "a tenth of the saving's error");
}

Test(ranking, the_places_of_a_scenario_add_up_to_one)
{
    for (int m = 0; m < N_RANK_MEASURES; m++) {
        for (int u = 0; u < N_UNCERTAINTIES; u++) {
            for (int i = 0; i < N; i++) {
                double sum = 0;
                for (int rank = 0; rank < N; rank++)
                    sum += hand.ranking.standing[m][u][i].holds[rank];
                assert_near(sum, 1, 1e-12, "measure %d, scenario %d", m, i);
            }
        }
    }
}

Test(ranking, a_programme_without_cost_is_without_end_by_krona_unless_nothing_comes_of_it)
{
    Ranking ranking;
    for (int i = 0; i < N; i++)
        for (int w = 0; w < WORLDS; w++) hand.cost[i][w] = 0;
    cr_assert_eq(ranking_make(hand.contender, N, WORLDS, REPLICATES, &ranking), STATUS_OK);
    const Standing *standing = ranking.standing[RANK_NET_PER_KRONA][UNCERTAINTY_KNOWLEDGE];
    cr_expect(isinf(standing[A].value) && standing[A].value > 0);
    cr_expect(isnan(standing[A].mcse), "it has no error");
    cr_expect_eq(standing[B].value, 0);
    cr_expect_eq(standing[A].rank, 1);
    cr_expect_eq(standing[C].rank, 1);
    cr_expect_eq(standing[B].rank, 3);
    ranking_free(&ranking);
}

/* A and B differ by rounding only: 0.1 + 0.2 and 0.3. */
Test(ranking, rounding_parts_nobody)
{
    Ranking ranking;
    for (int w = 0; w < WORLDS; w++) {
        hand.net[A][w] = 0.1 + 0.2;
        hand.net[B][w] = 0.3;
    }
    cr_assert_eq(ranking_make(hand.contender, 2, WORLDS, REPLICATES, &ranking), STATUS_OK);
    const Standing *standing = ranking.standing[RANK_NET][UNCERTAINTY_KNOWLEDGE];
    cr_expect(standing[A].rank == 1 && standing[B].rank == 1);
    cr_expect_eq(standing[A].beats[B], 0);
    ranking_free(&ranking);
}

Test(ranking, one_scenario_alone_is_first)
{
    Ranking ranking;
    cr_assert_eq(ranking_make(hand.contender, 1, WORLDS, REPLICATES, &ranking), STATUS_OK);
    cr_expect_eq(ranking.standing[RANK_NET][UNCERTAINTY_LUCK][0].rank, 1);
    assert_near(ranking.standing[RANK_NET][UNCERTAINTY_LUCK][0].holds[0], 1, 1e-12, "always");
    ranking_free(&ranking);
}

/* Scenario i of 105 saves i in every world but the last, where it is the other way round. The five that
 * save least are ranked as all, but in no pair; scenario 1 saves as much as scenario 0. */
Test(ranking, of_more_than_a_hundred_those_that_save_most_are_compared_in_pairs)
{
    enum { MANY = MOST_PAIRED + 5 };
    static double net[MANY][WORLDS], zero[WORLDS];
    static Contender contender[MANY];
    Ranking ranking;
    for (int i = 0; i < MANY; i++) {
        int saves = i == 1 ? 0 : i;
        for (int w = 0; w < WORLDS; w++) net[i][w] = w < WORLDS - 1 ? saves : -saves;
        contender[i] = (Contender){{net[i], net[i]}, {zero, zero}, zero};
    }
    cr_assert_eq(ranking_make(contender, MANY, WORLDS, WORLDS, &ranking), STATUS_OK);
    const Standing *standing = ranking.standing[RANK_NET][UNCERTAINTY_KNOWLEDGE];
    cr_assert_eq(ranking.n_paired, MOST_PAIRED);
    cr_expect(ranking.paired[0] == 5 && ranking.paired[MOST_PAIRED - 1] == MANY - 1);
    cr_expect(standing[4].holds == NULL && standing[4].beats == NULL);
    cr_expect(isnan(standing[5].beats[4]), "nothing is known of a pair that was not compared");
    assert_near(standing[MANY - 1].beats[5], 0.99, 1e-12, "in all worlds but the last");
    assert_near(standing[5].beats[MANY - 1], 0.01, 1e-12, "in the last world");
    cr_expect(standing[0].rank == MANY - 1 && standing[1].rank == MANY - 1, "they share a rank");
    cr_expect_eq(standing[4].rank, MANY - 4);
    assert_near(standing[0].first, 0.01, 1e-12, "nothing saved is the best in the last world");
    assert_near(standing[MANY - 1].first, 0.99, 1e-12, "first in the others");
    assert_near(standing[MANY - 1].holds[MANY - 1], 0.01, 1e-12, "and last in that one");
    cr_expect(standing[4].rank_p05 == MANY - 4 && standing[4].rank_p95 == MANY - 4);
    ranking_free(&ranking);
}
