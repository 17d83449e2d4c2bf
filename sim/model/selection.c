#include "model/selection.h"

#include "base/number.h"
#include "inputs/text.h"

#include <string.h>

/* What is read, and the word under work. */
typedef struct {
    const Row *row;
    Reading *reading;
    const char *key;
    SelectionRole role;
    const char *text; /* as written */
    const char *next; /* what is left of it */
    const char *word; /* NULL: no more */
    int column;       /* of the word, from the field's, in characters */
    bool valid;
    Status status;
} Selecting;

static Where place(const Selecting *selecting)
{
    Where where = row_where(selecting->row, selecting->key);
    where.column += selecting->column;
    return where;
}

static void expected(Selecting *selecting, const char *what, const char *found)
{
    problems_expected(selecting->reading->problems, place(selecting), selecting->key, what, found,
                      NULL);
    selecting->valid = false;
}

/* The next word; false when there is none. */
static bool take_word(Selecting *selecting)
{
    const char *at = selecting->next + strspn(selecting->next, " ");
    size_t length = strcspn(at, " ");
    selecting->column = (int)text_characters(selecting->text, (size_t)(at - selecting->text));
    selecting->next = at + length;
    selecting->word = NULL;
    if (length == 0) return false;
    selecting->word = arena_text(selecting->reading->arena, at, length);
    if (selecting->word == NULL) selecting->status = STATUS_MEMORY;
    return selecting->word != NULL;
}

static bool is_word(const Selecting *selecting, const char *word)
{
    return selecting->word != NULL && strcmp(selecting->word, word) == 0;
}

/* The state called `name`, one that people can live in; ANY after noting what is wrong. */
static int take_state(Selecting *selecting, const char *name)
{
    Reading *reading = selecting->reading;
    int state = names_find(&reading->states, name, place(selecting), selecting->key,
                           reading->problems);
    if (state != ANY && state == reading->study->model.end_state) {
        expected(selecting, "a state that people can live in (\"not alive\" counts the dead)",
                 name);
        return ANY;
    }
    if (state == ANY) selecting->valid = false;
    return state;
}

/* What a person counts: a number from 0 to 1 or a parameter's name. */
static void take_weight(Selecting *selecting, const char *text, Selection *selection, int state)
{
    char hint_text[64];
    const char *hint = NULL;
    double value;
    Reading *reading = selecting->reading;
    if (number_read(text, strlen(text), &value, hint_text, &hint)) {
        if (!(value > 0 && value <= 1)) expected(selecting, "a weight above 0, at most 1", text);
        selection->weight[state] = value;
        return;
    }
    if (!text_is_name(text, strlen(text))) {
        expected(selecting, "a weight: a number from 0 to 1, or a parameter", text);
        return;
    }
    int parameter = names_find(&reading->parameters, text, place(selecting), selecting->key,
                               reading->problems);
    if (parameter == ANY) selecting->valid = false;
    selection->weight[state] = 1;
    selection->weight_factor[state] = parameter;
}

/* `STATE` or `STATE:WEIGHT`. */
static void take_weighted(Selecting *selecting, Selection *selection)
{
    size_t length = strcspn(selecting->word, ":");
    bool weighted = selecting->word[length] == ':';
    const char *name = arena_text(selecting->reading->arena, selecting->word, length);
    if (name == NULL) {
        selecting->status = STATUS_MEMORY;
        return;
    }
    if (weighted && (selecting->role == SELECTION_START || selection->others)) {
        expected(selecting,
                 selection->others ? "no weights after \"not\"" : "no weights in who starts",
                 selecting->word);
        return;
    }
    int state = take_state(selecting, name);
    if (state == ANY) return;
    if (selection->weight[state] > 0) {
        expected(selecting, "each state once", name);
        return;
    }
    selection->weight[state] = 1;
    if (weighted) take_weight(selecting, selecting->word + length + 1, selection, state);
}

