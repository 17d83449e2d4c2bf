/* Programmes added up by hand, with clients in common counted once. */
#include "analysis/totals.h"
#include "support/check.h"

#include <criterion/criterion.h>

enum { WORLDS = WORLDS_PER_BLOCK, A = 0, B = 1, N = 2 };

/* A has 10 participants and costs 100, B 20 and 300. Before cost A saves 200, 20 each; B saves 300, 15
 * each, in even worlds and loses 40 in odd ones. Half of A's 10 are in B: 5 clients. */
typedef struct {
    double net[N][WORLDS], cost[N][WORLDS], share[WORLDS];
    Programme programme[N];
    SharedClients shared;
} Hand;

static Hand hand;

static void fill(void)
{
    for (int w = 0; w < WORLDS; w++) {
        hand.cost[A][w] = 100;
        hand.cost[B][w] = 300;
        hand.net[A][w] = 200 - 100;
        hand.net[B][w] = (w % 2 == 0 ? 300 : -40) - 300;
        hand.share[w] = 0.5;
    }
    for (int i = 0; i < N; i++)
        hand.programme[i] = (Programme){i == A ? 10 : 20, {hand.net[i], hand.net[i]}, hand.cost[i]};
    hand.shared = (SharedClients){A, B, hand.share};
}

TestSuite(totals, .init = fill);

Test(totals, apart_everything_is_added)
{
    Totals totals;
    cr_assert_eq(totals_make(hand.programme, N, NULL, 0, NULL, WORLDS, WORLDS, &totals), STATUS_OK);
    const Total *known = &totals.total[TOTAL_APART][UNCERTAINTY_KNOWLEDGE];
    assert_near(totals.cost.mean, 400, 1e-12, "cost");
    assert_near(known->saving.mean, (500 + 160) / 2.0, 1e-12, "saving");
    assert_near(known->net.mean, (100 - 240) / 2.0, 1e-12, "net");
    assert_near(known->share_nonnegative, 0.5, 1e-15, "paid back in even worlds");
    assert_near(totals.total[TOTAL_TOGETHER][UNCERTAINTY_KNOWLEDGE].net.mean, known->net.mean, 0,
                "nothing is shared");
}

/* Even worlds: on each of 5 clients 20 counts, not 35: 75 less. Odd worlds: what B makes dearer is no
 * saving and stays, so nothing was counted twice. */
Test(totals, on_a_client_of_both_the_larger_saving_counts_and_both_costs)
{
    Totals totals;
    cr_assert_eq(totals_make(hand.programme, N, &hand.shared, 1, NULL, WORLDS, WORLDS, &totals),
                 STATUS_OK);
    const Total *known = &totals.total[TOTAL_TOGETHER][UNCERTAINTY_KNOWLEDGE];
    assert_near(totals.cost.mean, 400, 1e-12, "clients are paid for twice");
    assert_near(known->saving.mean, (500 - 75 + 160) / 2.0, 1e-12, "saving");
    assert_near(known->net.mean, (100 - 75 - 240) / 2.0, 1e-12, "net");
    assert_near(known->net.p95, 25, 1e-12, "an even world");
    assert_near(known->net.p05, -240, 1e-12, "an odd world");
    assert_near(totals.total[TOTAL_APART][UNCERTAINTY_KNOWLEDGE].net.mean, -70, 1e-12, "apart");
}

/* The whole of A is in B, and both save the same each: A adds nothing but its cost. */
Test(totals, a_programme_inside_another_that_saves_the_same_adds_only_its_cost)
{
    Totals totals;
    for (int w = 0; w < WORLDS; w++) {
        hand.share[w] = 1;
        hand.net[A][w] = 150 - 100;
        hand.net[B][w] = 300 - 300;
    }
    cr_assert_eq(totals_make(hand.programme, N, &hand.shared, 1, NULL, WORLDS, WORLDS, &totals),
                 STATUS_OK);
    assert_near(totals.total[TOTAL_TOGETHER][UNCERTAINTY_KNOWLEDGE].net.mean, -100, 1e-12, "net");
}

/* Even worlds: A's 20 each are more than B's 15, so B's 5 shared clients of 20 are not its own. Odd worlds:
 * B saves nothing, everything is A's and what B makes dearer is B's. Of equals the first counts. */
Test(totals, a_client_of_two_is_the_own_one_of_the_programme_that_saves_most)
{
    assert_near(totals_own_share(hand.programme, A, &hand.shared, 1, 0), 1, 0, "A, even");
    assert_near(totals_own_share(hand.programme, B, &hand.shared, 1, 0), 0.75, 1e-15, "B, even");
    assert_near(totals_own_share(hand.programme, A, &hand.shared, 1, 1), 1, 0, "A, odd");
    assert_near(totals_own_share(hand.programme, B, &hand.shared, 1, 1), 1, 0, "B, odd");
    for (int w = 0; w < WORLDS; w++) hand.net[A][w] = 150 - 100;
    hand.net[B][0] = 300 - 300;
    assert_near(totals_own_share(hand.programme, A, &hand.shared, 1, 0), 1, 0, "A, equal");
    assert_near(totals_own_share(hand.programme, B, &hand.shared, 1, 0), 0.75, 1e-15, "B, equal");
    hand.net[A][0] = 40 - 100; /* 4 each: half of A's 10 are B's */
    assert_near(totals_own_share(hand.programme, A, &hand.shared, 1, 0), 0.5, 1e-15, "A, less");
}

/* 60 kronor go beyond all spending in even worlds, after clients of both were counted once. */
Test(totals, what_goes_beyond_all_spending_is_off_after_shared_clients)
{
    double beyond[WORLDS];
    Totals totals;
    for (int w = 0; w < WORLDS; w++) beyond[w] = w % 2 == 0 ? 60 : 0;
    cr_assert_eq(totals_make(hand.programme, N, &hand.shared, 1, beyond, WORLDS, WORLDS, &totals),
                 STATUS_OK);
    for (int u = 0; u < N_UNCERTAINTIES; u++) {
        const Total *limited = &totals.total[TOTAL_LIMITED][u];
        assert_near(limited->saving.mean, (500 - 75 - 60 + 160) / 2.0, 1e-12, "saving");
        assert_near(limited->net.p95, 25 - 60, 1e-12, "an even world");
        assert_near(limited->net.p05, -240, 1e-12, "an odd world");
        assert_near(totals.total[TOTAL_TOGETHER][u].net.p95, 25, 1e-12, "without the limit");
    }
}

/* Half of the 10 of one are in the second and half in the third; then 0.6 in one world. */
Test(totals, more_shared_clients_than_participants_are_found)
{
    static const int participants[3] = {10, 10, 30};
    double share[2][WORLDS];
    for (int w = 0; w < WORLDS; w++) share[0][w] = share[1][w] = 0.5;
    SharedClients shared[2] = {{0, 1, share[0]}, {0, 2, share[1]}};
    cr_expect_eq(totals_crowded(participants, 3, shared, 2, WORLDS), ANY, "10 of 10 fit");
    share[1][WORLDS - 1] = 0.6;
    cr_expect_eq(totals_crowded(participants, 3, shared, 2, WORLDS), 0, "in one world 11 of 10");
}
