#include "sample.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define N_OF(array) (sizeof(array) / sizeof *(array))

/* A parsed scenario; everything in it lives in the arena. */
typedef struct {
    Arena arena;
    YamlFile file;
    CsvTable csv;
} Parsed;

static void parse_yaml(Parsed *parsed, const char *text)
{
    Problems problems = {0};
    *parsed = (Parsed){0};
    const Status status = yaml_parse("t.yaml", text, strlen(text), &parsed->arena, &problems,
                                     &parsed->file);
    cr_assert_eq(status, STATUS_OK, "%s", sample_messages(&problems, &parsed->arena));
}

static void parse_csv(Parsed *parsed, const char *text)
{
    Problems problems = {0};
    *parsed = (Parsed){0};
    const Status status = csv_parse_text("t.csv", text, strlen(text), &parsed->arena, &problems,
                                         &parsed->csv);
    cr_assert_eq(status, STATUS_OK, "%s", sample_messages(&problems, &parsed->arena));
}

static const char good[] = "scenario: Alla barn i skolan\n"
                           "starts: 2013\n"
                           "women: 0.6 (0.5..0.7)\n"
                           "balance: -3.5\n"
                           "participants:\n"
                           "  number: 120\n"
                           "  ages: 6..16\n"
                           "  states: {anything: [goes, {}]}\n"
                           "effects:\n"
                           "- {on: absence -> school, odds_ratio: gamma(2 3), grade: D}\n"
                           "notes: [1, {a: b}]\n"
                           "settings: {x: y}\n";

Test(keys, a_good_map_passes_in_silence)
{
    Parsed parsed;
    Problems problems = {0};
    parse_yaml(&parsed, good);
    cr_expect_eq(
        keys_check(&sample_scenario, parsed.file.root, "t.yaml", "", &parsed.arena, &problems),
        STATUS_OK);
    cr_expect_str_eq(sample_messages(&problems, &parsed.arena), "");
    arena_free(&parsed.arena);
}

Test(keys, an_unknown_key_is_named_with_its_place_and_the_nearest_known_name)
{
    Parsed parsed;
    Problems problems = {0};
    parse_yaml(&parsed, "effects:\n- {on: a, ods_ratio: 3, grade: A}\n- 3\nscenaro: a\n");
    cr_expect_eq(
        keys_check(&sample_scenario, parsed.file.root, "t.yaml", "", &parsed.arena, &problems),
        STATUS_INPUT);
    cr_expect_str_eq(
        sample_messages(&problems, &parsed.arena),
        "t.yaml:1:1: starts: expected a whole number from 1900 to 2200, got nothing\n"
        "t.yaml:2:11: effects[0]: expected a known key, got \"ods_ratio\"; "
        "did you mean \"odds_ratio\"?\n"
        "t.yaml:3:3: effects[1]: expected a map, got \"3\"\n"
        "t.yaml:4:1: expected a known key, got \"scenaro\"; did you mean \"scenario\"?\n",
        "a required key that is misspelt is not said to be missing too");
    arena_free(&parsed.arena);
}

Test(keys, a_map_below_the_root_is_checked_under_its_place)
{
    Parsed parsed;
    Problems problems = {0};
    parse_yaml(&parsed, "on: a\ngrade: G\n");
    cr_expect_eq(keys_check(&sample_effects, parsed.file.root, "t.yaml", "groups[2].effects[0]",
                            &parsed.arena, &problems),
                 STATUS_INPUT);
    cr_expect_str_eq(sample_messages(&problems, &parsed.arena),
                     "t.yaml:2:8: groups[2].effects[0].grade: expected one of A, B, C, D, E, "
                     "got \"G\"\n");
    arena_free(&parsed.arena);
}

