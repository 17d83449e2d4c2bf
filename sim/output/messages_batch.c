/* What is said of a model's figures and of a batch. */
#include "output/messages_parts.h"

#define AT(which) [(which)-N_CHART_MESSAGES]

const char *const batch_messages[N_BATCH_MESSAGES - N_CHART_MESSAGES][N_LANGUAGES] = {
    AT(SAY_VALID_TITLE) = {"The model meets {0} of {1} published figures",
                           "Modellen träffar {0} av {1} publicerade siffror"},
    AT(SAY_VALID_MISSED) = {"Missed", "Missade"},
    AT(SAY_VALID_MENDED) = {"Met although expected to be missed: change `expected` in targets.csv",
                            "Träffade fast de väntades missas: ändra `expected` i targets.csv"},
    AT(SAY_FIGURE) = {"{0}: {1}, published {2} within {3} ({4}, grade {5})",
                      "{0}: {1}, publicerat {2} inom {3} ({4}, grad {5})"},
    AT(SAY_FIGURE_BROKEN) =
        {"{0}: {1}, published {2} within {3} ({4}, grade {5}); expected to be met",
         "{0}: {1}, publicerat {2} inom {3} ({4}, grad {5}); väntades träffas"},
    AT(SAY_WOMEN) = {"women", "kvinnor"},
    AT(SAY_MEN) = {"men", "män"},
    AT(SAY_VALID_UNIT) =
        {"The model's value, the published one being 1. Grey: within the tolerance",
         "Modellens värde när det publicerade är 1. Grått: inom toleransen"},
    AT(SAY_VALID_DOTS) =
        {"Dot: met. Diamond: missed; at the edge: farther out. Thin line: 9 worlds of 10.",
         "Punkt: träffad. Romb: missad; vid kanten: längre ut. Tunn linje: 9 världar av 10."},
    AT(SAY_VALID_SOURCE) = {"Livsbana, model {0}, exact values.",
                            "Livsbana, modell {0}, exakta värden."},

    AT(SAY_BATCH_TITLE) = {"{0} ranked: {1}, after {2}", "{0} rangordnade: {1}, efter {2}"},
    AT(SAY_BATCH_SCENARIOS) = {"{0} scenarios", "{0} scenarier"},
    AT(SAY_BATCH_SCENARIO) = {"1 scenario", "1 scenario"},
    AT(SAY_BATCH_WORLDS) =
        {"All live in the same {0} worlds, {1} cohorts in all: what is uncertain for all of them "
         "moves them together. Kronor of {2}, released, not discounted.",
         "Alla lever i samma {0} världar, {1} kohorter i allt: det som är osäkert för alla "
         "påverkar "
         "dem på samma sätt. Kronor i {2} års penningvärde, frigjorda, ej diskonterade."},
    AT(SAY_BATCH_HEADING_ADVICE) = {"In short", "Kort sagt"},
    AT(SAY_BATCH_REST) = {"These are the first {0} of {1}; batch.csv has them all.",
                          "Detta är de {0} första av {1}; alla står i batch.csv."},
    AT(SAY_BATCH_FOR) = {"The evidence speaks for:", "Underlaget talar för:"},
    AT(SAY_BATCH_NONE) = {"None of these.", "Ingen av dessa."},
    AT(SAY_BATCH_NONE_WHY) =
        {"None of them is both likely to have paid back after {0} ({1}) and borne by its evidence. "
         "The most likely one, {3}, has paid back in {2} of the worlds; at least {4} is asked for. "
         "To start none of them is a choice, too.",
         "Ingen av dem har både troligen betalat sig efter {0} ({1}) och stöd av sitt "
         "underlag. Den troligaste, {3}, har betalat sig i {2} av världarna; minst {4} "
         "krävs. Att inte starta någon av dem är också ett val."},
    AT(SAY_BATCH_NONE_EVER) =
        {"After {0} ({1}) none of them has paid back in any of the worlds; at least {2} of them is "
         "asked for. To start none of them is a choice, too.",
         "Efter {0} ({1}) har ingen av dem betalat sig i någon av världarna; minst {2} av "
         "dem krävs. Att inte starta någon av dem är också ett val."},
    AT(SAY_BATCH_HEADING_NET) = {"By expected net saving", "Efter väntad nettobesparing"},
    AT(SAY_BATCH_NET_EXPLAINED) =
        {"Net saving in {0} for {1} after {2}: what is expected, nine cases of ten with luck, and "
         "the ranks held in nine worlds of ten.",
         "Nettobesparing i {0} för {1} efter {2}: det väntade, nio fall av tio med slump, och "
         "platserna i nio världar av tio."},
    AT(SAY_BATCH_COLUMN_NET) = {"Expected", "Väntat"},
    AT(SAY_BATCH_COLUMN_RANGE) = {"9 of 10", "9 av 10"},
    AT(SAY_BATCH_COLUMN_RANK) = {"Rank", "Plats"},
    AT(SAY_BATCH_RANKS) = {"{0}–{1}", "{0}–{1}"},
    AT(SAY_BATCH_HEADING_OTHERS) = {"By other measures", "Efter andra mått"},
    AT(SAY_BATCH_OTHERS_EXPLAINED) =
        {"Chance to have paid back after {0}, from what is known and with luck; thousand kronor of "
         "programme cost for each year of exclusion avoided over all of life; net saving for each "
         "krona of programme cost. Rank in parentheses. With luck also a programme that changes "
         "nothing can look paid back: `livsbana run` tells of each how often.",
         "Chans att ha betalat sig efter {0}, utifrån det vi vet och med slump; tusen kronor i "
         "insatskostnad per undviket år i utanförskap, över hela livet; nettobesparing per krona i "
         "insatskostnad. Plats inom parentes. Med slump kan också en insats som inte ändrar något "
         "se ut att ha betalat sig: `livsbana run` visar för var och en hur ofta."},
    AT(SAY_BATCH_COLUMN_BACK) = {"Paid back", "Återbetald"},
    AT(SAY_BATCH_COLUMN_LUCK) = {"With luck", "Med slump"},
    AT(SAY_BATCH_COLUMN_YEAR) = {"Per year", "Per år"},
    AT(SAY_BATCH_COLUMN_KRONA) = {"Per krona", "Per krona"},
    AT(SAY_BATCH_NONE_AVOIDED) = {"none avoided", "inget undviks"},
    AT(SAY_BATCH_HARDLY_AVOIDED) = {"hardly any avoided", "knappt något undviks"},
    AT(SAY_BATCH_HEADING_EACH) = {"Each on its own (the municipality, 10 years)",
                                  "Var och en för sig (kommunen, 10 år)"},
    AT(SAY_BATCH_EACH) = {"{0}: {1}. {2}, {3}; {4} of the value rests on guesses.",
                          "{0}: {1}. {2}, {3}; {4} av värdet vilar på gissningar."},
    AT(SAY_BATCH_EACH_NOTHING) = {"{0}: {1}. {2}, {3}; nothing or next to nothing is saved.",
                                  "{0}: {1}. {2}, {3}; inget eller nästan inget sparas."},
    AT(SAY_BATCH_HEADING_ORDER) = {"How sure the order is", "Hur säker ordningen är"},
    AT(SAY_BATCH_BEATS) =
        {"{0} has a better net result than {1} in {2} of the worlds, with luck in {3} of the "
         "cases.",
         "{0} har bättre nettoresultat än {1} i {2} av världarna, med slump i {3} av fallen."},
    AT(SAY_BATCH_EQUAL) = {"{0} and {1} are expected to have the same net result.",
                           "{0} och {1} väntas ha samma nettoresultat."},
    AT(SAY_BATCH_HEADING_TOTAL) = {"All together", "Alla tillsammans"},
    AT(SAY_BATCH_TOTAL) =
        {"They cost {0} and save {1}: net {2}, in nine cases of ten {3} {4}. They "
         "have paid back in {5} of the worlds.",
         "De kostar {0} och sparar {1}: netto {2}, i nio fall av tio {3} {4}. De "
         "har betalat sig i {5} av världarna."},
    AT(SAY_BATCH_TOTAL_ONCE) =
        {"What is saved on clients of two programmes counted once: they save {1}, net {2}, in nine "
         "cases of ten {3} {4}, and have paid back in {5} of the worlds.",
         "Om det som sparas på deltagare i två insatser räknas en gång sparar de {1}, netto {2}, "
         "i nio fall av tio {3} {4}, och har betalat sig i {5} av världarna."},
    AT(SAY_BATCH_NO_OVERLAP) =
        {"Nobody is said to take part in two of them; if somebody does, savings are counted twice "
         "here.",
         "Ingen sägs delta i två av dem; om någon gör det räknas besparingar dubbelt här."},
    AT(SAY_BATCH_LIMITED) =
        {"{0}: together they would in some years save more than all that is spent on it, {1} a "
         "year; most often in {2} ({3} of the worlds). What goes beyond is taken off all of them "
         "in proportion, {4} in all.",
         "{0}: tillsammans skulle de vissa år spara mer än alla utgifter för det, {1} om året; "
         "oftast {2} ({3} av världarna). Det som går utöver dras av från alla i proportion, "
         "sammanlagt {4}."},
    AT(SAY_BATCH_TOTAL_LIMITED) =
        {"With that taken off they save {1}, net {2}, in nine cases of ten {3} {4}, and have paid "
         "back in {5} of the worlds.",
         "När det har dragits av sparar de {1}, netto {2}, i nio fall av tio {3} {4}, och har "
         "betalat sig i {5} av världarna."},
    AT(SAY_BATCH_HEADING_FAILED) = {"Not ranked", "Inte rangordnade"},
    AT(SAY_BATCH_FAILED) = {"{0}: {1}", "{0}: {1}"},
    AT(SAY_BATCH_BETWEEN) = {"between {0} and {1}", "mellan {0} och {1}"},
    AT(SAY_BATCH_ALWAYS) =
        {"This ranking shows what follows if the assumptions hold; {0} of the "
         "values rest on guesses. It does not show that any of the programmes works, and a low "
         "saving is no reason to withhold help required by law.",
         "Rangordningen visar vad som följer om antagandena håller; {0} av värdena "
         "vilar på gissningar. Den visar inte att någon av insatserna fungerar, och en låg "
         "besparing är inget skäl att neka hjälp som lagen kräver."},
    AT(SAY_BATCH_ALWAYS_NOTHING) =
        {"This ranking shows what follows if the assumptions hold; nothing or next to nothing is "
         "saved, so no share that rests on guesses can be told. It does not show that any of the "
         "programmes works, and a low saving is no reason to withhold help required by law.",
         "Rangordningen visar vad som följer om antagandena håller; inget eller nästan inget "
         "sparas, så ingen andel som vilar på gissningar kan anges. Den visar inte att någon av "
         "insatserna fungerar, och en låg besparing är inget skäl att neka hjälp som lagen "
         "kräver."},
    AT(SAY_BATCH_CHART_NONE) = {"None of these {0}: after {1} none is likely to have paid back",
                                "Ingen av dessa {0}: efter {1} har troligen ingen betalat sig"},
    AT(SAY_BATCH_CHART_WEAK) = {"None of these {0}: the evidence does not bear any of them",
                                "Ingen av dessa {0}: underlaget bär ingen av dem"},
    AT(SAY_BATCH_CHART_FIRST) =
        {"The evidence speaks for {0}, which comes first in {1} of the worlds",
         "Underlaget talar för {0}, som kommer först i {1} av världarna"},
    AT(SAY_BATCH_CHART_UNIT) = {"Net saving after {0}, {1} in the money of {2}: {3}",
                                "Nettobesparing efter {0}, {1} i {2} års penningvärde: {3}"},
    AT(SAY_BATCH_CHART_BARS) =
        {"Dot: expected. Dark: 9 worlds of 10. Light: 9 cases of 10 with luck. To the right: ranks "
         "in 9 worlds of 10, and the chance to have paid back, from what is known and with luck.",
         "Punkt: det väntade. Mörkt: 9 världar av 10. Ljust: 9 fall av 10 med slump. Till höger: "
         "platser i 9 världar av 10 och chansen att ha betalat sig, utifrån det vi vet och "
         "med slump."},
    AT(SAY_BATCH_CHART_SOURCE) = {"Livsbana, {0} cohorts in the same {1} worlds.",
                                  "Livsbana, {0} kohorter i samma {1} världar."},
};
