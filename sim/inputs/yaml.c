#include "inputs/yaml.h"

#include "base/file.h"
#include "inputs/text.h"
#include "inputs/yaml_syntax.h"
#include "inputs/yaml_tree.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

/* A map or list that is open, and in a map the key whose value comes next. */
typedef struct {
    int draft;
    const char *key; /* NULL: a key comes next */
    int key_line, key_column;
} Level;

typedef struct {
    yaml_parser_t parser;
    Arena *arena;
    Problems *problems;
    const char *path;
    YamlDraft *draft; /* in file order, parents before children; the root is the first */
    int n_drafts, capacity;
    Level level[YAML_MAX_DEPTH];
    int depth;
    int n_documents;
} Builder;

static Where builder_where(const Builder *builder, yaml_mark_t mark)
{
    return (Where){builder->path, (int)mark.line + 1, (int)mark.column + 1};
}

/* What an event says of the node it begins. */
typedef struct {
    YamlKind kind;
    const char *text;
    size_t length;
    const char *anchor; /* or the alias's, NULL when there is none */
    const char *tag;
    bool alias, flow, plain;
} Begin;

static Begin event_begin(const yaml_event_t *event)
{
    if (event->type == YAML_ALIAS_EVENT) {
        const char *anchor = (const char *)event->data.alias.anchor;
        return (Begin){.kind = YAML_SCALAR,
                       .text = anchor,
                       .length = strlen(anchor),
                       .anchor = anchor,
                       .alias = true};
    }
    if (event->type == YAML_SCALAR_EVENT) {
        return (Begin){.kind = YAML_SCALAR,
                       .text = (const char *)event->data.scalar.value,
                       .length = event->data.scalar.length,
                       .anchor = (const char *)event->data.scalar.anchor,
                       .tag = (const char *)event->data.scalar.tag,
                       .plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE};
    }
    if (event->type == YAML_SEQUENCE_START_EVENT) {
        return (Begin){.kind = YAML_LIST,
                       .anchor = (const char *)event->data.sequence_start.anchor,
                       .tag = (const char *)event->data.sequence_start.tag,
                       .flow = event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE};
    }
    return (Begin){.kind = YAML_MAP,
                   .anchor = (const char *)event->data.mapping_start.anchor,
                   .tag = (const char *)event->data.mapping_start.tag,
                   .flow = event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE};
}

/* Notes `expected X, got "<sign><name>"; hint`. */
static void note_sign(const Builder *builder, Where where, const char *expected, const char *sign,
                      const char *name, const char *hint)
{
    problems_note(builder->problems, where, NULL, "expected %s, got \"%s%.60s\"; %s", expected,
                  sign, name, hint);
}

/* Notes what YAML allows and this program does not; the reading goes on. */
static void note_forbidden(const Builder *builder, const Begin *begin, Where where)
{
    static const char standard[] = "tag:yaml.org,2002:"; /* what `!!` stands for */
    const size_t n_standard = sizeof standard - 1;
    if (begin->anchor != NULL) {
        note_sign(builder, where, "no anchors or aliases", begin->alias ? "*" : "&", begin->anchor,
                  "write the value out");
    }
    if (begin->tag != NULL) {
        const bool short_form = strncmp(begin->tag, standard, n_standard) == 0;
        note_sign(builder, where, "no tags", short_form ? "!!" : "",
                  begin->tag + (short_form ? n_standard : 0), "remove it");
    }
}

/* Escapes can write what the file itself may not hold: it would go to the user's terminal, and into tables
 * that are files, too. */
static void note_escape(Builder *builder, const Begin *begin, Where where)
{
    uint32_t code = 0;
    size_t at = 0, n = 1;
    for (; at < begin->length && n > 0; at += n)
        n = text_character(begin->text + at, begin->length - at, &code);
    if (n > 0) return;
    problems_note(
        builder->problems, where, NULL,
        "expected plain text, got an escape that stands for the character U+%04X; remove it",
        (unsigned)code);
}

