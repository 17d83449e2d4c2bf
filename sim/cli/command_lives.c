#include "analysis/stories.h"
#include "cli/command.h"
#include "cli/screen.h"

#include <stdlib.h>
#include <string.h>

/* Everything that is said, in both languages. */
typedef enum {
    WORD_ILLUSTRATION,
    WORD_WORLD,
    WORD_PERSON,
    WORD_GIRL,
    WORD_BOY,
    WORD_WOMAN,
    WORD_MAN,
    WORD_YEARS_OLD,
    WORD_ENTERS,
    WORD_REACHED,
    WORD_NOT_REACHED,
    WORD_AGE,
    WORD_WITHOUT,
    WORD_WITH,
    WORD_NO,
    WORD_YES,
    WORD_BECAUSE_YES,
    WORD_BECAUSE_NO,
    WORD_MUNICIPAL,
    N_WORDS
} Word;

static const char *const words[N_WORDS][N_LANGUAGES] = {
    [WORD_ILLUSTRATION] =
        {"Illustration: a few simulated lives, each lived twice with the same luck, without the "
         "programme and with it. They show how the model thinks; nothing is proved by single "
         "lives, and most lives are the same in both columns.",
         "Illustration: några simulerade liv, vart och ett levt två gånger med samma slump, utan "
         "insatsen och med den. De visar hur modellen tänker; enskilda liv bevisar ingenting, och "
         "de flesta liv är lika i båda kolumnerna."},
    [WORD_WORLD] = {"World {0}, of worlds 0 to {1}; ages are those at the start of a year.",
                    "Värld {0}, av världarna 0 till {1}; åldrar gäller vid årets början."},
    [WORD_PERSON] = {"Person {0} of {1}", "Person {0} av {1}"},
    [WORD_GIRL] = {"girl", "flicka"},
    [WORD_BOY] = {"boy", "pojke"},
    [WORD_WOMAN] = {"woman", "kvinna"},
    [WORD_MAN] = {"man", "man"},
    [WORD_YEARS_OLD] = {"{0}, {1} years old", "{0}, {1} år"},
    [WORD_ENTERS] = {"enters in programme year {0}", "börjar i insatsens år {0}"},
    [WORD_REACHED] = {"reached by the programme", "nås av insatsen"},
    [WORD_NOT_REACHED] = {"not reached by the programme", "nås inte av insatsen"},
    [WORD_AGE] = {"age", "ålder"},
    [WORD_WITHOUT] = {"without the programme", "utan insatsen"},
    [WORD_WITH] = {"with the programme", "med insatsen"},
    [WORD_NO] = {"no", "nej"},
    [WORD_YES] = {"yes", "ja"},
    [WORD_BECAUSE_YES] = {"yes, because of the programme", "ja, tack vare insatsen"},
    [WORD_BECAUSE_NO] = {"no, because of the programme", "nej, på grund av insatsen"},
    [WORD_MUNICIPAL] = {"costs the municipality, whole life", "kostar kommunen, hela livet"},
};

enum { ADULT = 18, COLUMNS = 3, MOST_ROWS = 2 * (MAX_AGE + MAX_MILESTONES + 4) };

/* One story's table under work. */
typedef struct {
    const Stories *stories;
    const Session *session;
    Language language;
    Arena arena;
    bool out_of_memory;
    const char *cell[MOST_ROWS * COLUMNS];
    int n_rows;
} Teller;

static const char *word(const Teller *teller, Word which)
{
    return words[which][teller->language];
}

static const char *kept(Teller *teller, const char *text)
{
    if (text == NULL) teller->out_of_memory = true;
    return text != NULL ? text : "";
}

static const char *filled(Teller *teller, Word which, const char *first, const char *second)
{
    const char *argument[] = {first, second};
    return kept(teller, text_fill(&teller->arena, word(teller, which), argument, 2));
}

static const char *count(Teller *teller, int n)
{
    char text[TEXT_SIZE];
    text_number(text, teller->language, n, 0);
    return kept(teller, arena_text(&teller->arena, text, strlen(text)));
}

