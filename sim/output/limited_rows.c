#include "output/limited_rows.h"

const char limited_header[] =
    "year,spending,payer,saved,spent,not_counted,share_beyond,unit,label_sv,label_en";

void limited_write(const LimitedYear *year, int n, RowWriter *out)
{
    for (int i = 0; i < n; i++) {
        const Label *label = &year[i].of.spending->label;
        row_count(out, year[i].year);
        row_text(out, label->name);
        row_text(out, year[i].of.payer->label.name);
        row_number(out, year[i].saved);
        row_number(out, year[i].spent);
        row_number(out, year[i].beyond);
        row_number(out, year[i].share_beyond);
        row_text(out, "kronor");
        row_text(out, label->label_sv);
        row_text(out, label->label_en);
        row_end(out);
    }
}

void page_say_limited(Page *page, Message message, const LimitedYear *year, int n)
{
    for (int from = 0, to; from < n; from = to) {
        const LimitedYear *most = &year[from];
        double beyond = 0;
        for (to = from; to < n && year[to].of.spending == most->of.spending; to++) {
            beyond += year[to].beyond;
            if (year[to].share_beyond > most->share_beyond) most = &year[to];
        }
        if (!(most->share_beyond > 0)) continue;
        page_say_item(
            page, message,
            MESSAGE_ARGUMENTS(page_capital(page, page_label(page, &most->of.spending->label)),
                              page_kronor(page, most->spent), page_calendar(page, most->year),
                              page_percent(page, most->share_beyond), page_kronor(page, beyond)));
    }
}
