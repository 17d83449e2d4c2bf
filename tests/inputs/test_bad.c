/* Every file in bad/ gives exactly the messages that stand in NAME.expected beside it. */
#include "sample.h"

#include "base/file.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <string.h>

static const char folder[] = LIVSBANA_SOURCE_DIR "/tests/inputs/bad";

/* More may come; a folder with fewer has lost some. */
enum { LEAST_FILES = 75, LIMIT = 1 << 20 };

static bool ends_with(const char *name, const char *end)
{
    const size_t n = strlen(name), n_end = strlen(end);
    return n > n_end && strcmp(name + n - n_end, end) == 0;
}

static const char *whole_file(const char *name, const char *end, Arena *arena, size_t *length)
{
    Problems problems = {0};
    const char *text = NULL;
    const char *path = arena_format(arena, "%s/%s%s", folder, name, end);
    const Status status = file_read(path, LIMIT, arena, &problems, &text, length);
    cr_assert_eq(status, STATUS_OK, "%s cannot be read", path);
    return text;
}

static void note_csv(const char *name, const char *text, size_t length, Arena *arena,
                     Problems *problems)
{
    CsvTable table;
    const Status read = csv_parse_text(name, text, length, arena, problems, &table);
    const Status checked = keys_check_csv(&sample_transitions, &table, arena, problems);
    cr_expect(read == STATUS_INPUT || checked == STATUS_INPUT, "%s is taken as good", name);
}

static void note_yaml(const char *name, const char *text, size_t length, Arena *arena,
                      Problems *problems)
{
    YamlFile file;
    Status checked = STATUS_OK;
    const Status read = yaml_parse(name, text, length, arena, problems, &file);
    if (file.root != NULL) {
        checked = keys_check(&sample_scenario, file.root, name, "", arena, problems);
    }
    cr_expect(read == STATUS_INPUT || checked == STATUS_INPUT, "%s is taken as good", name);
}

static void check_file(const char *name)
{
    Arena arena = {0};
    Problems problems = {0};
    size_t length = 0, n_expected = 0;
    const char *text = whole_file(name, "", &arena, &length);
    const char *expected = whole_file(name, ".expected", &arena, &n_expected);
    (ends_with(name, ".csv") ? note_csv : note_yaml)(name, text, length, &arena, &problems);
    const char *found = sample_messages(&problems, &arena);
    cr_expect_str_eq(found, expected, "%s:\n%s", name, found);
    arena_free(&arena);
}

Test(bad, every_bad_file_gives_its_expected_messages)
{
    int n_files = 0, n_expected = 0;
    DIR *entries = opendir(folder);
    cr_assert_not_null(entries, "%s cannot be opened", folder);
    for (struct dirent *entry = readdir(entries); entry != NULL; entry = readdir(entries)) {
        if (ends_with(entry->d_name, ".expected")) {
            n_expected++;
        } else if (entry->d_name[0] != '.') {
            check_file(entry->d_name);
            n_files++;
        }
    }
    closedir(entries);
    cr_expect_geq(n_files, LEAST_FILES);
    cr_expect_eq(n_files, n_expected, "%d files but %d expectations", n_files, n_expected);
}
