#include "model/draws_age.h"

#include "base/file.h"

#include <inttypes.h>
#include <string.h>

enum { LIMIT = 1 << 26, NAME = 64 };

/* The file read as NAME in the model's folder, or NULL. */
static const InputFile *file_called(const Reading *reading, const char *name)
{
    for (int i = 0; i < reading->n_input_files; i++) {
        const char *path = reading->input_file[i].path, *slash = strrchr(path, '/');
        if (strcmp(slash != NULL ? slash + 1 : path, name) == 0) return &reading->input_file[i];
    }
    return NULL;
}

/* Is the table that the line names another now? */
static bool is_other(const Reading *reading, const char *line, char name[NAME])
{
    uint64_t checksum;
    if (sscanf(line, "# fitted to: %63s %" SCNx64, name, &checksum) != 2) return false;
    const InputFile *file = file_called(reading, name);
    return file == NULL || file->checksum != checksum;
}

Status draws_find_older(Reading *reading)
{
    Status status = STATUS_OK;
    const InputFile *draws = file_called(reading, "draws.csv");
    const char *text = "", *older = NULL;
    size_t length;
    char name[NAME];
    if (draws == NULL) return STATUS_OK;
    TRY(reading_go_on(
        reading, file_read(draws->path, LIMIT, reading->arena, reading->problems, &text, &length)));
    for (const char *line = text; *line == '#';) {
        if (is_other(reading, line, name)) {
            older = arena_format(reading->arena, "%s%s%s", older != NULL ? older : "",
                                 older != NULL ? ", " : "", name);
            if (older == NULL) return STATUS_MEMORY;
        }
        line += strcspn(line, "\n");
        line += *line == '\n';
    }
    reading->study->model.draws_older = older;
out:
    return status;
}
