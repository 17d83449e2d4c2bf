#include "cli/command.h"
#include "cli/folders.h"
#include "cli/progress.h"
#include "output/charts.h"

static Status plot(const Session *session, Problems *problems)
{
    Progress progress;
    const char *folder = session->line->argument[0];
    ChartsOptions charts = {.formats = (unsigned)number_of(session, OPTION_FORMAT, 1L << CHART_PNG),
                            .language = language_of(session),
                            .n_processes = (int)number_of(session, OPTION_THREADS, 0),
                            .stop = session->stop};
    progress_begin(session, &progress);
    progress_say(&progress, "drawing the charts");
    Status status = charts_draw(folder, folder_of_plots(), &charts, problems);
    progress_end(&progress);
    if (atomic_load(session->stop)) {
        problems_free(problems); /* what gnuplot said when Ctrl-C ended it, too, is no news */
        return problems_fail(problems, STATUS_RUN_FAILED,
                             "interrupted while the charts were drawn; those that are in %s/charts "
                             "are whole",
                             folder);
    }
    if (status == STATUS_OK && !is_given(session, OPTION_QUIET))
        printf("Charts: %s/charts\n", folder);
    return status;
}

const Command command_plot = {
    .name = "plot",
    .arguments = "DIR",
    .least = 1,
    .most = 1,
    .argument = "one result folder",
    .summary = "Draw the charts of a result again, in other formats and languages",
    .help = "DIR is a folder that `livsbana run`, `batch`, `fund`, `contract` or `validate` has "
            "written. Its tables are compared with the "
            "checksums in manifest.csv first: a folder that was cut or edited is refused. Charts "
            "go to DIR/charts/NAME.LANGUAGE.FORMAT; those of other formats and languages stay.\n"
            "\n"
            "  livsbana plot results/abis --format pdf,svg --language sv",
    .options = OPTION_BIT(FORMAT) | OPTION_BIT(LANGUAGE) | OPTION_BIT(THREADS) | OPTION_BIT(QUIET),
    .run = plot,
};
