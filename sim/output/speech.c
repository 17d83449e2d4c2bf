#include "output/speech.h"

#include <math.h>
#include <string.h>

const char *page_kept(Page *page, const char *text)
{
    if (text != NULL) return text;
    page->out_of_memory = true;
    return "";
}

const char *page_fill(Page *page, Message which, const char *const *argument)
{
    return page_kept(page, message_fill(&page->arena, which, page->language, argument));
}

static const char *keep(Page *page, const char *text)
{
    return page_kept(page, arena_text(&page->arena, text, strlen(text)));
}

void page_say(Page *page, Message which, const char *const *argument)
{
    terminal_paragraph(&page->terminal, INDENT, INDENT,
                       page_capital(page, page_fill(page, which, argument)));
}

void page_say_item(Page *page, Message which, const char *const *argument)
{
    terminal_paragraph(&page->terminal, INDENT, HANG,
                       page_capital(page, page_fill(page, which, argument)));
}

void page_say_plain(Page *page, Message which)
{
    terminal_paragraph(&page->terminal, INDENT, INDENT, message(which, page->language));
}

void page_say_heading(Page *page, Message which)
{
    terminal_heading(&page->terminal, message(which, page->language));
}

const char *page_kronor(Page *page, double value)
{
    char text[TEXT_SIZE];
    return keep(page, text_kronor(text, page->language, value));
}

const char *page_amount(Page *page, const KronorUnit *unit, double value)
{
    char text[TEXT_SIZE];
    return keep(page, text_in_unit(text, page->language, unit, value));
}

const char *page_range(Page *page, const KronorUnit *unit, double low, double high)
{
    char text[TEXT_SIZE];
    return keep(page, text_units_range(text, page->language, unit, low, high));
}

const char *page_percent(Page *page, double share)
{
    char text[TEXT_SIZE];
    return keep(page, text_percent(text, page->language, share));
}

const char *page_percent_short(Page *page, double share)
{
    char text[TEXT_SIZE];
    return keep(page, text_percent_short(text, page->language, share));
}

const char *page_rate(Page *page, double rate)
{
    return page_kept(page,
                     arena_format(&page->arena, "%s\xc2\xa0%%", page_number(page, 100 * rate, 1)));
}

const char *page_years(Page *page, double value)
{
    char text[TEXT_SIZE];
    return keep(page, text_years(text, page->language, value));
}

const char *page_number(Page *page, double value, int decimals)
{
    char text[TEXT_SIZE];
    return keep(page, text_number(text, page->language, value, decimals));
}

const char *page_people(Page *page, double value)
{
    char text[TEXT_SIZE];
    return keep(page, text_people(text, page->language, value));
}

const char *page_people_of(Page *page, double value, double of)
{
    char text[TEXT_SIZE];
    return keep(page, text_people_of(text, page->language, value, of));
}

const char *page_people_range(Page *page, double low, double high)
{
    char text[TEXT_SIZE];
    return keep(page, text_people_range(text, page->language, low, high));
}

const char *page_interval(Page *page, const char *estimate, const char *low, const char *high)
{
    if (strcmp(low, high) == 0) return estimate;
    return page_fill(page, SAY_INTERVAL, MESSAGE_ARGUMENTS(estimate, low, high));
}

const char *page_counted(Page *page, Message many, Message one, int number)
{
    if (number == 1) return message(one, page->language);
    return page_fill(page, many, MESSAGE_ARGUMENTS(page_number(page, number, 0)));
}

void page_rests_on(Page *page, int replicates, int worlds, const double *chance, int n)
{
    double widest = 0;
    for (int i = 0; i < n; i++) {
        if (isnan(chance[i])) continue;
        /* Two more of each kind (Agresti and Coull 1998): none of 50 is not never. */
        double share = (chance[i] * worlds + 2) / (worlds + 4);
        widest = fmax(widest, 2 * sqrt(share * (1 - share) / (worlds + 4)));
    }
    double points = ceil(100 * widest);
    page_say_item(page, points > FEW_POINTS ? SAY_RESTS_ON_FEW : SAY_RESTS_ON,
                  MESSAGE_ARGUMENTS(page_number(page, replicates, 0), page_number(page, worlds, 0),
                                    page_counted(page, SAY_POINTS, SAY_POINT, (int)points)));
}

const char *page_label(const Page *page, const Label *of)
{
    const char *text = page->language == LANGUAGE_SV ? of->label_sv : of->label_en;
    return text != NULL && text[0] ? text : of->name;
}

const char *page_calendar(Page *page, int year)
{
    return page_kept(page, arena_format(&page->arena, "%d", year));
}

const char *page_capital(Page *page, const char *text)
{
    return page_kept(page, text_capital(&page->arena, text));
}

const char *page_small(Page *page, const char *text)
{
    return page_kept(page, text_small(&page->arena, text));
}
