#include "engine/thresholds.h"

#include "engine/turn.h"

typedef uint64_t Bits __attribute__((vector_size(32)));
typedef int64_t SignedBits __attribute__((vector_size(32)));
typedef uint64_t KeptBits __attribute__((vector_size(32), aligned(8), may_alias)); /* in memory */
typedef uint32_t FourWords __attribute__((vector_size(16), aligned(4), may_alias));
typedef int32_t SignedLanes __attribute__((vector_size(4 * LANES), aligned(4), may_alias));

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the low half of a number comes first");

/* 2^52 more, and the low half of a number from 0 on is the whole number that is nearest to it. */
static const double WHOLE = 4503599627370496.0, ALL_WORDS = 1 << WORD_BITS;

/* Eight lanes in two halves. */
enum { HALVES = 2, HALF = LANES / HALVES };

/* Four rows side by side. */
typedef struct {
    const double *p[4];
    Four words; /* that do not die first */
    Four sum;   /* of the probabilities so far */
} Rows;

LANES_BODY Rows take_rows(const ThresholdRows *all, int a, int b, int c, int d)
{
    const double *const *p = all->p, *q = all->q;
    return (Rows){.p = {p[a], p[b], p[c], p[d]},
                  .words = (1 - (Four){q[a], q[b], q[c], q[d]}) * ALL_WORDS};
}

/* The low halves of eight lanes' numbers: 0, 1, 4 and 5, then 2, 3, 6 and 7. */
LANES_BODY void take_low(const Four *first, const Four *second, Lanes *low)
{
    *low = __builtin_shufflevector((Lanes)*first, (Lanes)*second, 0, 2, 8, 10, 4, 6, 12, 14);
}

/* The threshold of the next target, in the low half. */
LANES_BODY void find_threshold(Rows *rows, const Four *p, Four *threshold)
{
    rows->sum += *p;
    *threshold = rows->sum * rows->words + WHOLE;
}

/* How far four targets of a row stand behind its last. */
#define BEHIND(n) 1 - (n), 2 - (n), 3 - (n), 4 - (n)

/* Whatever stands at a row's last target or behind it, no word passes it. */
LANES_BODY void close_rows(const Lanes *behind, Lanes *threshold)
{
    Lanes before = (Lanes)((SignedLanes)*behind >> 31);
    *threshold = (*threshold & before) | (NO_WORD & ~before);
}

/* The rows from `first` on; of fewer than four the last stands for those that are not there. Even rows are side
 * by side in the end, and odd ones. */
LANES_BODY void make_rows(const ThresholdRows *all, int first, uint32_t *threshold)
{
    int last = all->n_rows - 1, n = all->n_rows - first < 4 ? all->n_rows - first : 4, row[4];
    for (int r = 0; r < 4; r++) row[r] = first + r < last ? first + r : last;
    Rows rows = take_rows(all, row[0], row[1], row[2], row[3]);
    const int *targets = all->n;
    Lanes behind[2] = {(Lanes)(SignedLanes){BEHIND(targets[row[0]]), BEHIND(targets[row[2]])},
                       (Lanes)(SignedLanes){BEHIND(targets[row[1]]), BEHIND(targets[row[3]])}};
    for (int j = 0; j < all->width; j += 4) {
        Four number[4];
        Lanes two[2], own[2];
        FourWords half[4];
        turn_rows(rows.p, j, number);
        for (int k = 0; k < 4; k++) find_threshold(&rows, &number[k], &number[k]);
        take_low(&number[0], &number[1], &two[0]);
        take_low(&number[2], &number[3], &two[1]);
        own[0] = __builtin_shufflevector(two[0], two[1], 0, 2, 8, 10, 4, 6, 12, 14);
        own[1] = __builtin_shufflevector(two[0], two[1], 1, 3, 9, 11, 5, 7, 13, 15);
        for (int odd = 0; odd < 2; odd++) {
            close_rows(&behind[odd], &own[odd]);
            behind[odd] += 4;
            half[odd] = __builtin_shufflevector(own[odd], own[odd], 0, 1, 2, 3);
            half[2 + odd] = __builtin_shufflevector(own[odd], own[odd], 4, 5, 6, 7);
        }
        for (int r = 0; r < n; r++) *(FourWords *)(threshold + r * all->width + j) = half[r];
    }
}

