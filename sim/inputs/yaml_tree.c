#include "inputs/yaml_tree.h"

#include "base/number.h"
#include "inputs/text.h"

#include <stdlib.h>
#include <string.h>

/* At most this many pieces are put together again: a distribution has fewer arguments. */
enum { MENDED_PIECES = 8 };

typedef struct {
    const char *path;
    YamlDraft *draft;
    Arena *arena;
    Problems *problems;
} Tree;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int open_brackets(const char *text)
{
    int n = 0;
    for (; *text != '\0'; text++) {
        n += (*text == '(' ? 1 : 0) - (*text == ')' ? 1 : 0);
    }
    return n;
}

/* The text of a value split off its elder sibling by a comma: an item of a list, or in a map a key
 * without a value. NULL when it cannot be one. */
static const char *split_off(const YamlDraft *draft, YamlKind parent)
{
    const bool bare = draft->node.kind == YAML_SCALAR && draft->plain;
    if (!bare || (parent == YAML_MAP && draft->node.text[0] != '\0')) {
        return NULL;
    }
    return parent == YAML_MAP ? draft->node.key : draft->node.text;
}

/* "effects[0].odds_ratio", as keys_check calls it; NULL when memory runs out. */
static const char *place_of(const Tree *tree, const YamlDraft *draft)
{
    const char *place = "";
    for (; draft->above != YAML_NO_DRAFT; draft = &tree->draft[draft->above]) {
        const char *between = place[0] == '\0' || place[0] == '[' ? "" : ".";
        int n_before = 0;
        for (int i = tree->draft[draft->above].first; &tree->draft[i] != draft;
             i = tree->draft[i].next)
            n_before++;
        place = draft->node.key != NULL
                    ? arena_format(tree->arena, "%s%s%s", draft->node.key, between, place)
                    : arena_format(tree->arena, "[%d]%s%s", n_before, between, place);
        if (place == NULL) return NULL;
    }
    return place;
}

/* Notes at a value what a comma has split of it. */
static Status refuse(const Tree *tree, const YamlDraft *draft, const char *expected,
                     const char *whole, const char *hint)
{
    const Where where = {tree->path, draft->node.line, draft->node.column};
    const char *place = place_of(tree, draft);
    if (place == NULL) return STATUS_MEMORY;
    text_expected(tree->problems, where, place, expected, whole, strlen(whole), hint);
    return STATUS_OK;
}

/* How many siblings after `draft` close the brackets it leaves open; 0 when they do not. */
static int count_pieces(const Tree *tree, const YamlDraft *draft, YamlKind parent)
{
    int n_open = open_brackets(draft->node.text);
    int n_pieces = 0;
    for (int i = draft->next; n_open > 0 && i != YAML_NO_DRAFT; i = tree->draft[i].next) {
        const char *piece = split_off(&tree->draft[i], parent);
        if (piece == NULL || n_pieces == MENDED_PIECES) {
            break;
        }
        n_open += open_brackets(piece);
        n_pieces++;
    }
    return n_open == 0 ? n_pieces : 0;
}

/* Is the piece what follows a decimal comma: a digit right behind the comma that stands right behind a
 * digit? */
static bool is_decimal(const YamlDraft *before, const char *text_before, const YamlDraft *piece,
                       const char *text)
{
    const size_t n = strlen(text_before);
    const int column = before->node.key_column, at = piece->node.key_column;
    const int begins = before->node.text == text_before ? before->node.column : column;
    return n > 0 && is_digit(text_before[n - 1]) && is_digit(text[0]) &&
           piece->node.key_line == before->node.line && at == begins + (int)n + 1;
}

/* Can what the comma parts be thousands: one to three digits, no 0, before it and three behind it? */
static bool may_be_thousands(const char *before, const char *behind)
{
    size_t end = strlen(before), n = 0;
    while (n < end && is_digit(before[end - 1 - n])) n++;
    return n <= 3 && before[end - n] != '0' && strspn(behind, "0123456789") == 3;
}

/* A value put together again from the pieces that commas have made of it. */
typedef struct {
    const char *whole;  /* as it is written */
    const char *mended; /* with points for decimal commas, and no other comma */
    bool thousands;     /* may the last comma part them? */
    bool any_decimal, any_parting, any_thousands;
} Mended;

