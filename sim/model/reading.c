#include "model/reading.h"

#include "model/grades.h"
#include "model/label.h"

#include <assert.h>
#include <math.h>
#include <string.h>

Status reading_go_on(Reading *reading, Status status)
{
    if (status == STATUS_FILE) reading->file_failed = true;
    return status == STATUS_INPUT || status == STATUS_FILE ? STATUS_OK : status;
}

Status reading_add_file(Reading *reading, const char *path, uint64_t checksum)
{
    Status status = STATUS_OK;
    if (reading->input_file == NULL)
        ARENA_TRY(reading->arena, reading->input_file, MAX_INPUT_FILES);
    assert(reading->n_input_files < MAX_INPUT_FILES);
    reading->input_file[reading->n_input_files++] = (InputFile){path, checksum};
out:
    return status;
}

/* A file that cannot be read is told where it is named, by its name without the folder. */
static Status read_named(Reading *reading, const char *path, const NamedAt *named, YamlFile *yaml)
{
    Problems own = {0};
    Status status = yaml_read(path, reading->arena, &own, yaml);
    if (status == STATUS_FILE && named->where.file != NULL && own.n_kept > 0) {
        const char *slash = strrchr(path, '/');
        problems_note(reading->problems, named->where, named->key, "%s",
                      own.list[0].text + (slash != NULL ? slash + 1 - path : 0));
    } else {
        problems_move(&own, reading->problems);
    }
    problems_free(&own);
    return status;
}

Status reading_open(Reading *reading, const char *path, FileKind kind, const KeyTable *table,
                    const NamedAt *named, YamlFile *yaml)
{
    Status status = STATUS_OK;
    bool is_named = named->where.file != NULL;
    Where where = is_named ? named->where : (Where){.file = path};
    TRY(reading_go_on(reading, read_named(reading, path, named, yaml)));
    if (yaml->root == NULL) goto out;
    if (file_kind_is(yaml->root, path, kind, where, is_named ? named->key : NULL,
                     reading->problems))
        status = reading_go_on(
            reading, keys_check(table, yaml->root, path, "", reading->arena, reading->problems));
    else
        yaml->root = NULL;
out:
    return status;
}

Status names_begin(Names *names, Arena *arena, int n, const char *what)
{
    Status status = STATUS_OK;
    *names = (Names){.known = true, .what = what};
    ARENA_TRY(arena, names->name, n);
out:
    return status;
}

Status names_label(Names *names, Arena *arena, const void *array, size_t size, int n)
{
    Status status = STATUS_OK;
    const char *at = array;
    ARENA_TRY(arena, names->label, n);
    for (int i = 0; i < n; i++, at += size)
        names->label[i] = (const Label *)(const void *)at; /* it stands first, see model/label.c */
    names->n_labels = n;
out:
    return status;
}

int names_index(const Names *names, const char *name)
{
    for (int i = 0; i < names->n; i++)
        if (strcmp(names->name[i], name) == 0) return i;
    return ANY;
}

int names_find(const Names *names, const char *name, Where where, const char *key,
               Problems *problems)
{
    int index = names_index(names, name);
    if (index != ANY || !names->known) return index;
    const char *meant = label_nearest((const Label *const *)names->label, names->n_labels, name);
    if (meant != NULL && names_index(names, meant) != ANY) {
        problems_expected(problems, where, key, names->what, name, meant);
        return ANY;
    }
    index = keys_lookup(name, names->name, names->n, names->what, where, key, problems);
    return index >= 0 ? index : ANY;
}

/* ---- rows ---- */

const char *table_row_text(const Row *row, const char *key)
{
    const char *text = keys_csv_text(row->table, row->csv, row->row, key);
    return text == NULL || *text == '\0' ? NULL : text;
}

double table_row_number(const Row *row, const char *key, double absent)
{
    return keys_csv_number(row->table, row->csv, row->row, key, absent);
}

int row_integer(const Row *row, const char *key, int absent)
{
    return keys_csv_integer(row->table, row->csv, row->row, key, absent);
}

Where row_where(const Row *row, const char *key)
{
    return keys_csv_where(row->table, row->csv, row->row, key);
}

bool row_given(const Row *row, const char *key)
{
    for (int column = 0; column < row->csv->n_columns; column++)
        if (strcmp(row->csv->header[column].text, key) == 0)
            return *row->csv->row[row->row].field[column].text != '\0';
    return false;
}

static const Key *find_key(const KeyTable *table, const char *name)
{
    for (int i = 0; i < table->n; i++)
        if (strcmp(table->key[i].name, name) == 0) return &table->key[i];
    return NULL;
}

int row_choice(const Row *row, const char *key)
{
    const char *text = table_row_text(row, key);
    const Key *found = find_key(row->table, key);
    assert(found != NULL && found->choices != NULL);
    const char *choices = found->choices;
    if (text == NULL) return ANY;
    size_t length = strlen(text);
    for (int index = 0;; index++) {
        size_t span = strcspn(choices, "|");
        if (span == length && strncmp(choices, text, length) == 0) return index;
        if (choices[span] == '\0') return ANY;
        choices += span + 1;
    }
}

