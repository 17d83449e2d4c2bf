#include "parts.h"

#include "analysis/career.h"
#include "analysis/chapters.h"
#include "analysis/findings.h"
#include "engine/making.h"
#include "engine/years.h"
#include "measure.h"
#include "output/tables.h"

const char *const part_name[N_PARTS] = {
    [PART_REST] = "between the steps",
    [PART_READING] = "files read and checked",
    [PART_PLANS] = "plans",
    [PART_DRAWS] = "draws",
    [PART_TABLES] = "tables of worlds",
    [PART_CHANGES] = "tables of other strengths and courses",
    [PART_THRESHOLDS] = "thresholds for lives",
    [PART_EXACT] = "exact cohort",
    [PART_LIVES] = "lives",
    [PART_PRICES] = "kronor of replicates",
    [PART_WORLD_PRICES] = "kronor of worlds",
    [PART_COLUMNS] = "checks and columns",
    [PART_QUANTILES] = "quantiles",
    [PART_PATHS] = "reference paths",
    [PART_WRITING] = "writing",
};

/* The linker leads calls here without a context, so the run that is clocked is the process's one. */
static struct {
    bool on;
    PartNumber part; /* of this moment */
    bool keeps;      /* it takes the time of what it calls, too */
    double since;    /* the clock when the run came to it */
    PartTimes times;
} run;

typedef struct {
    PartNumber part;
    bool keeps;
} Spell;

static void turn_to(PartNumber part)
{
    if (part == run.part) return;
    double now = cpu_seconds();
    run.times.seconds[run.part] += now - run.since;
    run.times.spells[part]++;
    run.part = part;
    run.since = now;
}

/* Returns what the run comes back to. */
static Spell enter(PartNumber part, bool keeps)
{
    Spell before = {run.part, run.keeps};
    if (!run.on || run.keeps) return before;
    turn_to(part);
    run.keeps = keeps;
    return before;
}

static void leave(Spell before)
{
    if (!run.on || before.keeps) return;
    turn_to(before.part);
    run.keeps = before.keeps;
}

/* Each moves its caller's call between two looks at the clock. */
#define DECLARE(name) __typeof__(name) __real_##name, __wrap_##name;
#define CLOCKED(part, keeps, name, parameters, arguments) \
    DECLARE(name)                                         \
    Status __wrap_##name parameters                       \
    {                                                     \
        Spell before = enter(part, keeps);                \
        Status status = __real_##name arguments;          \
        leave(before);                                    \
        return status;                                    \
    }
#define CLOCKED_VOID(part, keeps, name, parameters, arguments) \
    DECLARE(name)                                              \
    void __wrap_##name parameters                              \
    {                                                          \
        Spell before = enter(part, keeps);                     \
        __real_##name arguments;                               \
        leave(before);                                         \
    }
#include "parts.def"

void parts_begin(void)
{
    run.times = (PartTimes){0};
    run.part = PART_REST;
    run.times.spells[PART_REST] = 1;
    run.keeps = false;
    run.on = true;
    run.since = cpu_seconds();
}

/* Every stay lasts from one look at the clock to the next, and so by a look too long. */
static void take_off_clock(PartTimes *times)
{
    enum { LOOKS = 2000 };
    double begin = cpu_seconds();
    for (int i = 1; i < LOOKS; i++) (void)cpu_seconds();
    times->clock = cpu_seconds() - begin;
    double look = times->clock / LOOKS;
    for (int part = 0; part < N_PARTS; part++) {
        double looks = look * (double)times->spells[part];
        times->seconds[part] -= looks;
        times->clock += looks;
    }
}

void parts_end(PartTimes *times)
{
    run.times.seconds[run.part] += cpu_seconds() - run.since;
    run.on = false;
    *times = run.times;
    take_off_clock(times);
}