static bool has_parting(const char *text)
{
    return strpbrk(text, " ;") != NULL;
}

/* Adds a piece behind `before`, whose own text is `text`. */
static Status add_piece(const Tree *tree, Mended *value, const YamlDraft *before, const char *text,
                        const YamlDraft *piece, const char *own)
{
    const bool decimal = is_decimal(before, text, piece, own);
    const bool goes_on = value->thousands && strspn(text, "0123456789") == strlen(text);
    const bool thousands = decimal && may_be_thousands(goes_on ? "1" : text, own);
    value->thousands = thousands;
    value->any_decimal |= decimal;
    value->any_parting |= !decimal || has_parting(own);
    value->any_thousands |= thousands;
    value->whole = arena_format(tree->arena, "%s%s%s", value->whole, decimal ? "," : ", ", own);
    value->mended = arena_format(tree->arena, "%s%s%s", value->mended,
                                 thousands ? ""
                                 : decimal ? "."
                                           : " ",
                                 own);
    return value->whole != NULL && value->mended != NULL ? STATUS_OK : STATUS_MEMORY;
}

/* With a point `0,75 mkr` is no number yet: what it should be at last, so that it is told once. */
static Status mend_unit(const Tree *tree, Mended *value)
{
    static const char write[] = "write ";
    char hint_text[64];
    const char *hint = NULL;
    double number;
    if (number_read(value->mended, strlen(value->mended), &number, hint_text, &hint))
        return STATUS_OK;
    if (hint == NULL || strncmp(hint, write, strlen(write)) != 0) return STATUS_OK;
    hint += strlen(write);
    if (!number_read(hint, strlen(hint), &number, (char[64]){0}, &(const char *){NULL}))
        return STATUS_OK;
    value->mended = arena_text(tree->arena, hint, strlen(hint));
    return value->mended != NULL ? STATUS_OK : STATUS_MEMORY;
}

/* Notes the decimal commas once; may they part thousands, the user is told of both. */
static Status refuse_decimals(const Tree *tree, const YamlDraft *draft, const Mended *value)
{
    const char *hint = value->any_thousands ? "write 3.5, and nothing between thousands"
                                            : arena_format(tree->arena, "write %s", value->mended);
    if (hint == NULL) return STATUS_MEMORY;
    return refuse(tree, draft, "a decimal point", value->whole, hint);
}

/* Takes the pieces up to `next` off the map or list. */
static void settle(YamlDraft *parent, YamlDraft *draft, const char *text, int n_pieces, int next)
{
    draft->node.text = text;
    draft->next = next;
    parent->node.n -= n_pieces;
}

/* `{a: 0,85 (0,7..0,95)}` is legal YAML for the keys `a`, `85 (0`, `7..0` and `95)`. Puts the number
 * together with points, or with nothing where it may be thousands. */
static Status mend_decimals(const Tree *tree, YamlDraft *parent, YamlDraft *draft)
{
    Status status = STATUS_OK;
    const char *text = draft->node.text;
    Mended value = {.whole = text, .mended = text};
    const YamlDraft *before = draft;
    int n_pieces = 0, next = draft->next;
    if (parent->node.kind != YAML_MAP || is_letter(text[0])) return STATUS_OK;
    for (; next != YAML_NO_DRAFT; next = tree->draft[next].next) {
        const YamlDraft *piece = &tree->draft[next];
        const char *own = split_off(piece, YAML_MAP);
        if (own == NULL || !is_decimal(before, text, piece, own)) break;
        TRY(add_piece(tree, &value, before, text, piece, own));
        before = piece;
        text = own;
        n_pieces++;
    }
    if (n_pieces == 0) goto out;
    TRY(mend_unit(tree, &value));
    TRY(refuse_decimals(tree, draft, &value));
    settle(parent, draft, value.mended, n_pieces, next);
out:
    return status;
}

/* `{y: normal(2, 3)}` is legal YAML for a key `y` and a key `3)`. Notes the comma, and puts the
 * pieces together again so that nothing more is said of them. In `beta(0,5 3)`, where something else
 * parts the numbers, the comma is a decimal one. */
