#include "base/random_lanes.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

Test(random, blocks_are_threefry4x32_20)
{
    /* kat_vectors of Random123 1.14, "threefry4x32 20". */
    static const struct {
        uint32_t counter[4];
        uint32_t key[4];
        uint32_t words[4];
    } row[] = {
        {{0, 0, 0, 0}, {0, 0, 0, 0}, {0x9c6ca96a, 0xe17eae66, 0xfc10ecd4, 0x5256a7d8}},
        {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
         {0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
         {0x2a881696, 0x57012287, 0xf6c7446e, 0xa16a6732}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89},
         {0x59cd1dbb, 0xb8879579, 0x86b5d00c, 0xac8b6d84}},
    };
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        RandomStream stream;
        uint32_t words[4];
        const uint32_t *c = row[i].counter;
        memcpy(stream.key, row[i].key, sizeof stream.key);
        random_block(&stream, c[0], c[1], c[2], c[3], words);
        cr_assert_arr_eq(words, row[i].words, sizeof words, "row %zu", i);
    }
}

Test(random, the_key_is_seed_and_hash_low_words_first)
{
    RandomStream stream = random_stream(0x299f31d0a4093822, 0xec4e6c89082efa98);
    uint32_t words[4];
    random_block(&stream, 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, words);
    cr_assert_eq(words[0], 0x59cd1dbb);
    cr_assert_eq(words[3], 0xac8b6d84);
}

Test(random, names_are_hashed_by_fnv_1a)
{
    /* Noll's published test vectors, 64 bits. */
    cr_assert_eq(random_hash(""), UINT64_C(0xcbf29ce484222325));
    cr_assert_eq(random_hash("a"), UINT64_C(0xaf63dc4c8601ec8c));
    cr_assert_eq(random_hash("foobar"), UINT64_C(0x85944171f73967e8));
}

Test(random, uniforms_lie_strictly_inside_and_centred_in_their_cell)
{
    cr_assert_eq(random_uniform(0, 0), 0x1p-53);
    cr_assert_eq(random_uniform(0, 0xfff), 0x1p-53);
    cr_assert_eq(random_uniform(0, 0x1000), 0x3p-53);
    cr_assert_eq(random_uniform(0xffffffff, 0xffffffff), 1 - 0x1p-53);
    cr_assert_eq(random_uniform(0x80000000, 0), 0.5 + 0x1p-53);
}

Test(random, uniforms_have_the_moments_of_a_uniform)
{
    enum { N = 1000000 };
    RandomStream stream = random_stream(1, random_hash("test"));
    double sum = 0;
    double squares = 0;
    uint32_t w[4];
    for (uint32_t i = 0; i < N; i++) {
        random_block(&stream, i, 0, 0, 0, w);
        double u = random_uniform(w[0], w[1]) - 0.5;
        sum += u;
        squares += u * u;
    }
    /* Five standard errors: sd(u) = 1/sqrt(12), sd(u^2) = 1/sqrt(180). */
    cr_assert_lt(fabs(sum / N), 5 / sqrt(12.0 * N));
    cr_assert_lt(fabs(squares / N - 1.0 / 12), 5 / sqrt(180.0 * N));
}

Test(random, permutations_hold_every_number_once)
{
    static const int size[] = {0, 1, 2, 3, 50, 1000};
    RandomStream stream = random_stream(7, random_hash("hypercube"));
    for (size_t k = 0; k < sizeof size / sizeof size[0]; k++) {
        int n = size[k];
        int order[1000];
        int seen[1000] = {0};
        random_permutation(&stream, 3, (uint32_t)k, n, order);
        for (int i = 0; i < n; i++) {
            cr_assert(order[i] >= 0 && order[i] < n);
            cr_assert_eq(seen[order[i]]++, 0);
        }
    }
}