int row_name(const Row *row, const char *key, const Names *names)
{
    const char *text = table_row_text(row, key);
    if (text == NULL) return ANY;
    return names_find(names, text, row_where(row, key), key, row->reading->problems);
}

int row_sex(const Row *row)
{
    return row_choice(row, "sex");
}

/* Where the row says its number comes from, unchecked. */
static Provenance provenance_of(const Row *row)
{
    const char *source = table_row_text(row, "source");
    const char *grade = find_key(row->table, "grade") != NULL ? table_row_text(row, "grade") : NULL;
    return (Provenance){.grade = grade_of(grade),
                        .source = source != NULL ? source : "",
                        .where = {row->csv->path, row->csv->row[row->row].line, 0}};
}

Provenance row_provenance(const Row *row)
{
    Provenance provenance = provenance_of(row);
    if (*provenance.source != '\0')
        (void)names_find(&row->reading->sources, provenance.source, row_where(row, "source"),
                         "source", row->reading->problems);
    if (find_key(row->table, "grade") != NULL &&
        grade_is_too_good(provenance.source, table_row_text(row, "grade")))
        problems_note(row->reading->problems, row_where(row, "grade"), "grade", GRADE_OF_OWN,
                      grade_rules[provenance.grade].name);
    return provenance;
}

Label row_label(const Row *row, const char *name_key)
{
    const char *name = table_row_text(row, name_key);
    const char *label_sv = table_row_text(row, "label_sv"),
               *label_en = table_row_text(row, "label_en");
    if (name == NULL) name = "";
    return (Label){name, label_sv != NULL ? label_sv : name, label_en != NULL ? label_en : name};
}

/* ---- products ---- */

static bool is_share(const char *unit)
{
    return strcmp(unit, "share") == 0 || strcmp(unit, "probability") == 0;
}

/* "transitions.csv:14", "costs.csv:14 cashable". */
static const char *row_place(const Row *row, const char *suffix)
{
    return arena_format(row->reading->arena, "%s.csv:%d%s%s", row->table->name,
                        row->csv->row[row->row].line, suffix != NULL ? " " : "",
                        suffix != NULL ? suffix : "");
}

static Status literal_parameter(const Row *row, const char *key, const char *unit,
                                const char *suffix, Provenance provenance, Product *product)
{
    Status status = STATUS_OK;
    Reading *reading = row->reading;
    const char *name = row_place(row, suffix);
    Factor *factor = NULL;
    if (name == NULL) return STATUS_MEMORY;
    ARENA_TRY(reading->arena, factor, 1);
    provenance.where = row_where(row, key);
    TRY(parameter_add(reading, name, unit, product->constant, distribution_fixed(product->constant),
                      provenance, true, &factor->parameter));
    *product = (Product){.constant = 1, .n = 1, .factor = factor};
out:
    return status;
}

static Status product_factors(const Row *row, const char *key, const ProductText *text,
                              Product *product)
{
    Status status = STATUS_OK;
    Reading *reading = row->reading;
    Factor *factor = NULL;
    ARENA_TRY(reading->arena, factor, text->n);
    *product = (Product){.constant = 1, .factor = factor};
    for (int i = 0; i < text->n; i++) {
        const ProductFactor *part = &text->factor[i];
        if (part->name == NULL) {
            product->constant *= part->complement ? 1 - part->number : part->number;
            continue;
        }
        int parameter = names_find(&reading->parameters, part->name, row_where(row, key), key,
                                   reading->problems);
        if (parameter == ANY) continue;
        factor[product->n++] = (Factor){parameter, part->complement};
    }
out:
    return status;
}

Status row_product(const Row *row, const char *key, const char *unit, double absent,
                   LiteralRule rule, const char *suffix, Product *product)
{
    Status status = STATUS_OK;
    Problems noted_before = {0}; /* the field's form was checked with its table */
    ProductText text;
    const char *written = table_row_text(row, key);
    *product = (Product){.constant = absent};
    if (written == NULL) goto out;
    status = product_read(written, row_where(row, key), key, row->reading->arena, &noted_before,
                          &text);
    if (status == STATUS_INPUT) {
        status = STATUS_OK;
        goto out;
    }
    if (status != STATUS_OK) goto out;
    TRY(product_factors(row, key, &text, product));
    bool literal = text.n == 1 && text.factor[0].name == NULL;
    bool certain = product->constant == 0 || (is_share(unit) && product->constant == 1);
    if (rule == LITERAL_WIDENS && literal && !certain && row_given(row, key)) {
        Provenance provenance = provenance_of(row);
        if (provenance.grade >= GRADE_D)
            TRY(literal_parameter(row, key, unit, suffix, provenance, product));
    }
out:
    problems_free(&noted_before);
    return status;
}