/* The same for eight lanes from `lane` on. */
LANES_BODY void make_lanes(const ThresholdRows *all, const ThresholdLanes *lanes, int lane,
                           uint32_t *threshold)
{
    const int *row = lanes->row + lane;
    Rows half[HALVES] = {take_rows(all, row[0], row[1], row[4], row[5]),
                         take_rows(all, row[2], row[3], row[6], row[7])};
    /* Counted in unsigned numbers: sums of signed vectors gcc 12 gets wrong under UBSan. */
    Lanes behind = *(const Lanes *)(lanes->behind + lane);
    int n_positions = lanes->n_positions, n_lanes = lanes->n_lanes;
    threshold += lane;
    for (int j = 0; j < n_positions; j += 4) {
        Four p[HALVES][4];
        for (int h = 0; h < HALVES; h++) turn_rows(half[h].p, j, p[h]);
        for (int k = 0; k < 4 && j + k < n_positions; k++, behind += 1, threshold += n_lanes) {
            Lanes own;
            Four number[HALVES];
            for (int h = 0; h < HALVES; h++) find_threshold(&half[h], &p[h][k], &number[h]);
            take_low(&number[0], &number[1], &own);
            close_rows(&behind, &own);
            *(Lanes *)threshold = own;
        }
    }
}

#define DEFINE(suffix, attributes)                                                                 \
    attributes static void thresholds_##suffix(const ThresholdRows *rows, uint32_t *threshold)     \
    {                                                                                              \
        for (int r = 0; r < rows->n_rows; r += 4) make_rows(rows, r, threshold + r * rows->width); \
    }
LANES_EACH(DEFINE)

void row_thresholds(LaneTarget target, const ThresholdRows *rows, uint32_t *threshold)
{
    static void (*const make[N_LANE_TARGETS])(const ThresholdRows *,
                                              uint32_t *) = LANES_TABLE(thresholds);
    make[target](rows, threshold);
}

#define DEFINE_POSITIONS(suffix, attributes)                                                    \
    attributes static void positions_##suffix(const ThresholdRows *rows,                        \
                                              const ThresholdLanes *lanes, uint32_t *threshold) \
    {                                                                                           \
        for (int lane = 0; lane < lanes->n_lanes; lane += LANES)                                \
            make_lanes(rows, lanes, lane, threshold);                                           \
    }
LANES_EACH(DEFINE_POSITIONS)

void row_positions(LaneTarget target, const ThresholdRows *rows, const ThresholdLanes *lanes,
                   uint32_t *threshold)
{
    static void (*const make[N_LANE_TARGETS])(const ThresholdRows *, const ThresholdLanes *,
                                              uint32_t *) = LANES_TABLE(positions);
    make[target](rows, lanes, threshold);
}

/* ---- rows that are told ---- */

/* Tables fill a register each, and one more that they share. */
enum { TOLD_FOURS = TOLD_TABLES + 1 };

ToldPlace told_place(int n_tables, int place)
{
    int four = place / HALF, pair = place % HALF / 2, odd = place % 2;
    if (four < n_tables) return (ToldPlace){four, HALF * pair + odd};
    return n_tables == 1 ? (ToldPlace){0, 2 + HALF * pair + odd} : (ToldPlace){pair, 2 + odd};
}

/* Probabilities of rows, as numbers of words. What is scaled by a power of 2 keeps its digits. */
typedef struct {
    Four p[FEW_THRESHOLDS + 1][TOLD_FOURS], stays[TOLD_FOURS];
} Products;

/* Below 0 in the sum of a row that is off: of one that stays somewhere, above 1; else away from 1. */
LANES_BODY void find_off(const Four *sum, const KeptBits *full, double tolerance, Bits *off)
{
    Bits over = (Bits)(ALL_WORDS * (1 + tolerance) - *sum);
    Bits away = (Bits)(ALL_WORDS * tolerance - (Four)((Bits)(ALL_WORDS - *sum) & INT64_MAX));
    *off |= (over & ~*full) | (away & *full);
}

