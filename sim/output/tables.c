#include "output/tables.h"

#include "output/manifest.h"
#include "output/net_tables.h"
#include "output/table_parts.h"

/* A table of the result: a new one is a row of `tables` at the end and the function it names. */
typedef struct {
    const char *file;
    const char *header; /* the fixed columns */
    TableRows *columns; /* more of the header, or NULL */
    TableRows *rows;
} Table;

const char *table_arm(int arm)
{
    static const char *const name[] = {
        [ARM_BASELINE] = "baseline", [ARM_INTERVENTION] = "intervention", [N_ARMS] = "twins"};
    return name[arm];
}

void put_account(const Findings *findings, int account, RowWriter *out)
{
    row_text(out, account == ANY ? NULL : findings->account[account].label.name);
}

static const Table tables[] = {
    {"headline.csv", "name,unit,value", NULL, write_headline},
    {"summary.csv",
     "measure,payer,basis,unit,mean,mcse,sd,sd_knowledge,sd_luck,p05,p25,p50,p75,p95", NULL,
     write_summary},
    {"payback.csv",
     "year,payer,basis,uncertainty,mean,mcse,p05,p25,p50,p75,p95,share_nonnegative,share_reached,"
     "sd,unit",
     NULL, write_payback},
    {"payback_time.csv",
     "payer,basis,uncertainty,p05,p25,p50,p75,p95,share_never,share_relapse,gains_without_paying,"
     "unit",
     NULL, write_payback_time},
    {"boards.csv",
     "year,payer,programme_cost,saving_released,saving_full,net,cumulative_net,share_nonnegative,"
     "share_nonnegative_knowledge,p05,p50,p95,unit",
     NULL, write_boards},
    {"ledger.csv", "year,arm,payer,item,mean,released,unit", NULL, write_ledger},
    {"spending.csv",
     "year,spending,payer,saved,spent,not_counted,share_of_worlds_beyond,unit,label_sv,label_en",
     NULL, write_spending},
    {"occupancy.csv", "age,arm,state,share,begun,held", NULL, write_occupancy},
    {"career.csv", "age,path,payer,mean,p25,p75,cumulative,unit", NULL, write_career},
    {"people.csv", "outcome,arm,of,unit,mean,p05,p50,p95,label_sv,label_en", NULL, write_people},
    {"outcomes.csv",
     "outcome,arm,years,basis,unit,mean,mcse,p05,p50,p95,kronor_per_unit_municipality,"
     "kronor_per_unit_society",
     NULL, write_outcomes},
    {"provenance.csv", "kind,by,group,share", NULL, write_provenance},
    {"claims.csv",
     "item,payer,year,state,claimed_cases,unit_cost_kronor,claimed_kronor,simulated_persons,"
     "simulated_persons_p05,simulated_persons_p95",
     NULL, write_claims},
    {"documented.csv",
     "what,measure,payer,arm,years,unit,documented,low,high,used,mean,p05,p50,p95,width,percentile,"
     "chance,no_effect_mean,no_effect_p05,no_effect_p50,no_effect_p95,no_effect_width,"
     "no_effect_percentile,no_effect_chance,source,grade",
     NULL, write_documented},
    {"accounts.csv", "payer,label_sv,label_en,level,perspective,board,has_cost", NULL,
     write_accounts},
    {"states.csv", "state,label_sv,label_en,rank,exclusion", NULL, write_states},
    {"paths.csv", "path,label_sv,label_en,age,start_sv,start_en", NULL, write_paths},
    {"parameters.csv", "parameter,unit,estimate,distribution,source,grade,note", NULL,
     write_parameters},
    {"worlds.csv", "world", write_parameter_names, write_worlds}, /* last: it is optional */
};
enum { N_TABLES = sizeof tables / sizeof tables[0] };

static Status write_table(const Table *table, const Findings *findings, const FileFolder *folder,
                          Problems *problems)
{
    Status status = STATUS_OK;
    RowWriter out;
    TRY(rows_open(folder, table->file, table->header, problems, &out));
    if (table->columns != NULL) table->columns(findings, &out);
    row_end(&out);
    table->rows(findings, &out);
    TRY(file_close(&out.file, table->file, problems));
out:
    return status;
}

/* Each file by one thread, what is wrong with it in a list of its own. */
typedef struct {
    const Findings *findings;
    const FileFolder *folder;
    int n_tables, n; /* the first n_tables are `tables`, then those of findings->net */
    const char **name;
    Problems *problems; /* [n] */
} Writing;

static Status write_one(void *context, void *scratch, int i)
{
    const Writing *writing = context;
    int net = i - writing->n_tables;
    (void)scratch;
    if (net < 0)
        return write_table(&tables[i], writing->findings, writing->folder, &writing->problems[i]);
    return net_table_write(writing->findings, writing->folder, writing->name[i], net,
                           &writing->problems[i]);
}

static Status name_files(const Findings *findings, bool worlds, Arena *arena, Writing *writing)
{
    Status status = STATUS_OK;
    const char **net;
    int n_net;
    TRY(net_tables_name(findings, arena, &net, &n_net));
    writing->n_tables = worlds ? N_TABLES : N_TABLES - 1;
    writing->n = writing->n_tables + n_net;
    ARENA_TRY(arena, writing->name, writing->n);
    ARENA_TRY(arena, writing->problems, writing->n);
    for (int i = 0; i < writing->n; i++)
        writing->name[i] = i < writing->n_tables ? tables[i].file : net[i - writing->n_tables];
out:
    return status;
}

/* As if one were written after the other, and none after the first that cannot be. */
static Status write_files(Writing *writing, Parallel *within, Problems *problems)
{
    int n_threads = writing->findings->memory.n_threads, n_told = 0;
    ParallelJob job = {.n_threads = n_threads > 0 ? n_threads : 1,
                       .n_blocks = writing->n,
                       .context = writing,
                       .work = write_one,
                       .within = within,
                       .takes = MEMORY_THREAD};
    Status status = parallel_run(&job);
    for (int i = 0; i < writing->n; i++) {
        if (writing->problems[i].n > 0 && n_told++ == 0)
            problems_move(&writing->problems[i], problems);
        problems_free(&writing->problems[i]);
    }
    return status;
}

Status tables_write(const Findings *findings, const FileFolder *folder, bool worlds,
                    Parallel *within, Problems *problems)
{
    Status status = STATUS_OK;
    Arena arena = {0};
    Writing writing = {.findings = findings, .folder = folder};
    TRY(name_files(findings, worlds, &arena, &writing));
    TRY(write_files(&writing, within, problems));
    TRY(manifest_write(findings->study, folder, writing.name, writing.n, problems));
out:
    arena_free(&arena);
    return status;
}