static const char *label(const Teller *teller, const Label *of)
{
    const char *text = teller->language == LANGUAGE_SV ? of->label_sv : of->label_en;
    return text != NULL && *text != '\0' ? text : of->name;
}

/* ---- one person ---- */

static const char *describe_person(Teller *teller, const Story *story)
{
    static const Word who[2][N_SEXES] = {
        {[SEX_FEMALE] = WORD_GIRL, [SEX_MALE] = WORD_BOY},
        {[SEX_FEMALE] = WORD_WOMAN, [SEX_MALE] = WORD_MAN},
    };
    const Study *study = teller->stories->study;
    const char *sex = word(teller, who[story->age >= ADULT][story->sex]);
    const char *group = study->n_groups > 1 ? study->group[story->group].name : "";
    const char *class_ =
        study->model.n_classes > 1
            ? kept(teller, text_small(&teller->arena,
                                      label(teller, &study->model.class_[story->class_].label)))
            : "";
    return kept(teller,
                arena_format(&teller->arena, "%s: %s%s%s%s%s; %s; %s",
                             filled(teller, WORD_PERSON, count(teller, story->person + 1),
                                    count(teller, teller->stories->n_people)),
                             filled(teller, WORD_YEARS_OLD, sex, count(teller, story->age)),
                             *group ? ", " : "", group, *class_ ? ", " : "", class_,
                             filled(teller, WORD_ENTERS, count(teller, story->enter), ""),
                             word(teller, story->reached ? WORD_REACHED : WORD_NOT_REACHED)));
}

static void add_row(Teller *teller, const char *first, const char *second, const char *third)
{
    const char **cell = teller->cell + COLUMNS * teller->n_rows++;
    cell[0] = first;
    cell[1] = second;
    cell[2] = third;
}

static const char *state_label(const Teller *teller, const Story *story, int arm, int k)
{
    return label(teller, &teller->stories->study->model.state[story->arm[arm].state[k]].label);
}

static bool same_year(const Story *story, int a, int b)
{
    return story->arm[ARM_BASELINE].state[a] == story->arm[ARM_BASELINE].state[b] &&
           story->arm[ARM_INTERVENTION].state[a] == story->arm[ARM_INTERVENTION].state[b];
}

/* Runs of years in which neither life changes; the last when both have ended. */
static void add_runs(Teller *teller, const Story *story)
{
    int end = teller->stories->study->model.end_state;
    for (int from = 0, to = 0; from < story->n_years; from = to + 1) {
        to = from;
        while (to + 1 < story->n_years && same_year(story, from, to + 1)) to++;
        bool ended = story->arm[ARM_BASELINE].state[from] == end &&
                     story->arm[ARM_INTERVENTION].state[from] == end;
        const char *ages = from == to || ended
                               ? arena_format(&teller->arena, "%d", story->age + from)
                               : arena_format(&teller->arena, "%d-%d", story->age + from,
                                              story->age + to);
        add_row(teller, kept(teller, ages), state_label(teller, story, ARM_BASELINE, from),
                state_label(teller, story, ARM_INTERVENTION, from));
        if (ended) break;
    }
}

static const char *milestone_word(const Teller *teller, int level, int other)
{
    static const Word said[] = {[LEVEL_NOT_REACHED] = WORD_NO,
                                [LEVEL_REACHED] = WORD_YES,
                                [LEVEL_BECAUSE] = WORD_BECAUSE_YES};
    if (level == MILESTONE_UNDECIDED) return "";
    if (level == LEVEL_BECAUSE && other == LEVEL_BECAUSE) return word(teller, WORD_YES);
    return word(teller, said[level]);
}

static void add_closing(Teller *teller, const Story *story)
{
    const Model *model = &teller->stories->study->model;
    char text[TEXT_SIZE];
    const char *kronor[N_ARMS];
    for (int m = 0; m < model->n_milestones; m++) {
        int without = story->arm[ARM_BASELINE].milestone[m];
        int with = story->arm[ARM_INTERVENTION].milestone[m];
        if (without == MILESTONE_UNDECIDED && with == MILESTONE_UNDECIDED) continue;
        add_row(teller, label(teller, &model->milestone[m].label),
                milestone_word(teller, without, with), milestone_word(teller, with, without));
    }
    for (int arm = 0; arm < N_ARMS; arm++) {
        text_kronor(text, teller->language, story->arm[arm].municipal);
        kronor[arm] = kept(teller, arena_text(&teller->arena, text, strlen(text)));
    }
    add_row(teller, word(teller, WORD_MUNICIPAL), kronor[ARM_BASELINE], kronor[ARM_INTERVENTION]);
}