Test(keys, every_kind_takes_its_bounds_and_refuses_what_is_beyond)
{
    static const struct {
        const char *text, *message; /* message after "t.yaml:3:COLUMN: ", NULL: good */
    } cases[] = {
        {"horizon: 1", NULL},
        {"horizon: 90", NULL},
        {"horizon: 9e1", NULL},
        {"horizon: 0", "10: horizon: expected a whole number from 1 to 90, got \"0\""},
        {"horizon: 91", "10: horizon: expected a whole number from 1 to 90, got \"91\""},
        {"horizon: 12.5", "10: horizon: expected a whole number from 1 to 90, got \"12.5\""},
        {"women: 0", NULL},
        {"women: 1", NULL},
        {"women: beta(8 980)", NULL},
        {"women: normal(5 7)", NULL},
        {"women: 1.4", "8: women: expected a share from 0 to 1, got \"1.4\""},
        {"women: 0.9 (0.8..1.1)", "8: women: expected a share from 0 to 1, got \"0.9 (0.8..1.1)\""},
        {"women: [1]", "8: women: expected a share from 0 to 1, got a list"},
        {"least: 0", NULL},
        {"least: 0.1", "8: least: expected a number of at most 0, got \"0.1\""},
        {"balance: -1e300", NULL},
        {"balance: 1e300", NULL},
        {"balance: x", "10: balance: expected a number, got \"x\""},
        {"model: \xC3\xA5re-2.b_c", NULL},
        {"model: -a",
         "8: model: expected a name (letters, digits, '_', '-' and '.', begun by a letter), "
         "got \"-a\""},
        {"participants: {number: 100000, ages: 0..120}", NULL},
        {"participants: [{number: 1}, {number: 2}]", NULL},
        {"participants: [{number: 0}]",
         "25: participants[0].number: expected a whole number from 1 to 100000, got \"0\""},
        {"participants: {number: 1, ages: 0..121}",
         "33: participants.ages: expected a range 'first..last' from 0 to 120, got \"0..121\""},
        {"programme: {costs: [{item: a, per_year: -1 * index}]}", NULL},
        {"programme: {costs: [{item: a, per_year: 0 * 3}]}", NULL},
        {"programme: {costs: [{item: a, per_year: -1 * 3}]}",
         "41: programme.costs[0].per_year: expected a number of at least 0, got \"-1 * 3\""},
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        Parsed parsed;
        Problems problems = {0};
        Arena scratch = {0};
        parse_yaml(&parsed,
                   arena_format(&scratch, "scenario: a\nstarts: 2013\n%s\n", cases[i].text));
        const Status status = keys_check(&sample_scenario, parsed.file.root, "t.yaml", "",
                                         &parsed.arena, &problems);
        cr_expect_eq(status, cases[i].message == NULL ? STATUS_OK : STATUS_INPUT, "%s",
                     cases[i].text);
        const char *expected = cases[i].message == NULL
                                   ? ""
                                   : arena_format(&scratch, "t.yaml:3:%s\n", cases[i].message);
        cr_expect_str_eq(sample_messages(&problems, &parsed.arena), expected, "%s", cases[i].text);
        arena_free(&scratch);
        arena_free(&parsed.arena);
    }
}

