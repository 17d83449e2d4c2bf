#include "output/net_tables.h"

#include "base/number.h"
#include "output/manifest.h"
#include "output/rows.h"
#include "output/savings_table.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

static const char avoided_file[] = "avoided.csv";

/* ---- out ---- */

/* A row is a world (replicate empty: what is expected in it) or a replicate of it. */
static void begin_row(RowWriter *out, const NetSeries *net, int uncertainty, int i)
{
    int per_world = net->n_replicates / net->n_worlds;
    if (uncertainty == UNCERTAINTY_KNOWLEDGE) {
        row_count(out, i);
        row_text(out, NULL);
    } else {
        row_count(out, i / per_world);
        row_count(out, i % per_world);
    }
}

static int size_of(const NetSeries *net, int uncertainty)
{
    return uncertainty == UNCERTAINTY_KNOWLEDGE ? net->n_worlds : net->n_replicates;
}

static void write_account(const NetSeries *net, const NetAccount *account, RowWriter *out)
{
    fputs("world,replicate", out->file);
    for (int y = 0; y < net->n_years; y++) fprintf(out->file, ",net_%d", net->year[y]);
    for (int y = 0; y < net->n_years; y++) fprintf(out->file, ",cost_%d", net->year[y]);
    row_end(out);
    for (int u = 0; u < N_UNCERTAINTIES; u++) {
        int n = size_of(net, u);
        for (int i = 0; i < n; i++) {
            begin_row(out, net, u, i);
            for (int y = 0; y < net->n_years; y++) row_number(out, account->net[u][y * n + i]);
            for (int y = 0; y < net->n_years; y++)
                row_number(out, u == UNCERTAINTY_KNOWLEDGE ? account->cost[y * n + i] : NAN);
            row_end(out);
        }
    }
}

static void write_avoided(const NetSeries *net, RowWriter *out)
{
    fputs("world,replicate,avoided_exclusion_years,programme_cost", out->file);
    row_end(out);
    for (int u = 0; u < N_UNCERTAINTIES; u++) {
        for (int i = 0; i < size_of(net, u); i++) {
            begin_row(out, net, u, i);
            row_number(out, net->avoided[u][i]);
            row_number(out, u == UNCERTAINTY_KNOWLEDGE ? net->programme_cost[i] : NAN);
            row_end(out);
        }
    }
}

/* Avoided years first, then accounts, then savings. */
Status net_tables_name(const Findings *findings, Arena *arena, const char ***name, int *n)
{
    Status status = STATUS_OK;
    const NetSeries *net = &findings->net;
    const char **file;
    *n = 0;
    if (net->n_accounts == 0) return STATUS_OK;
    ARENA_TRY(arena, file, net->n_accounts + 2);
    *name = file;
    file[(*n)++] = avoided_file;
    for (int i = 0; i < net->n_accounts; i++) {
        const Account *account = &findings->account[net->account[i].account];
        file[*n] = arena_format(arena, "net_%s.csv", account->label.name);
        if (file[(*n)++] == NULL) return STATUS_MEMORY;
    }
    if (findings->study->model.n_spendings > 0) file[(*n)++] = savings_file;
out:
    return status;
}

Status net_table_write(const Findings *findings, const FileFolder *folder, const char *name, int i,
                       Problems *problems)
{
    Status status = STATUS_OK;
    const NetSeries *net = &findings->net;
    RowWriter out = {0};
    if (i > net->n_accounts) return savings_table_write(findings, folder, problems);
    TRY(file_create(folder, name, problems, &out.file));
    if (i == 0)
        write_avoided(net, &out);
    else
        write_account(net, &net->account[i - 1], &out);
    TRY(file_close(&out.file, name, problems));
out:
    if (out.file != NULL) fclose(out.file);
    return status;
}

/* ---- in ---- */

/* The file as it was written: no quotes, every row a line. It may be larger than tables of a model. */
typedef struct {
    const char *at; /* what is left to read */
} Lines;