static Status mend_value(const Tree *tree, YamlDraft *parent, YamlDraft *draft)
{
    Status status = STATUS_OK;
    const YamlKind kind = parent->node.kind;
    const int n_pieces = count_pieces(tree, draft, kind);
    const char *text = draft->node.text;
    Mended value = {.whole = text, .mended = text, .any_parting = has_parting(text)};
    const YamlDraft *before = draft;
    int next = draft->next;
    for (int i = 0; i < n_pieces; i++) {
        const YamlDraft *piece = &tree->draft[next];
        const char *own = split_off(piece, kind);
        TRY(add_piece(tree, &value, before, text, piece, own));
        before = piece;
        text = own;
        next = piece->next;
    }
    if (n_pieces == 0) goto out;
    if (value.any_decimal && value.any_parting) {
        TRY(mend_unit(tree, &value));
        TRY(refuse_decimals(tree, draft, &value));
        settle(parent, draft, value.mended, n_pieces, next);
    } else {
        TRY(refuse(tree, draft, "a value without commas", value.whole,
                   "inside {} and [] a comma ends a value: use blanks, or quotes around it"));
        settle(parent, draft, value.whole, n_pieces, next);
    }
out:
    return status;
}

static Status mend_values(const Tree *tree, YamlDraft *parent)
{
    Status status = STATUS_OK;
    for (int i = parent->first; parent->flow && i != YAML_NO_DRAFT; i = tree->draft[i].next) {
        YamlDraft *draft = &tree->draft[i];
        if (draft->node.kind == YAML_SCALAR && draft->plain) {
            TRY(mend_decimals(tree, parent, draft));
            TRY(mend_value(tree, parent, draft));
        }
    }
out:
    return status;
}

static int by_key(const void *a, const void *b)
{
    const YamlNode *left = *(const YamlNode *const *)a;
    const YamlNode *right = *(const YamlNode *const *)b;
    const int order = strcmp(left->key, right->key);
    if (order != 0) {
        return order;
    }
    return left < right ? -1 : left > right; /* siblings stand in one array, in file order */
}

static Status note_duplicates(const Tree *tree, const YamlNode *map)
{
    Status status = STATUS_OK;
    const YamlNode **sorted = NULL;
    ARENA_TRY(tree->arena, sorted, map->n);
    for (int i = 0; i < map->n; i++) {
        sorted[i] = &map->child[i];
    }
    qsort(sorted, (size_t)map->n, sizeof *sorted, by_key);
    for (int i = 1; i < map->n; i++) {
        if (strcmp(sorted[i - 1]->key, sorted[i]->key) == 0) {
            const Where where = {tree->path, sorted[i]->key_line, sorted[i]->key_column};
            text_expected(tree->problems, where, NULL, "each key once", sorted[i]->key,
                          strlen(sorted[i]->key), NULL);
        }
    }
out:
    return status;
}

/* Puts a draft's node into its place and gives its children theirs. */
static Status place_node(const Tree *tree, YamlDraft *draft)
{
    Status status = STATUS_OK;
    YamlNode *child = NULL;
    TRY(mend_values(tree, draft));
    if (draft->node.n > 0) {
        ARENA_TRY(tree->arena, child, draft->node.n);
    }
    draft->node.child = child;
    *draft->place = draft->node;
    for (int i = draft->first; i != YAML_NO_DRAFT; i = tree->draft[i].next) {
        tree->draft[i].place = child++;
    }
out:
    return status;
}

Status yaml_tree_build(const char *path, YamlDraft *draft, int n, Arena *arena, Problems *problems,
                       const YamlNode **root)
{
    Status status = STATUS_OK;
    const Tree tree = {path, draft, arena, problems};
    YamlNode *top = NULL;
    ARENA_TRY(arena, top, 1);
    draft[0].place = top;
    for (int i = 0; i < n; i++) {
        if (draft[i].place != NULL) {
            TRY(place_node(&tree, &draft[i]));
        }
    }
    for (int i = 0; i < n; i++) {
        const YamlNode *node = draft[i].place;
        if (node != NULL && node->kind == YAML_MAP && node->n > 1) {
            TRY(note_duplicates(&tree, node));
        }
    }
    *root = top;
out:
    return status;
}