/* The loops are unrolled, so that all stays in registers where their ends are constants. */
LANES_BODY void multiply(const ToldRows *rows, const double *constant, double tolerance,
                         Products *products, Bits *off)
{
    int n_fours = rows->n_tables + 1, width = HALF * n_fours;
    Four sum[TOLD_FOURS] = {{0}};
#pragma GCC unroll 9
    for (int j = 0; j < rows->n; j++) {
#pragma GCC unroll 3
        for (int i = 0; i < n_fours; i++) {
            const double *factor = rows->factor + j * width + i * HALF;
            Four p = *(const Four *)(constant + j * width + i * HALF);
            for (int f = 0; f < rows->n_factors; f++)
                p *= *(const Four *)(factor + f * rows->n * width);
            products->p[j][i] = p;
            sum[i] += p;
        }
    }
#pragma GCC unroll 3
    for (int i = 0; i < n_fours; i++) {
        Bits left = (Bits)(ALL_WORDS - sum[i]);
        products->stays[i] = (Four)(left & ~(Bits)((SignedBits)left >> 63));
        find_off(&sum[i], (const KeptBits *)rows->full + i, tolerance, off);
    }
}

/* A table's thresholds, in the low halves of its own four and of those shared: of two tables the second has
 * the upper pair of these. */
LANES_BODY void keep_told(const Four *own, const Four *shared, int table, const uint32_t *before,
                          uint32_t *threshold)
{
    Lanes all, kept = *(const Lanes *)before;
    Four pair = *shared;
    if (table == 1) pair = __builtin_shufflevector(pair, pair, 2, 3, 2, 3);
    take_low(own, &pair, &all);
    *(Lanes *)threshold = (all & kept) | (NO_WORD & ~kept);
}

LANES_BODY void make_told(const ToldRows *rows, const ToldLot *lot, double tolerance, Bits *off)
{
    int n_tables = rows->n_tables;
    Products products;
    Four sum[TOLD_FOURS] = {{0}};
    multiply(rows, lot->constant, tolerance, &products, off);
#pragma GCC unroll 8
    for (int k = 0; k < rows->n - 1; k++) {
        Four number[TOLD_FOURS];
#pragma GCC unroll 3
        for (int i = 0; i <= n_tables; i++) {
            const KeptBits *stay = (const KeptBits *)(rows->stay + (k * (n_tables + 1) + i) * HALF);
            sum[i] += (Four)((Bits)products.p[k][i] | ((Bits)products.stays[i] & *stay));
            number[i] = sum[i] + WHOLE;
        }
#pragma GCC unroll 2
        for (int t = 0; t < n_tables; t++)
            keep_told(&number[t], &number[n_tables], t, rows->before + k * LANES,
                      lot->threshold[t] + k * LANES);
    }
}

/* n, n_factors and n_tables are the rows' own, as constants where they may be. A copy, which nothing that is
 * written here can change. */
LANES_BODY bool make_all_told(ToldRows all, int n, int n_factors, int n_tables, const ToldLot *lot,
                              int n_lots, double tolerance)
{
    Bits off = {0};
    all.n = n;
    all.n_factors = n_factors;
    all.n_tables = n_tables;
    for (int i = 0; i < n_lots; i++) make_told(&all, &lot[i], tolerance, &off);
    for (int l = 1; l < HALF; l++) off[0] |= off[l];
    return off[0] <= INT64_MAX;
}

/* Most products have one factor, and most models of few states four to seven. */
#define ALL_TOLD(n, n_factors, n_tables) \
    make_all_told(*rows, n, n_factors, n_tables, lot, n_lots, tolerance)
#define DEFINE_TOLD(suffix, attributes)                                                        \
    attributes static bool told_##suffix(const ToldRows *rows, const ToldLot *lot, int n_lots, \
                                         double tolerance)                                     \
    {                                                                                          \
        int n = rows->n, n_factors = rows->n_factors;                                          \
        if (rows->n_tables == 1) return ALL_TOLD(n, n_factors, 1);                             \
        if (n == 5 && n_factors == 1) return ALL_TOLD(5, 1, 2);                                \
        if (n == 7 && n_factors == 1) return ALL_TOLD(7, 1, 2);                                \
        return ALL_TOLD(n, n_factors, 2);                                                      \
    }
LANES_EACH(DEFINE_TOLD)

bool row_told(LaneTarget target, const ToldRows *rows, const ToldLot *lot, int n, double tolerance)
{
    static bool (*const make[N_LANE_TARGETS])(const ToldRows *, const ToldLot *, int,
                                              double) = LANES_TABLE(told);
    return make[target](rows, lot, n, tolerance);
}