static void tell_person(Teller *teller, const Story *story)
{
    const Terminal *screen = &teller->session->screen;
    terminal_heading(screen, describe_person(teller, story));
    teller->n_rows = 0;
    add_row(teller, word(teller, WORD_AGE), word(teller, WORD_WITHOUT), word(teller, WORD_WITH));
    add_runs(teller, story);
    add_closing(teller, story);
    screen_table(screen, 2, COLUMNS, teller->cell, teller->n_rows);
}

/* ---- the command ---- */

static Status tell(const Session *session, const Stories *stories)
{
    Teller *teller = calloc(1, sizeof *teller);
    if (teller == NULL) return STATUS_MEMORY;
    teller->stories = stories;
    teller->session = session;
    teller->language = language_of(session);
    terminal_title(&session->screen, stories->study->name);
    screen_paragraphs(&session->screen, 0, word(teller, WORD_ILLUSTRATION));
    screen_paragraphs(&session->screen, 0,
                      filled(teller, WORD_WORLD, count(teller, stories->world),
                             count(teller, stories->study->simulation.worlds - 1)));
    for (int i = 0; i < stories->n; i++) {
        tell_person(teller, &stories->story[i]);
    }
    Status status = teller->out_of_memory ? STATUS_MEMORY : STATUS_OK;
    arena_free(&teller->arena);
    free(teller);
    return status;
}

/* World and person as counted from 1 must exist. */
static Status check_numbers(const Session *session, const Study *study, Problems *problems)
{
    long world = number_of(session, OPTION_WORLD, 0), person = number_of(session, OPTION_PERSON, 1);
    int n_people = study_participants(study);
    if (world >= study->simulation.worlds)
        problems_note(problems, (Where){0}, "--world", "expected a world from 0 to %d, got %ld",
                      study->simulation.worlds - 1, world);
    if (person > n_people)
        problems_note(problems, (Where){0}, "--person",
                      "expected a participant from 1 to %d, got %ld", n_people, person);
    return problems->n > 0 ? STATUS_USAGE : STATUS_OK;
}

static Status lives(const Session *session, Problems *problems)
{
    Status status = STATUS_OK;
    Study study = {0};
    Stories stories = {0};
    StudyOptions settings = study_options_of(session);
    TRY(study_read(session->line->argument[0], &settings, problems, &study));
    TRY(check_numbers(session, &study, problems));
    int person = is_given(session, OPTION_PERSON) ? (int)number_of(session, OPTION_PERSON, 1) - 1
                                                  : ANY;
    TRY(stories_make(&study, (int)number_of(session, OPTION_WORLD, 0),
                     (int)number_of(session, OPTION_NUMBER, 3), person, problems, &stories));
    TRY(tell(session, &stories));
out:
    stories_free(&stories);
    study_free(&study);
    return status;
}

const Command command_lives = {
    .name = "lives",
    .arguments = "FILE",
    .least = 1,
    .most = 1,
    .argument = "one scenario file",
    .summary = "Single life stories, both arms side by side: illustration",
    .help =
        "Tells what happens to a few of the simulated participants, year by year, without the "
        "programme and with it. Both lives have the same luck, so that what differs between the "
        "columns is what the programme changed in that world. The amount is what the person's "
        "life costs the municipality's boards, weighted by the chance of still living there, "
        "undiscounted.\n"
        "\n"
        "These are illustrations for discussions, not results: nothing may be counted from them.\n"
        "\n"
        "  livsbana lives scenarios/norrkoping/alla-barn-i-skolan.yaml --person 17 --language sv",
    .options = OPTION_BIT(WORLD) | OPTION_BIT(NUMBER) | OPTION_BIT(PERSON) | OPTION_BIT(SEED) |
               OPTION_BIT(LANGUAGE),
    .run = lives,
};