Test(keys, readers_give_what_is_written_or_the_fallback_or_what_the_caller_says)
{
    Parsed parsed;
    Quantity quantity;
    int first = 0, last = 0;
    parse_yaml(&parsed, good);
    const YamlNode *root = parsed.file.root;
    const YamlNode *participants = yaml_find(root, "participants");
    cr_expect_str_eq(keys_text(&sample_scenario, root, "scenario"), "Alla barn i skolan");
    cr_expect_str_eq(keys_text(&sample_scenario, root, "model"), "sweden");
    cr_expect_null(keys_text(&sample_scenario, root, "discount_rate"));
    cr_expect_eq(keys_integer(&sample_scenario, root, "starts", 1), 2013);
    cr_expect_eq(keys_integer(&sample_scenario, root, "horizon", 1), 40);
    cr_expect_eq(keys_integer(&sample_participants, participants, "number", 1), 120);
    cr_expect_eq(keys_integer(&sample_participants, NULL, "number", 7), 7);
    cr_expect_eq(keys_number(&sample_scenario, root, "balance", 1), -3.5);
    cr_expect_eq(keys_number(&sample_scenario, root, "discount_rate", 0.25), 0.25);
    cr_expect(keys_range(&sample_participants, participants, "ages", &first, &last));
    cr_expect(first == 6 && last == 16);
    cr_expect(keys_range(&sample_participants, root, "ages", &first, &last));
    cr_expect(first == 7 && last == 15, "the fallback");
    cr_expect_not(keys_range(&sample_costs, root, "years", &first, &last));
    cr_expect(keys_quantity(&sample_scenario, root, "women", &parsed.arena, &quantity));
    cr_expect(quantity.kind == QUANTITY_INTERVAL && quantity.estimate <= 0.6 &&
              quantity.estimate >= 0.6);
    cr_expect(keys_quantity(&sample_scenario, participants, "women", &parsed.arena, &quantity));
    cr_expect(quantity.estimate <= 0.5 && quantity.estimate >= 0.5, "the fallback");
    cr_expect_not(keys_quantity(&sample_effects, root, "odds_ratio", &parsed.arena, &quantity));
    arena_free(&parsed.arena);
}

Test(keys, what_was_noted_reads_as_the_fallback)
{
    Parsed parsed;
    Quantity quantity;
    parse_yaml(&parsed, "horizon: 3,5\nmodel: []\ndiscount_rate: 7\nwomen: 0,5\n");
    const YamlNode *root = parsed.file.root;
    cr_expect_eq(keys_integer(&sample_scenario, root, "horizon", 1), 40);
    cr_expect_str_eq(keys_text(&sample_scenario, root, "model"), "sweden");
    cr_expect_eq(keys_number(&sample_scenario, root, "discount_rate", 0.5), 0.5);
    cr_expect_not(keys_quantity(&sample_scenario, root, "women", &parsed.arena, &quantity));
    arena_free(&parsed.arena);
}

Test(keys, a_key_stands_at_its_value_or_else_at_its_map)
{
    Parsed parsed;
    parse_yaml(&parsed, good);
    Where where = keys_where(parsed.file.root, "balance", "t.yaml");
    cr_expect(where.line == 4 && where.column == 10);
    where = keys_where(yaml_find(parsed.file.root, "participants"), "name", "t.yaml");
    cr_expect(where.line == 6 && where.column == 3);
    cr_expect_str_eq(where.file, "t.yaml");
    arena_free(&parsed.arena);
}

Test(keys, a_table_is_checked_by_column_and_field)
{
    static const char text[] = "from,sex,age_from,probability,rate,note\n"
                               "school,women,7,0.5 * p,0.1,\n"
                               "work,,,1 - p,,anything: [goes\n"
                               "work,woman,-1,1.4,\"0,1\",\n"
                               ",men,7,,0.1,\n";
    Parsed parsed;
    Problems problems = {0};
    parse_csv(&parsed, text);
    cr_expect_eq(keys_check_csv(&sample_transitions, &parsed.csv, &parsed.arena, &problems),
                 STATUS_INPUT);
    cr_expect_str_eq(
        sample_messages(&problems, &parsed.arena),
        "t.csv:4:6: sex: expected one of women, men, got \"woman\"; did you mean \"women\"?\n"
        "t.csv:4:12: age_from: expected a whole number from 0 to 120, got \"-1\"\n"
        "t.csv:4:15: probability: expected a probability from 0 to 1, got \"1.4\"\n"
        "t.csv:4:19: rate: expected a rate of at least 0, got \"0,1\"; write 0.1\n"
        "t.csv:5:1: from: expected a name (letters, digits, '_', '-' and '.', begun by a letter), "
        "got nothing\n"
        "t.csv:5:8: probability: expected a probability from 0 to 1, got nothing\n");
    arena_free(&parsed.arena);
}

