/* Files that change together in a folder of other things: whole, only where they differ, never over
 * somebody else's. */
#define _XOPEN_SOURCE 700

#include "base/pour.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LONGEST = 128 };

static char folder[64], inside[LONGEST];
static Problems problems;

static void make_folder(void)
{
    snprintf(folder, sizeof folder, "/tmp/livsbana-pour-XXXXXX");
    cr_assert_not_null(mkdtemp(folder));
    snprintf(inside, sizeof inside, "%s/results", folder);
}

static void remove_folder(void)
{
    static const char *const name[] = {"a.csv", "b.csv", "manifest.csv", "other"};
    char path[LONGEST + 16];
    for (size_t i = 0; i < sizeof name / sizeof name[0]; i++) {
        snprintf(path, sizeof path, "%s/%s", inside, name[i]);
        (void)unlink(path);
    }
    cr_expect(rmdir(inside) == 0, "something hidden is left");
    rmdir(folder);
    problems_free(&problems);
}

TestSuite(pour, .init = make_folder, .fini = remove_folder);

static void write_inside(const char *name, const char *text)
{
    char path[LONGEST + 16];
    snprintf(path, sizeof path, "%s/%s", inside, name);
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file);
    fputs(text, file);
    fclose(file);
}

static const char *text_of(const char *name, char text[64])
{
    char path[LONGEST + 16];
    snprintf(path, sizeof path, "%s/%s", inside, name);
    FILE *file = fopen(path, "r");
    if (file == NULL) return "(none)";
    size_t n = fread(text, 1, 63, file);
    text[n] = '\0';
    fclose(file);
    return text;
}

/* Pours a.csv and b.csv with these texts; *changed is the answer. */
static Status pour_two(const char *a, const char *b, bool *changed)
{
    static const char *const name[] = {"a.csv", "b.csv"};
    const char *const text[] = {a, b};
    Pour pour;
    Status status = pour_begin(inside, &problems, &pour);
    for (int i = 0; i < 2 && status == STATUS_OK; i++) {
        FILE *file;
        status = file_create(&pour.made, name[i], &problems, &file);
        if (status != STATUS_OK) break;
        fputs(text[i], file);
        status = file_close(&file, name[i], &problems);
    }
    if (status == STATUS_OK) status = pour_commit(&pour, name, 2, &problems, changed);
    pour_free(&pour);
    return status;
}

static struct timespec changed_at(const char *name)
{
    char path[LONGEST + 16];
    struct stat about;
    snprintf(path, sizeof path, "%s/%s", inside, name);
    cr_assert_eq(stat(path, &about), 0);
    return about.st_mtim;
}

Test(pour, files_come_beside_what_stands_there_and_only_those_that_differ_are_touched)
{
    char text[64];
    bool changed;
    cr_assert_eq(pour_two("h\n1\n", "h\n2\n", &changed), STATUS_OK);
    cr_expect(changed);
    write_inside("other", "mine");
    struct timespec a = changed_at("a.csv");
    cr_assert_eq(pour_two("h\n1\n", "h\n2\n", &changed), STATUS_OK);
    cr_expect_not(changed);
    cr_assert_eq(pour_two("h\n1\n", "h\n3\n", &changed), STATUS_OK);
    cr_expect(changed);
    struct timespec again = changed_at("a.csv");
    cr_expect(a.tv_sec == again.tv_sec && a.tv_nsec == again.tv_nsec, "a.csv was touched");
    cr_expect_str_eq(text_of("b.csv", text), "h\n3\n");
    cr_expect_str_eq(text_of("other", text), "mine");
}

Test(pour, a_file_of_somebody_else_is_refused_before_anything_is_changed)
{
    char text[64];
    bool changed;
    cr_assert_eq(pour_two("h\n1\n", "h\n2\n", &changed), STATUS_OK);
    write_inside("b.csv", "my list\n");
    cr_expect_eq(pour_two("h\n9\n", "h\n2\n", &changed), STATUS_FILE);
    cr_expect_eq(problems.n, 1u);
    cr_expect_not_null(strstr(problems.list[0].text, "b.csv: expected an earlier table"));
    cr_expect_str_eq(text_of("a.csv", text), "h\n1\n");
    cr_expect_str_eq(text_of("b.csv", text), "my list\n");
}

/* A program that has changed its columns finds its own files by the manifest. */
Test(pour, a_file_that_the_manifest_names_is_ours_whatever_its_first_line)
{
    char text[64];
    bool changed;
    cr_assert_eq(pour_two("h\n1\n", "h\n2\n", &changed), STATUS_OK);
    write_inside("manifest.csv", "kind,name,value\ntable,a.csv,\ntable,b.csv,\n");
    cr_assert_eq(pour_two("new\n1\n", "new\n2\n", &changed), STATUS_OK);
    cr_expect_str_eq(text_of("b.csv", text), "new\n2\n");
}
