/* What an `on` names: "A -> B", "milestone NAME", "place STATE". */
#include "model/tables.h"

#include <string.h>

/* A copy of text[length] without blanks at its ends; NULL when memory runs out. */
static const char *trimmed(Arena *arena, const char *text, size_t length)
{
    while (length > 0 && *text == ' ') {
        text++;
        length--;
    }
    while (length > 0 && text[length - 1] == ' ') length--;
    return arena_text(arena, text, length);
}

/* The state called `name`; ANY for `*`; `valid` becomes false when it is unknown. */
static int target_state(Reading *reading, const char *name, Where where, const char *key,
                        bool *valid)
{
    if (strcmp(name, "*") == 0) return ANY;
    int state = names_find(&reading->states, name, where, key, reading->problems);
    if (state == ANY) *valid = false;
    return state;
}

static Status read_arrow(Reading *reading, const char *text, const char *arrow, Where where,
                         const char *key, Target *target)
{
    const char *from = trimmed(reading->arena, text, (size_t)(arrow - text));
    const char *to = trimmed(reading->arena, arrow + 2, strlen(arrow + 2));
    if (from == NULL || to == NULL) return STATUS_MEMORY;
    target->kind = EFFECT_TRANSITION;
    target->valid = true;
    target->from = target_state(reading, from, where, key, &target->valid);
    target->to = target_state(reading, to, where, key, &target->valid);
    if (!target->valid) return STATUS_OK;
    bool same = target->from == target->to;
    if (same || target->from == reading->study->model.end_state) {
        problems_expected(reading->problems, where, key,
                          same ? "a transition between two different states"
                               : "a transition from a state that people leave",
                          text, NULL);
        target->valid = false;
    }
    return STATUS_OK;
}

/* The name behind `word` and a blank, or NULL. */
static const char *name_behind(const char *text, const char *word)
{
    size_t length = strlen(word);
    return strncmp(text, word, length) == 0 && text[length] == ' ' ? text + length + 1 : NULL;
}

/* What was meant: a milestone without its word, or a transition with another arrow; else NULL. */
static const char *meant_by(Reading *reading, const char *text)
{
    static const char *const arrows[] = {"\xE2\x86\x92", "=>", "\xE2\x80\x93>", " to "};
    Arena *arena = reading->arena;
    if (names_index(&reading->milestones, text) != ANY)
        return arena_format(arena, "milestone %s", text);
    for (size_t i = 0; i < sizeof arrows / sizeof *arrows; i++) {
        const char *arrow = strstr(text, arrows[i]);
        if (arrow == NULL) continue;
        const char *from = trimmed(arena, text, (size_t)(arrow - text));
        const char *behind = arrow + strlen(arrows[i]);
        const char *to = trimmed(arena, behind, strlen(behind));
        return from && to ? arena_format(arena, "%s -> %s", from, to) : NULL;
    }
    return NULL;
}

Status target_read(Reading *reading, const char *text, bool places, Where where, const char *key,
                   Target *target)
{
    *target = (Target){.has_kind = true, .from = ANY, .to = ANY, .milestone = ANY, .place = ANY};
    const char *arrow = strstr(text, "->"), *name;
    if (arrow != NULL) return read_arrow(reading, text, arrow, where, key, target);
    if ((name = name_behind(text, "milestone")) != NULL) {
        target->kind = EFFECT_MILESTONE;
        name = trimmed(reading->arena, name, strlen(name));
        if (name == NULL) return STATUS_MEMORY;
        target->milestone = names_find(&reading->milestones, name, where, key, reading->problems);
        target->valid = target->milestone != ANY;
    } else if (places && (name = name_behind(text, "place")) != NULL) {
        target->kind = EFFECT_PLACE;
        name = trimmed(reading->arena, name, strlen(name));
        if (name == NULL) return STATUS_MEMORY;
        target->place = names_find(&reading->states, name, where, key, reading->problems);
        target->valid = target->place != ANY;
        if (target->valid && target->place == reading->study->model.end_state) {
            problems_expected(reading->problems, where, key, "a state that people can live in",
                              name, NULL);
            target->valid = false;
        }
    } else {
        target->has_kind = false;
        problems_expected(reading->problems, where, key,
                          places ? "\"A -> B\", \"milestone NAME\" or \"place STATE\""
                                 : "\"A -> B\" or \"milestone NAME\"",
                          text, meant_by(reading, text));
    }
    return STATUS_OK;
}