/* The one name after `entry` or `milestone`. */
static const char *take_name(Selecting *selecting, const char *what)
{
    if (take_word(selecting)) return selecting->word;
    if (selecting->status == STATUS_OK) expected(selecting, what, NULL);
    return NULL;
}

/* `entry STATE` and its like. */
static void take_course(Selecting *selecting, SelectionKind kind, Selection *selection)
{
    selection->kind = kind;
    const char *name = take_name(selecting, "a state");
    if (name != NULL) selection->state = take_state(selecting, name);
    if (selecting->valid && selection->others && selecting->role == SELECTION_START)
        expected(selecting, "no \"not\" before it in who starts", selecting->text);
}

static void take_milestone(Selecting *selecting, Selection *selection)
{
    Reading *reading = selecting->reading;
    selection->kind = SELECT_MILESTONE;
    const char *name = take_name(selecting, "a milestone after \"milestone\"");
    if (name == NULL) return;
    selection->milestone = names_find(&reading->milestones, name, place(selecting), selecting->key,
                                      reading->problems);
    if (selection->milestone == ANY) selecting->valid = false;
}

static void take_states(Selecting *selecting, Selection *selection)
{
    selection->kind = SELECT_STATES;
    do {
        take_weighted(selecting, selection);
    } while (selecting->status == STATUS_OK && take_word(selecting));
}

typedef struct {
    const char *word;
    SelectionKind kind;
    bool start, counts; /* where it may stand */
} Course;

static const Course COURSES[] = {
    {"entry", SELECT_ENTRY, true, true},
    {"left", SELECT_LEFT, true, false},
    {"stay", SELECT_STAY, false, true},
};

/* The course that the word names, or NULL; one that may not stand here is noted. */
static const Course *course_of(Selecting *selecting)
{
    bool start = selecting->role == SELECTION_START;
    const Course *course = NULL;
    for (size_t i = 0; i < sizeof COURSES / sizeof *COURSES; i++)
        if (is_word(selecting, COURSES[i].word)) course = &COURSES[i];
    if (course != NULL && !(start ? course->start : course->counts))
        expected(selecting,
                 start ? "who starts, not who is counted" : "who is counted, not who starts",
                 selecting->word);
    return course;
}

static void take_selection(Selecting *selecting, Selection *selection)
{
    if (!take_word(selecting)) return;
    if (is_word(selecting, "not")) {
        selection->others = true;
        if (!take_word(selecting)) {
            if (selecting->status == STATUS_OK) expected(selecting, "more after \"not\"", NULL);
            return;
        }
    }
    const Course *course = course_of(selecting);
    if (is_word(selecting, "alive")) {
        if (selection->others && selecting->role == SELECTION_START)
            expected(selecting, "people who live", selecting->text);
    } else if (course != NULL) {
        take_course(selecting, course->kind, selection);
    } else if (is_word(selecting, "milestone")) {
        take_milestone(selecting, selection);
    } else {
        take_states(selecting, selection);
        return;
    }
    if (selecting->valid && take_word(selecting))
        expected(selecting, "nothing more", selecting->word);
}

bool selection_read(const Row *row, const char *key, SelectionRole role, Selection *selection,
                    Status *status)
{
    const char *text = table_row_text(row, key);
    *selection = (Selection){.kind = SELECT_ALIVE, .milestone = ANY, .state = ANY, .text = text};
    if (text == NULL) selection->text = "";
    for (int s = 0; s < MAX_STATES; s++) selection->weight_factor[s] = ANY;
    Selecting selecting = {.row = row,
                           .reading = row->reading,
                           .key = key,
                           .role = role,
                           .text = selection->text,
                           .next = selection->text,
                           .valid = true,
                           .status = STATUS_OK};
    take_selection(&selecting, selection);
    *status = selecting.status;
    return selecting.valid && selecting.status == STATUS_OK;
}