/* The next field of the line, its comma or line end left behind; NULL at the end of the text. */
static const char *take_field(Lines *lines, size_t *length, bool *last)
{
    const char *field = lines->at;
    if (*field == '\0') return NULL;
    *length = strcspn(field, ",\n");
    *last = field[*length] != ',';
    lines->at = field + *length + (field[*length] != '\0');
    return field;
}

/* The places of two columns in the header; false when one is missing. */
static bool find_columns(Lines *lines, const char *const name[2], int place[2])
{
    bool last = false;
    place[0] = place[1] = ANY;
    for (int c = 0; !last; c++) {
        size_t length;
        const char *field = take_field(lines, &length, &last);
        if (field == NULL) return false;
        for (int i = 0; i < 2; i++)
            if (strlen(name[i]) == length && strncmp(name[i], field, length) == 0) place[i] = c;
    }
    return place[0] != ANY && place[1] != ANY;
}

/* Takes n rows of the columns whose value[] is not NULL; false when there are fewer, or a field is no
 * number. */
static bool take_rows(Lines *lines, const int place[2], int n, double *const value[2])
{
    char hint_text[64];
    const char *hint;
    for (int row = 0; row < n; row++) {
        bool last = false;
        int taken = 0;
        for (int c = 0; !last; c++) {
            size_t length;
            const char *field = take_field(lines, &length, &last);
            if (field == NULL) return false;
            for (int i = 0; i < 2; i++) {
                if (c != place[i] || value[i] == NULL) continue;
                if (!number_read(field, length, &value[i][row], hint_text, &hint)) return false;
                taken++;
            }
        }
        if (taken != (value[0] != NULL) + (value[1] != NULL)) return false;
    }
    return true;
}

/* Takes two columns of a file: one of worlds and replicates, one of worlds only. */
static Status read_pair(const char *folder, const char *name, const char *const column[2],
                        int n_worlds, int n_replicates, Arena *arena, Problems *problems,
                        double *both[N_UNCERTAINTIES], double **known, bool *found)
{
    Status status = STATUS_OK;
    Arena scratch = {0};
    Lines lines;
    size_t length;
    int place[2];
    const char *path = arena_format(&scratch, "%s/%s", folder, name);
    if (path == NULL) return STATUS_MEMORY;
    *found = false;
    if (access(path, F_OK) != 0) goto out;
    TRY(file_read(path, manifest_table_limit, &scratch, problems, &lines.at, &length));
    ARENA_TRY(arena, both[UNCERTAINTY_KNOWLEDGE], n_worlds);
    ARENA_TRY(arena, both[UNCERTAINTY_LUCK], n_replicates);
    ARENA_TRY(arena, *known, n_worlds);
    double *const in_worlds[2] = {both[UNCERTAINTY_KNOWLEDGE], *known};
    double *const in_replicates[2] = {both[UNCERTAINTY_LUCK], NULL};
    *found = find_columns(&lines, column, place) && take_rows(&lines, place, n_worlds, in_worlds) &&
             take_rows(&lines, place, n_replicates, in_replicates) && *lines.at == '\0';
out:
    arena_free(&scratch);
    return status;
}

Status net_table_read(const char *folder, const char *account, int years, int n_worlds,
                      int n_replicates, Arena *arena, Problems *problems, NetTable *table,
                      bool *found)
{
    Status status = STATUS_OK;
    static const char *const avoided[2] = {"avoided_exclusion_years", "programme_cost"};
    const char *name = arena_format(arena, "net_%s.csv", account);
    const char *const money[2] = {arena_format(arena, "net_%d", years),
                                  arena_format(arena, "cost_%d", years)};
    if (name == NULL || money[0] == NULL || money[1] == NULL) return STATUS_MEMORY;
    TRY(read_pair(folder, name, money, n_worlds, n_replicates, arena, problems, table->net,
                  &table->cost, found));
    if (*found)
        TRY(read_pair(folder, avoided_file, avoided, n_worlds, n_replicates, arena, problems,
                      table->avoided, &table->programme_cost, found));
out:
    return status;
}
