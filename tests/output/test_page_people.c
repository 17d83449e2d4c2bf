/* What page one says of the people: how many, and what changes for them. */
#define _XOPEN_SOURCE 700

#include "paged.h"
#include "scratch.h"

Test(page_people, changes_too_small_to_tell_are_said_in_one_sentence)
{
    Study study;
    Findings findings;
    PeopleRow *row;
    int n_told = 0;
    example_make(EXAMPLE_TYPICAL, &study, &findings);
    EXAMPLE_ALLOC(&findings, row, findings.n_people);
    memcpy(row, findings.people, (size_t)findings.n_people * sizeof *row);
    for (int i = 0; i + 1 < findings.n_people; i += 2) row[i + 1].mean = row[i].mean + 0.04;
    findings.people = row;
    char *text = page_from(&findings, LANGUAGE_EN, 80, false), *flat = unwrapped(text);
    cr_expect_not_null(strstr(flat, "no outcome moves by half a person"), "%s", text);
    for (const char *at = flat; (at = strstr(at, ": no difference.")) != NULL; at++) n_told++;
    cr_expect_eq(n_told, 3, "the three that change most are told all the same");
    free(flat);
    free(text);
    arena_free(&findings.arena);
}

Test(page_people, one_participant_is_one)
{
    Study study;
    Findings findings;
    example_make(EXAMPLE_TYPICAL, &study, &findings);
    findings.headline.participants = 1;
    char *text = page_from(&findings, LANGUAGE_EN, 80, false), *flat = unwrapped(text);
    cr_expect_not_null(strstr(flat, " 1 participant. "), "%s", text);
    cr_expect_not_null(strstr(flat, "when the costs of this one person are compared"), "%s", text);
    free(flat);
    free(text);
    arena_free(&findings.arena);
}

/* 60.3 and 59.8 of 120 are both 60 people, but half a person apart. */
Test(page_people, a_change_that_whole_people_hide_is_told_in_tenths)
{
    Study study;
    Findings findings;
    char *text = NULL;
    size_t size;
    example_make(EXAMPLE_TYPICAL, &study, &findings);
    for (int r = 0; r < findings.n_people; r++)
        findings.people[r].mean = findings.people[r].arm == ARM_INTERVENTION ? 60.3 : 59.8;
    FILE *file = open_memstream(&text, &size);
    cr_assert_eq(page_write(&findings, LANGUAGE_EN, 132, false, file), STATUS_OK);
    fclose(file);
    cr_expect_not_null(strstr(text, "without the programme 59.8 of 120, with it 60.3 ("), "%s",
                       text);
    free(text);
    arena_free(&findings.arena);
}
