/* speech.h: the page under work and the ways it says a sentence or a number.
 * Read by page. Texts live until the page is done. */
#ifndef LIVSBANA_OUTPUT_SPEECH_H
#define LIVSBANA_OUTPUT_SPEECH_H

#include "analysis/findings.h"
#include "output/messages.h"
#include "output/terminal.h"

typedef struct {
    const Findings *findings;
    Language language;
    Terminal terminal;
    Arena arena;
    bool out_of_memory; /* a text was lost; met once, at the end */
} Page;

enum { INDENT = 2, HANG = 4 };

/* `text`, or "" with the loss remembered when it is NULL. */
const char *page_kept(Page *page, const char *text);
/* A message filled with arguments. */
const char *page_fill(Page *page, Message which, const char *const *argument);

/* Said on lines of their own, which begin with a capital. */
void page_say(Page *page, Message which, const char *const *argument);      /* a paragraph */
void page_say_item(Page *page, Message which, const char *const *argument); /* one of a list */
void page_say_plain(Page *page, Message which); /* a paragraph without arguments */
void page_say_heading(Page *page, Message which);

/* Numbers as text_... writes them. */
const char *page_kronor(Page *page, double value);
const char *page_amount(Page *page, const KronorUnit *unit, double value);
const char *page_range(Page *page, const KronorUnit *unit, double low, double high);
const char *page_percent(Page *page, double share);
const char *page_percent_short(Page *page, double share);
/* A yearly rate, to a tenth of a per cent. */
const char *page_rate(Page *page, double rate);
const char *page_years(Page *page, double value);
const char *page_number(Page *page, double value, int decimals);
const char *page_people(Page *page, double value);
const char *page_people_of(Page *page, double value, double of);
const char *page_people_range(Page *page, double low, double high);
/* `one` for a single one, else `many` with the number in it. */
const char *page_counted(Page *page, Message many, Message one, int number);
/* "1.60 (0.95 to 2.70)"; without brackets when the number is certain. */
const char *page_interval(Page *page, const char *estimate, const char *low, const char *high);
/* The quantiles that an interval goes between, as a study writes it. */
#define INTERVAL_LOW 0.025
#define INTERVAL_HIGH 0.975
const char *page_calendar(Page *page, int year); /* without a thousands separator */

/* How many cohorts and worlds the page rests on, and by how much a chance told on it may be off for that
 * alone: twice the standard error of the least certain one of chance[n] (NAN: none), as if worlds were drawn
 * apart from each other. They are stratified, which only makes it smaller. More than FEW_POINTS percentage
 * points are called few, with what asks for more. */
enum { FEW_POINTS = 4 };
void page_rests_on(Page *page, int replicates, int worlds, const double *chance, int n);

/* With its first letter in upper case, or as within a sentence. */
const char *page_capital(Page *page, const char *text);
const char *page_small(Page *page, const char *text);

/* The label in the page's language, or the name. */
const char *page_label(const Page *page, const Label *of);

#endif
