/* page_parts.h: the parts of page one, each made by a file of its own in the order in which they
 * stand, and what several of them look up. Read by page and the page_*.c files. */
#ifndef LIVSBANA_OUTPUT_PAGE_PARTS_H
#define LIVSBANA_OUTPUT_PAGE_PARTS_H

#include "output/speech.h"

/* Writes its part, heading first; nothing when there is nothing to say. */
typedef void PagePart(Page *page);
PagePart part_programme, part_effects, part_money, part_payers, part_people, part_outcomes,
    part_claims, part_documented, part_sure, part_verdict;

/* Items on what looks like a slip of the writer's; nothing when nothing does. */
void page_say_cautions(Page *page);

/* The row of the payback table at the end of the headline's years, or NULL. */
const PaybackRow *page_payback(const Page *page, int account, Basis basis, Uncertainty uncertainty);

/* The mean there: from knowledge alone, so that it does not change with the luck of the run. */
double page_net(const Page *page, int account, Basis basis);

/* What the account has paid of the programme by then, undiscounted. */
double page_paid(const Page *page, int account);

/* Less would be told as 0 kronor. */
static const double PAGE_LEAST_KRONOR = 0.5;

/* The unit for all amounts of the table of who pays and who gains. */
const KronorUnit *page_money_unit(const Page *page);

/* A parameter that is a share, with its interval: "85 % (70 % to 95 %)". */
const char *page_share_of(Page *page, int parameter);

/* The groups that `belongs` picks, each said as `each` ({0} its name, {1} its number): "“a”, “b”";
 * empty when there are none. */
const char *page_groups(Page *page, Message each, bool (*belongs)(const Group *));

#endif