/* A copy of a scalar's text. */
static Status builder_text(Builder *builder, const Begin *begin, Where where, const char **text)
{
    if (begin->length > YAML_MAX_TEXT) {
        problems_note(builder->problems, where, NULL,
                      "expected a text of at most %d bytes, got %zu", YAML_MAX_TEXT, begin->length);
        return STATUS_INPUT;
    }
    if (memchr(begin->text, '\0', begin->length) != NULL) {
        problems_note(builder->problems, where, NULL, "expected text, got a NUL character");
        return STATUS_INPUT;
    }
    note_escape(builder, begin, where);
    *text = begin->length == 0 ? "" : arena_text(builder->arena, begin->text, begin->length);
    return *text == NULL ? STATUS_MEMORY : STATUS_OK;
}

static Status builder_key(Builder *builder, Level *level, const Begin *begin, Where where)
{
    if (begin->kind != YAML_SCALAR) {
        problems_note(builder->problems, where, NULL, "expected a key, got a %s",
                      begin->kind == YAML_MAP ? "map" : "list");
        return STATUS_INPUT;
    }
    if (begin->length == 2 && memcmp(begin->text, "<<", 2) == 0) {
        problems_note(builder->problems, where, NULL,
                      "expected no merge keys, got \"<<\"; write the keys out");
    }
    level->key_line = where.line;
    level->key_column = where.column;
    return builder_text(builder, begin, where, &level->key);
}

static Status builder_grow(Builder *builder, Where where)
{
    if (builder->n_drafts == YAML_MAX_NODES) {
        problems_note(builder->problems, where, NULL, "expected at most %d values, got more",
                      YAML_MAX_NODES);
        return STATUS_INPUT;
    }
    if (builder->n_drafts == builder->capacity) {
        const int capacity = builder->capacity == 0 ? 256 : 2 * builder->capacity;
        YamlDraft *draft = realloc(builder->draft, (size_t)capacity * sizeof *draft);
        if (draft == NULL) {
            return STATUS_MEMORY;
        }
        builder->draft = draft;
        builder->capacity = capacity;
    }
    return STATUS_OK;
}

static void builder_link(Builder *builder, int parent, int child)
{
    YamlDraft *above = &builder->draft[parent];
    if (above->first == YAML_NO_DRAFT) {
        above->first = child;
    } else {
        builder->draft[above->last].next = child;
    }
    above->last = child;
    above->node.n++;
}

/* Adds a value: the root, an item of a list or the value of the pending key. */
static Status builder_value(Builder *builder, const Begin *begin, Where where)
{
    Status status = STATUS_OK;
    Level *level = builder->depth == 0 ? NULL : &builder->level[builder->depth - 1];
    const char *text = "";
    TRY(builder_grow(builder, where));
    if (begin->kind == YAML_SCALAR) {
        TRY(builder_text(builder, begin, where, &text));
    }
    const int at = builder->n_drafts++;
    YamlDraft *draft = &builder->draft[at];
    *draft = (YamlDraft){.flow = begin->flow,
                         .plain = begin->plain,
                         .above = level == NULL ? YAML_NO_DRAFT : level->draft,
                         .first = YAML_NO_DRAFT,
                         .last = YAML_NO_DRAFT,
                         .next = YAML_NO_DRAFT};
    draft->node = (YamlNode){.kind = begin->kind,
                             .line = where.line,
                             .column = where.column,
                             .text = text,
                             .key_line = where.line,
                             .key_column = where.column};
    if (level != NULL && level->key != NULL) {
        draft->node.key = level->key;
        draft->node.key_line = level->key_line;
        draft->node.key_column = level->key_column;
        level->key = NULL;
    }
    if (level != NULL) {
        builder_link(builder, level->draft, at);
    }
out:
    return status;
}

static Status builder_open(Builder *builder, Where where)
{
    if (builder->depth == YAML_MAX_DEPTH) {
        problems_note(builder->problems, where, NULL, "expected at most %d levels, got more",
                      YAML_MAX_DEPTH);
        return STATUS_INPUT;
    }
    builder->level[builder->depth++] = (Level){.draft = builder->n_drafts - 1};
    return STATUS_OK;
}

static Status builder_node(Builder *builder, const yaml_event_t *event)
{
    Status status = STATUS_OK;
    const Begin begin = event_begin(event);
    const Where where = builder_where(builder, event->start_mark);
    Level *level = builder->depth == 0 ? NULL : &builder->level[builder->depth - 1];
    note_forbidden(builder, &begin, where);
    if (level != NULL && builder->draft[level->draft].node.kind == YAML_MAP && level->key == NULL) {
        TRY(builder_key(builder, level, &begin, where));
        goto out;
    }
    TRY(builder_value(builder, &begin, where));
    if (begin.kind != YAML_SCALAR) {
        TRY(builder_open(builder, where));
    }
out:
    return status;
}

