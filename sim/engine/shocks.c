#include "engine/shocks.h"

#include "base/random.h"
#include "engine/kinds.h"

#include <string.h>

/* ---- the course of years ---- */

typedef struct {
    RandomStream stream;
    uint32_t world, course;
    int n;
    double persistence[MAX_SHOCKS];
    double upto[MAX_SHOCKS]; /* of a year drawn anew: cumulated chances */
    double most;             /* the greatest persistence */
} Course;

static Course begin_course(const World *world, int course)
{
    const Study *study = world->plan->study;
    const Model *model = &study->model;
    Course made = {.stream = random_stream(study->simulation.seed, random_hash("shock/year")),
                   .world = (uint32_t)world->number,
                   .course = (uint32_t)course,
                   .n = model->n_shocks};
    double sum = 0;
    for (int s = 0; s < made.n; s++) {
        made.persistence[s] = product_value(&model->shock[s].persistence, world->parameter);
        sum += product_value(&model->shock[s].share, world->parameter) * (1 - made.persistence[s]);
        made.upto[s] = sum;
        if (made.persistence[s] > made.most) made.most = made.persistence[s];
    }
    for (int s = 0; s < made.n; s++) made.upto[s] /= sum;
    return made;
}

/* Whether a year stays as it was, and what it is if it does not. */
typedef struct {
    double stays, anew;
} YearDraw;

static YearDraw draw_year(const Course *course, int year)
{
    uint32_t word[4];
    random_block(&course->stream, course->world, (uint32_t)year, course->course, 0, word);
    return (YearDraw){random_uniform(word[0], word[1]), random_uniform(word[2], word[3])};
}

static int draw_anew(const Course *course, double u)
{
    int s = 0;
    while (s < course->n - 1 && u >= course->upto[s]) s++;
    return s;
}

/* The last year up to `year` that is drawn anew whatever went before it: the course begins there. */
static int find_beginning(const Course *course, int year)
{
    while (draw_year(course, year).stays < course->most) year--;
    return year;
}

void shocks_draw(World *world, int number)
{
    const Plan *plan = world->plan;
    memset(world->year_shock, 0, (size_t)plan->n_years);
    if (plan->n_shocks == 1 || plan->n_years == 0 || world->number < 0) return;
    Course course = begin_course(world, number);
    int first = plan->study->starts, year = find_beginning(&course, first), shock = 0;
    for (bool begun = false; year < first + plan->n_years; year++, begun = true) {
        YearDraw draw = draw_year(&course, year);
        if (!begun || draw.stays >= course.persistence[shock])
            shock = draw_anew(&course, draw.anew);
        if (year >= first) world->year_shock[year - first] = (uint8_t)shock;
    }
}

/* ---- tables ---- */

void shocks_make(World *world, YearTable *table)
{
    if (table->special) kinds_need(world, table->special);
    table->made = world->n_made;
}
