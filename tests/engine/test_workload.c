/* Workload W: the answers that stand in data/workload_occupancy.csv and beside the workload. */
#include "support/check.h"
#include "support/run.h"

#include <criterion/criterion.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { FIRST = 20, LAST = 89, N_LIVING = 6, N_PEOPLE = 50 };

static void open_workload(Case *town)
{
    Fixture *fixture = &town->fixture;
    gsl_set_error_handler_off();
    *fixture = (Fixture){.problems = {0}};
    Status status = study_read(LIVSBANA_SOURCE_DIR "/scenarios/workload.yaml", NULL,
                               &fixture->problems, &fixture->study);
    cr_assert_eq(status, STATUS_OK);
    run_open(&town->run, &fixture->study);
}

/* Shares by arm, age and living state. */
typedef struct {
    double share[N_ARMS][LAST + 1][N_LIVING];
    int n_rows;
} Occupancy;

static void read_line(const char *line, Occupancy *occupancy)
{
    char arm[20];
    int age;
    double s[N_LIVING];
    int n = sscanf(line, "%19[a-z],%d,%lf,%lf,%lf,%lf,%lf,%lf", arm, &age, &s[0], &s[1], &s[2],
                   &s[3], &s[4], &s[5]);
    if (n != 8) return;
    int index = strcmp(arm, "baseline") == 0 ? ARM_BASELINE : ARM_INTERVENTION;
    cr_assert(age >= FIRST && age <= LAST, "age %d", age);
    memcpy(occupancy->share[index][age], s, sizeof s);
    occupancy->n_rows++;
}

static void read_occupancy(Occupancy *occupancy)
{
    char line[300];
    FILE *file = fopen(LIVSBANA_SOURCE_DIR "/tests/engine/data/workload_occupancy.csv", "r");
    cr_assert(file != NULL);
    *occupancy = (Occupancy){.n_rows = 0};
    while (fgets(line, sizeof line, file) != NULL) read_line(line, occupancy);
    fclose(file);
    cr_assert_eq(occupancy->n_rows, N_ARMS * (LAST - FIRST + 1), "rows: %d", occupancy->n_rows);
}

Test(workload, the_exact_cohort_has_the_published_occupancy)
{
    static Occupancy occupancy;
    Case town;
    open_workload(&town);
    read_occupancy(&occupancy);
    for (int arm = 0; arm < N_ARMS; arm++)
        for (int age = FIRST; age <= LAST; age++)
            for (int s = 0; s < N_LIVING; s++)
                assert_near(run_people(&town.run, arm, s, age) / N_PEOPLE,
                            occupancy.share[arm][age][s], 1e-12, "arm %d, age %d, state %d", arm,
                            age, s);
    case_close(&town);
}

Test(workload, years_lived_and_careers_are_the_published_ones)
{
    static const double YEARS[N_ARMS] = {52.7046, 53.6829};
    Case town;
    open_workload(&town);
    for (int arm = 0; arm < N_ARMS; arm++) {
        double years = 0;
        for (int age = FIRST; age <= LAST; age++)
            years += run_people(&town.run, arm, ANY, age) / N_PEOPLE;
        assert_near(years, YEARS[arm], 5e-5, "years lived, arm %d", arm);
    }
    assert_near(run_people(&town.run, ARM_BASELINE, 0, 50) / N_PEOPLE, 0.66102, 5e-6,
                "career at 50");
    case_close(&town);
}

/* Kronor a year by state, discounted 3.5 % a year from 20, counted at the start of the year. */
static void set_prices(double *price)
{
    static const double COST[N_LIVING] = {6000, 21000, 17000, 24000, 65000, 52000};
    for (int s = 0; s < N_LIVING; s++)
        for (int age = FIRST; age <= LAST; age++)
            price[s * (MAX_AGE + 1) + age] = COST[s] * pow(1.035, FIRST - age);
}

Test(workload, discounted_cost_is_the_published_one)
{
    static const double COST[N_ARMS] = {242278.64, 220359.63};
    static double price[(N_LIVING + 1) * (MAX_AGE + 1)];
    Case town;
    open_workload(&town);
    set_prices(price);
    for (int arm = 0; arm < N_ARMS; arm++)
        assert_near(run_total(&town.run, arm, price) / N_PEOPLE, COST[arm], 0.005, "arm %d", arm);
    case_close(&town);
}

/* Published standard deviations of one person's cost: about 85 600 and 75 500. 2000 replicates of 50
 * people have a standard error of 85600 / sqrt(100000) = 271 and 239 kronor. */
Test(workload, simulated_lives_cost_what_is_expected_and_differ_as_published)
{
    enum { REPLICATES = 2000 };
    static const double SD[N_ARMS] = {85600, 75500};
    static double price[(N_LIVING + 1) * (MAX_AGE + 1)];
    double sum[N_ARMS] = {0}, square[N_ARMS] = {0}, difference = 0;
    Case town;
    open_workload(&town);
    set_prices(price);
    for (int replicate = 0; replicate < REPLICATES; replicate++) {
        run_live(&town.run, replicate, 1, NULL);
        for (int arm = 0; arm < N_ARMS; arm++) {
            double cost = run_total_counted(&town.run, arm, price);
            sum[arm] += cost / N_PEOPLE;
            square[arm] += cost * cost / N_PEOPLE;
            difference += (arm == ARM_INTERVENTION ? cost : -cost) / N_PEOPLE;
        }
    }
    for (int arm = 0; arm < N_ARMS; arm++) {
        double mean = sum[arm] / REPLICATES;
        double variance = square[arm] / REPLICATES - mean * mean * N_PEOPLE;
        double error = SD[arm] / sqrt((double)REPLICATES * N_PEOPLE);
        assert_near(mean, run_total(&town.run, arm, price) / N_PEOPLE, 3.5 * error, "arm %d", arm);
        assert_near(sqrt(variance), SD[arm], 0.05 * SD[arm], "sd of one person, arm %d", arm);
    }
    assert_near(difference / REPLICATES, -21919.01, 3.5 * 300, "difference");
    case_close(&town);
}