static Status builder_document(Builder *builder, const yaml_event_t *event)
{
    const Where where = builder_where(builder, event->start_mark);
    if (builder->n_documents++ > 0) {
        problems_note(builder->problems, where, NULL, "expected one document, got a second; %s",
                      "use a file for each");
        return STATUS_INPUT;
    }
    if (event->data.document_start.version_directive != NULL ||
        event->data.document_start.tag_directives.start !=
            event->data.document_start.tag_directives.end) {
        problems_note(builder->problems, where, NULL,
                      "expected no directives, got a line that begins with '%%'; remove it");
    }
    return STATUS_OK;
}

static Status builder_event(Builder *builder, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT: return builder_document(builder, event);
    case YAML_ALIAS_EVENT:
    case YAML_SCALAR_EVENT:
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT: return builder_node(builder, event);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: builder->depth--; return STATUS_OK;
    default: return STATUS_OK;
    }
}

/* Reads all events of text[length] into drafts. */
static Status builder_read(Builder *builder, const char *text, size_t length)
{
    Status status = STATUS_OK;
    if (yaml_parser_initialize(&builder->parser) == 0) {
        return STATUS_MEMORY;
    }
    yaml_parser_set_encoding(&builder->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&builder->parser, (const unsigned char *)text, length);
    for (bool more = true; more && status == STATUS_OK;) {
        yaml_event_t event;
        if (yaml_parser_parse(&builder->parser, &event) == 0) {
            status = yaml_syntax_note(&builder->parser, builder->path, text, length,
                                      builder->problems);
            break;
        }
        more = event.type != YAML_STREAM_END_EVENT;
        status = builder_event(builder, &event);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&builder->parser);
    return status;
}

static Status builder_tree(Builder *builder, const YamlNode **root)
{
    static const char *const kinds[] = {"a text", "a list", "a map"};
    Status status = STATUS_OK;
    if (builder->n_drafts == 0) {
        problems_note(builder->problems, (Where){builder->path, 1, 1}, NULL,
                      "expected a map of keys, got an empty file");
        status = STATUS_INPUT;
        goto out;
    }
    const YamlNode *top = &builder->draft[0].node;
    if (top->kind != YAML_MAP) {
        problems_note(builder->problems, (Where){builder->path, top->line, top->column}, NULL,
                      "expected a map of keys, got %s", kinds[top->kind]);
        status = STATUS_INPUT;
        goto out;
    }
    TRY(yaml_tree_build(builder->path, builder->draft, builder->n_drafts, builder->arena,
                        builder->problems, root));
out:
    return status;
}

Status yaml_parse(const char *path, const char *text, size_t length, Arena *arena,
                  Problems *problems, YamlFile *file)
{
    Status status = STATUS_OK;
    const size_t n_problems = problems->n;
    Builder builder = {.arena = arena, .problems = problems, .path = path};
    *file = (YamlFile){.path = path, .checksum = file_checksum(text, length)};
    if (length > YAML_MAX_BYTES) {
        problems_note(problems, (Where){path, 0, 0}, NULL, "expected at most %d bytes, got %zu",
                      YAML_MAX_BYTES, length);
        status = STATUS_INPUT;
        goto out;
    }
    const size_t bom = text_bom(text, length);
    TRY(text_check(path, text + bom, length - bom, problems));
    TRY(builder_read(&builder, text + bom, length - bom));
    TRY(builder_tree(&builder, &file->root));
    TRY(problems_status(problems, n_problems));
out:
    free(builder.draft);
    return status;
}

Status yaml_read(const char *path, Arena *arena, Problems *problems, YamlFile *file)
{
    Status status = STATUS_OK;
    const char *text = NULL;
    size_t length = 0;
    *file = (YamlFile){.path = path};
    TRY(file_read(path, YAML_MAX_BYTES, arena, problems, &text, &length));
    TRY(yaml_parse(path, text, length, arena, problems, file));
out:
    return status;
}

const YamlNode *yaml_find(const YamlNode *map, const char *key)
{
    for (int i = 0; map != NULL && map->kind == YAML_MAP && i < map->n; i++) {
        if (strcmp(map->child[i].key, key) == 0) {
            return &map->child[i];
        }
    }
    return NULL;
}