Test(random, permutations_depend_on_stream_and_counters_only)
{
    RandomStream stream = random_stream(7, random_hash("hypercube"));
    RandomStream other = random_stream(8, random_hash("hypercube"));
    int a[50], b[50], c[50], d[50];
    random_permutation(&stream, 1, 2, 50, a);
    random_permutation(&stream, 1, 2, 50, b);
    random_permutation(&stream, 1, 3, 50, c);
    random_permutation(&other, 1, 2, 50, d);
    cr_assert_arr_eq(a, b, sizeof a);
    cr_assert_arr_neq(a, c, sizeof a);
    cr_assert_arr_neq(a, d, sizeof a);
}

/* Written down anew, a word at a time; of so many numbers some draws are rejected. */
Test(random, permutations_take_the_words_of_their_counters_one_after_the_other)
{
    enum { N = 300000 };
    static int order[N], expected[N];
    RandomStream stream = random_stream(7, random_hash("hypercube"));
    uint32_t word[4];
    int n_used = 0;
    for (int i = 0; i < N; i++) expected[i] = i;
    for (int i = N - 1; i > 0; i--) {
        uint64_t n = (uint64_t)i + 1, product;
        do {
            if (n_used % 4 == 0) random_block(&stream, 1, 2, (uint32_t)n_used / 4, 0, word);
            product = word[n_used++ % 4] * n;
        } while (product % 0x100000000 < 0x100000000 % n);
        int j = (int)(product >> 32), kept = expected[i];
        expected[i] = expected[j];
        expected[j] = kept;
    }
    cr_assert(n_used > N - 1, "no draw was rejected");
    random_permutation(&stream, 1, 2, N, order);
    cr_assert_arr_eq(order, expected, sizeof order);
}

Test(random, the_six_permutations_of_three_are_equally_common)
{
    enum { N = 60000 };
    RandomStream stream = random_stream(1, random_hash("six"));
    int count[6] = {0};
    for (uint32_t i = 0; i < N; i++) {
        int p[3];
        random_permutation(&stream, i, 0, 3, p);
        count[2 * p[0] + (p[1] > p[2])]++;
    }
    double chi_squared = 0;
    for (int i = 0; i < 6; i++) {
        chi_squared += (count[i] - N / 6.0) * (count[i] - N / 6.0) / (N / 6.0);
    }
    cr_assert_lt(chi_squared, 25.7, "%g", chi_squared); /* 5 degrees of freedom, p = 0.0001 */
}

/* As many counters as any number of registers in step takes, and what is left over. */
Test(random, lanes_are_random_block_word_for_word)
{
    enum { MOST = 9 * LANES, ROOM = MOST + LANES, UNTOUCHED = 12345 };
    RandomStream stream = random_stream(0x299f31d0a4093822, random_hash("lanes"));
    uint32_t c0[ROOM], c1[ROOM], c2[ROOM], block[ROOM][4], word[4][ROOM];
    uint32_t *const words[4] = {word[0], word[1], word[2], word[3]};
    for (uint32_t i = 0; i < ROOM; i++) {
        c0[i] = 0xfffffff0 + i;
        c1[i] = i * 0x9e3779b9u;
        c2[i] = UINT32_MAX - i;
        random_block(&stream, c0[i], c1[i], c2[i], 0x13198a2e, block[i]);
    }
    for (int i = 0, n = 1; n <= MOST; i++, n += i % N_LANE_TARGETS == 0) {
        LaneTarget target = (LaneTarget)(i % N_LANE_TARGETS);
        if (!lanes_has(target)) continue;
        for (int j = 0; j < 4 * ROOM; j++) word[j / ROOM][j % ROOM] = UNTOUCHED;
        random_lanes(target, &stream, c0, c1, c2, 0x13198a2e, n, words);
        int whole = (n + LANES - 1) / LANES * LANES;
        for (int j = 0; j < 4 * ROOM; j++) {
            int at = j % ROOM, w = j / ROOM;
            cr_assert_eq(word[w][at], at < whole ? block[at][w] : UNTOUCHED,
                         "%s, %d counters, lane %d, word %d", lanes_name(target), n, at, w);
        }
    }
}
