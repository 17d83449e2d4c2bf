/* messages.h: every sentence that page one and the charts say, in both languages.
 * Read by page and charts. {0}, {1} ... are filled by text_fill. */
#ifndef LIVSBANA_OUTPUT_MESSAGES_H
#define LIVSBANA_OUTPUT_MESSAGES_H

#include "output/text.h"

typedef enum {
    /* page one: the programme */
    SAY_COST_ONE_YEAR,
    SAY_COST_YEARS,
    SAY_NO_COST,
    SAY_COMPARATOR,
    /* the municipality's money */
    SAY_HEADING_MONEY,
    SAY_SAVING,
    SAY_NET,
    SAY_CHANCE,
    SAY_CHANCE_YEARS,
    SAY_KNOWLEDGE_ALONE,
    SAY_WITH_LUCK,
    SAY_WHAT_LUCK_IS,
    SAY_PAYBACK,
    SAY_PAYBACK_NEVER,
    SAY_PAYBACK_QUARTER,
    SAY_PAYBACK_NO_COST,
    SAY_RELAPSE,
    SAY_NAIVE,
    SAY_NAIVE_NEVER,
    /* who pays and who gains */
    SAY_HEADING_PAYERS,
    SAY_PAYERS_EXPLAINED,
    SAY_COLUMN_PAYS,
    SAY_COLUMN_NET,
    SAY_COLUMN_BACK,
    SAY_NET_RANGE,
    SAY_PAYS_NOTHING,
    /* people */
    SAY_HEADING_PEOPLE,
    SAY_PEOPLE_BOTH,
    SAY_PEOPLE_YEARS,
    SAY_PEOPLE_REST,
    SAY_PEOPLE_TWINS,
    SAY_PEOPLE_TWIN,
    /* outcomes other than kronor */
    SAY_HEADING_OUTCOMES,
    SAY_OUTCOME,
    /* claims */
    SAY_HEADING_CLAIMS,
    SAY_CLAIM,
    SAY_CLAIM_NOT_SIMULATED,
    /* how sure */
    SAY_HEADING_SURE,
    SAY_GUESSES,
    SAY_WEAK_NUMBERS,
    SAY_BEYOND,
    SAY_WHEN,
    SAY_NO_EFFECTS,
    SAY_UNTREATED_TOLD,
    SAY_UNTREATED_MISSING,
    /* verdict */
    SAY_HEADING_VERDICT,
    SAY_VERDICT_FOR,
    SAY_VERDICT_AGAINST,
    SAY_VERDICT_UNDECIDED,
    SAY_VERDICT_WEAK,
    SAY_LIMIT_FOR,
    SAY_LIMIT_AGAINST,
    SAY_LIMIT_WEAK,
    SAY_ALWAYS,
    /* charts: common */
    SAY_SOURCE,
    SAY_SOURCE_GUESSES,
    SAY_RANGE,
    /* payback */
    SAY_FAN_BACK,
    SAY_FAN_BACK_NOT_ALWAYS,
    SAY_FAN_NOT_LIKELY,
    SAY_FAN_NO_COST,
    SAY_FAN_UNIT,
    SAY_FAN_BANDS,
    SAY_FAN_BACK_LABEL,
    SAY_FAN_NEVER_LABEL,
    SAY_FAN_HALF,
    SAY_FAN_NEVER,
    SAY_FAN_WITHIN,
    SAY_FAN_LUCK,
    SAY_FAN_KNOWLEDGE,
    SAY_FAN_MEDIAN,
    SAY_FAN_AXIS,
    SAY_FAN_AXIS_CALENDAR,
    /* career */
    SAY_CAREER_GAP,
    SAY_CAREER_NO_GAP,
    SAY_CAREER_UNIT,
    SAY_CAREER_GAP_LABEL,
    SAY_CAREER_ABOVE,
    SAY_CAREER_BELOW,
    SAY_PENSION_AGE,
    SAY_AGE,
    /* occupancy */
    SAY_OCCUPANCY_FEWER,
    SAY_OCCUPANCY_MORE,
    SAY_OCCUPANCY_SAME,
    SAY_OCCUPANCY_UNIT,
    SAY_WITHOUT,
    SAY_WITH,
    /* payers */
    SAY_PAYERS_BOTH,
    SAY_PAYERS_CITY,
    SAY_PAYERS_OTHERS,
    SAY_PAYERS_ALL_LOSE,
    SAY_PAYERS_UNIT,
    SAY_PAYERS_BARS,
    SAY_LOSES,
    SAY_GAINS,
    /* people chart */
    SAY_PEOPLE_CHANGE,
    SAY_PEOPLE_SAME,
    SAY_PEOPLE_UNIT,
    SAY_PEOPLE_OF,
    SAY_PEOPLE_DOTS,
    /* validation, on the terminal and as a chart */
    SAY_VALID_TITLE,
    SAY_VALID_MISSED,
    SAY_VALID_MENDED,
    SAY_FIGURE,
    SAY_FIGURE_BROKEN,
    SAY_WOMEN,
    SAY_MEN,
    SAY_VALID_UNIT,
    SAY_VALID_DOTS,
    SAY_VALID_SOURCE,
    N_MESSAGES
} Message;

/* The pattern of a message. */
const char *message(Message which, Language language);
/* The message filled with arguments, closed by NULL; NULL when memory runs out. */
char *message_fill(Arena *arena, Message which, Language language,
                   const char *const *argument) MUST_USE;
#define MESSAGE_ARGUMENTS(...) ((const char *const[]){__VA_ARGS__, NULL})

#endif