Test(keys, csv_readers_take_an_empty_field_and_an_absent_column_alike)
{
    const KeyTable *table = &sample_transitions;
    Parsed parsed;
    parse_csv(&parsed, "from,probability,rate,age_from\nschool,0.5,0.25,7\n\"work\",p,,\n");
    const CsvTable *csv = &parsed.csv;
    cr_expect_str_eq(keys_csv_text(table, csv, 1, "from"), "work");
    cr_expect_null(keys_csv_text(table, csv, 1, "rate"));
    cr_expect_null(keys_csv_text(table, csv, 1, "label"));
    cr_expect_eq(keys_csv_number(table, csv, 0, "rate", 1), 0.25);
    cr_expect_eq(keys_csv_number(table, csv, 1, "rate", 1), 1);
    cr_expect_eq(keys_csv_integer(table, csv, 0, "age_from", 3), 7);
    cr_expect_eq(keys_csv_integer(table, csv, 1, "age_from", 3), 0, "the fallback");
    Where where = keys_csv_where(table, csv, 1, "probability");
    cr_expect(where.line == 3 && where.column == 8);
    where = keys_csv_where(table, csv, 1, "label");
    cr_expect(where.line == 3 && where.column == 1);
    cr_expect_str_eq(where.file, "t.csv");
    arena_free(&parsed.arena);
}

Test(keys, a_table_without_header_is_not_blamed_for_missing_columns)
{
    Arena arena = {0};
    Problems problems = {0};
    CsvTable csv;
    cr_expect_eq(csv_parse_text("t.csv", "", 0, &arena, &problems, &csv), STATUS_INPUT);
    cr_expect_eq(problems.n, 1);
    cr_expect_eq(keys_check_csv(&sample_transitions, &csv, &arena, &problems), STATUS_OK);
    cr_expect_eq(problems.n, 1);
    problems_free(&problems);
    arena_free(&arena);
}

Test(keys, a_hopeless_table_is_given_up_soon)
{
    enum { N_ROWS = 200000 };
    Parsed parsed;
    Problems problems = {0};
    char *text = malloc(17 + 2 * N_ROWS + 1);
    cr_assert_not_null(text);
    strcpy(text, "from,probability\n");
    for (int i = 0; i < N_ROWS; i++) {
        memcpy(text + 17 + 2 * i, ",\n", 3);
    }
    parse_csv(&parsed, text);
    free(text);
    cr_assert_eq(parsed.csv.n_rows, N_ROWS);
    cr_expect_eq(keys_check_csv(&sample_transitions, &parsed.csv, &parsed.arena, &problems),
                 STATUS_INPUT);
    cr_expect_eq(problems.n, 2 * 1001, "1001 in each of the two required columns");
    problems_free(&problems);
    arena_free(&parsed.arena);
}

Test(keys, lookup_gives_the_index_or_notes_the_nearest_name)
{
    static const char *const names[] = {"school", "absence", "hvb"};
    const Where where = {"t.yaml", 4, 9};
    Arena arena = {0};
    Problems problems = {0};
    cr_expect_eq(keys_lookup("hvb", names, 3, "a state of the model", where, "on", &problems), 2);
    cr_expect_eq(problems.n, 0);
    cr_expect_eq(keys_lookup("absense", names, 3, "a state of the model", where, "on", &problems),
                 -1);
    cr_expect_eq(keys_lookup("", names, 3, "a state of the model", where, NULL, &problems), -1);
    cr_expect_str_eq(
        sample_messages(&problems, &arena),
        "t.yaml:4:9: on: expected a state of the model, got \"absense\"; "
        "did you mean \"absence\"?\n"
        "t.yaml:4:9: expected a state of the model (school, absence, hvb), got nothing\n");
    arena_free(&arena);
}

Test(keys, asking_for_a_key_the_table_has_not_is_a_bug, .signal = SIGABRT)
{
    Parsed parsed;
    parse_yaml(&parsed, good);
    (void)keys_text(&sample_scenario, parsed.file.root, "nonsense");
}
