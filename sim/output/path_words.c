#include "output/path_words.h"

#include "output/messages.h"

#include <math.h>

static const PathStart *first_start(const Model *model, int path)
{
    for (int i = 0; i < model->n_path_starts; i++) {
        if (model->path_start[i].path == path) return &model->path_start[i];
    }
    return NULL;
}

double path_age(const Model *model, int path)
{
    const PathStart *start = first_start(model, path);
    return start != NULL ? (double)start->age : (double)NAN;
}

static const char *word_of(const Label *label, Language language, Arena *arena)
{
    const char *text = language == LANGUAGE_SV ? label->label_sv : label->label_en;
    return text_small(arena, text != NULL && text[0] ? text : label->name);
}

/* `text` and one more label, joined by the message; NULL stays NULL. */
static const char *join(const char *text, Message how, const Label *label, Language language,
                        Arena *arena)
{
    const char *word = word_of(label, language, arena);
    if (text == NULL || word == NULL) return NULL;
    return message_fill(arena, how, language, MESSAGE_ARGUMENTS(text, word));
}

static const char *add_milestones(const char *text, Message how, uint32_t bits, const Model *model,
                                  Language language, Arena *arena)
{
    for (int m = 0; m < model->n_milestones; m++) {
        if (bits >> m & 1) text = join(text, how, &model->milestone[m].label, language, arena);
    }
    return text;
}

const char *path_start(const Model *model, int path, Language language, Arena *arena)
{
    const PathStart *first = first_start(model, path);
    if (first == NULL) return "";
    const char *text = word_of(&model->state[first->state].label, language, arena);
    for (const PathStart *start = first + 1; start < model->path_start + model->n_path_starts;
         start++) {
        if (start->path != path) continue;
        text = join(text, SAY_OR, &model->state[start->state].label, language, arena);
    }
    text = add_milestones(text, SAY_START_HOLDING, first->holds, model, language, arena);
    return add_milestones(text, SAY_START_LACKING, first->lacks, model, language, arena);
}
