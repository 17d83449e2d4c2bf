/* What the charts of a scenario say. */
#include "output/messages_parts.h"

#define AT(which) [(which)-N_PAGE_MESSAGES]

const char *const chart_messages[N_CHART_MESSAGES - N_PAGE_MESSAGES][N_LANGUAGES] = {
    AT(SAY_SOURCE) = {"Source: own simulation of “{0}”, {1} replicates in {2} worlds, model {3}.",
                      "Källa: egen simulering av ”{0}”, {1} replikat i {2} världar, modell {3}."},
    AT(SAY_SOURCE_GUESSES) = {"{0} of the value rests on guesses.",
                              "{0} av värdet vilar på gissningar."},
    AT(SAY_SOURCE_NOTHING) = {"Nothing or next to nothing is saved: no share on guesses is told.",
                              "Inget eller nästan inget sparas: ingen andel på gissningar anges."},
    AT(SAY_RANGE) = {"{0} to {1}", "{0} till {1}"},

    AT(SAY_FAN_BACK) = {"The municipality has its money back after {0} (median)",
                        "Kommunen har pengarna tillbaka efter {0} (median)"},
    AT(SAY_FAN_BACK_NOT_ALWAYS) =
        {"The municipality has its money back after {0} (median) – but not in every case",
         "Kommunen har pengarna tillbaka efter {0} (median) – men inte i alla fall"},
    AT(SAY_FAN_BACK_LOST) =
        {"The municipality has its money back after {0} (median), but is below zero again after "
         "{1}",
         "Kommunen har pengarna tillbaka efter {0} (median) men ligger åter på minus efter {1}"},
    AT(SAY_FAN_BACK_MAY_LOSE) =
        {"The municipality has its money back after {0} (median), but may be below zero again "
         "after {1}",
         "Kommunen har pengarna tillbaka efter {0} (median) men kan ligga på minus igen efter {1}"},
    AT(SAY_FAN_OPEN) =
        {"It is uncertain whether the municipality has its money back within {1} ({2} chance)",
         "Det är ovisst om kommunen får tillbaka pengarna inom {1} ({2} chans)"},
    AT(SAY_FAN_OPEN_LOST) =
        {"It is uncertain whether the municipality ever has its money back ({2} chance); after {1} "
         "it is likely to be below zero",
         "Det är ovisst om kommunen någon gång får tillbaka pengarna ({2} chans); efter {1} ligger "
         "den troligen på minus"},
    AT(SAY_FAN_NO_CASE) =
        {"From what we know, the municipality in no case has its money back within {0}",
         "Utifrån det vi vet får kommunen i inget fall tillbaka pengarna inom {0}"},
    AT(SAY_FAN_NOT_LIKELY) = {"The municipality is not likely to have its money back within {0}",
                              "Kommunen får troligen inte pengarna tillbaka inom {0}"},
    AT(SAY_FAN_NO_COST) = {"The municipality pays nothing: all it can do is gain or lose",
                           "Kommunen betalar inget: den kan bara vinna eller förlora"},
    AT(SAY_FAN_UNIT) = {"Cumulative net saving for the municipality, {0} in the money of {1}, not "
                        "discounted",
                        "Ackumulerad nettobesparing för kommunen, {0} i {1} års penningvärde, ej "
                        "diskonterad"},
    AT(SAY_FAN_BANDS) =
        {"Light band: with the luck of {0}. Dark band: from what we know, which is uncertain.",
         "Ljust band: med slumpen för {0} inräknad. Mörkt band: utifrån det vi vet, som är "
         "osäkert."},
    AT(SAY_FAN_ONE_BAND) =
        {"Band: with the luck of {0}. Line: what we know, which hardly varies.",
         "Band: med slumpen för {0} inräknad. Linje: det vi vet, som knappt varierar."},
    AT(SAY_FAN_BACK_LABEL) = {"Money back after {0}", "Pengarna tillbaka efter {0}"},
    AT(SAY_FAN_CASES_LABEL) = {"Money back in {0} of the cases",
                               "Pengarna tillbaka i {0} av fallen"},
    AT(SAY_FAN_NEVER_LABEL) = {"Money not back in {0} of the cases",
                               "Pengarna inte tillbaka i {0} av fallen"},
    AT(SAY_FAN_NO_CASE_LABEL) = {"Money back in no case", "I inget fall är pengarna tillbaka"},
    AT(SAY_FAN_HALF) = {"from what we know; half of the cases: {0}",
                        "utifrån det vi vet; hälften av fallen: {0}"},
    AT(SAY_FAN_NEVER) = {"never within {1} in {0} of the cases", "aldrig inom {1} i {0} av fallen"},
    AT(SAY_FAN_WITHIN) = {"within {0}, from what we know", "inom {0}, utifrån det vi vet"},
    AT(SAY_FAN_MIDDLE) = {"middle case {0}; half of the cases: {1}",
                          "mittfallet {0}; hälften av fallen: {1}"},
    AT(SAY_FAN_BY_LUCK) = {"back after {0}: with luck {1}, by luck alone {2}",
                           "tillbaka efter {0}: med slump {1}, av ren slump {2}"},
    AT(SAY_FAN_LUCK) = {"With luck, 9 cases of 10:", "Med slump, 9 fall av 10:"},
    AT(SAY_FAN_KNOWLEDGE) = {"From what we know, 9 of 10:", "Utifrån det vi vet, 9 av 10:"},
    AT(SAY_FAN_HARDLY_VARIES) = {"What we know\nhardly varies", "Det vi vet\nvarierar knappt"},
    AT(SAY_FAN_MEDIAN) = {"Median {0}\nfrom what we know", "Median {0}\nutifrån det vi vet"},
    AT(SAY_FAN_AXIS) = {"Years since the programme began", "År sedan insatsen började"},
    AT(SAY_FAN_AXIS_CALENDAR) = {"Years since the programme began, and the calendar year",
                                 "År sedan insatsen började, och kalenderår"},

    AT(SAY_CAREER_GAP) = {"At 45, the two courses of life are {0} a year apart",
                          "Vid 45 års ålder skiljer det {0} om året mellan de två livsbanorna"},
    AT(SAY_CAREER_NO_GAP) =
        {"At 45, the two courses of life hardly differ for the public purse",
         "Vid 45 års ålder skiljer sig de två livsbanorna knappt för det offentliga"},
    AT(SAY_CAREER_UNIT) =
        {"Yearly net contribution to the public sector per person, {0}. Band: the middle half",
         "Årligt netto till offentlig sektor per person, {0}. Band: den mittersta hälften"},
    AT(SAY_CAREER_UNIT_BORN) =
        {"Yearly net contribution to the public sector per person born in {1}, {0}. Band: the "
         "middle half",
         "Årligt netto till offentlig sektor per person född {1}, {0}. Band: den mittersta "
         "hälften"},
    AT(SAY_OR) = {"{0} / {1}", "{0} / {1}"}, /* labels may hold an "or" */
    AT(SAY_START_HOLDING) = {"{0}, with {1}", "{0}, med {1}"},
    AT(SAY_START_LACKING) = {"{0}, without {1}", "{0}, utan {1}"},
    AT(SAY_CAREER_WHO) = {"{0}, at {1}: {2}.", "{0}, vid {1} år: {2}."},
    AT(SAY_CAREER_LATER) = {"Many leave exclusion later; dead people count as 0.",
                            "Många lämnar utanförskapet senare; döda räknas som 0."},
    AT(SAY_CAREER_GAP_LABEL) = {"Gap at 45:\n{0} a year", "Skillnad vid 45 år:\n{0} per år"},
    AT(SAY_CAREER_ABOVE) = {"contributes more\nthan it costs", "bidrar med mer\nän de kostar"},
    AT(SAY_CAREER_BELOW) = {"costs more than\nit contributes", "kostar mer\nän de bidrar med"},
    AT(SAY_AGE) = {"Age", "Ålder"},

    AT(SAY_OCCUPANCY_FEWER) =
        {"At {0}, {1} of 100 stand outside without the programme – with it, {2}",
         "Utan insatsen är {1} av 100 i utanförskap vid {0} års ålder – med den {2}"},
    AT(SAY_OCCUPANCY_MORE) =
        {"With the programme more stand outside: {2} of 100 at {0}, instead of {1}",
         "Med insatsen är fler i utanförskap: {2} av 100 vid {0} års ålder, i stället för {1}"},
    AT(SAY_OCCUPANCY_SAME) = {"The programme hardly changes how many stand outside",
                              "Insatsen ändrar knappt hur många som är i utanförskap"},
    AT(SAY_OCCUPANCY_SAME_AFTER) =
        {"Once it holds nobody, the programme hardly changes how many stand outside",
         "När ingen längre är placerad ändrar insatsen knappt hur många som är i utanförskap"},
    AT(SAY_OCCUPANCY_NONE) = {"Where the participants are, without and with the programme",
                              "Var deltagarna finns, utan och med insatsen"},
    AT(SAY_OCCUPANCY_WHO) = {"{0}. In the title: the {1} of {2} who have begun by {3}",
                             "{0}. Rubriken: de {1} av {2} som har börjat vid {3} års ålder"},
    AT(SAY_OCCUPANCY_ALL) = {"{0}. In the title: all {1} participants",
                             "{0}. Rubriken: alla {1} deltagare"},
    AT(SAY_OCCUPANCY_UNIT) = {"Where participants are at each age, of 100. Warm colours: exclusion",
                              "Var deltagarna finns vid varje ålder, av 100. Varma färger: "
                              "utanförskap"},
    AT(SAY_WITHOUT) = {"Without the programme", "Utan insatsen"},
    AT(SAY_WITH) = {"With the programme", "Med insatsen"},

    AT(SAY_PAYERS_BOTH) = {"After {0} the municipality has gained, and so has society",
                           "Efter {0} har kommunen tjänat på det, och samhället också"},
    AT(SAY_PAYERS_CITY) = {"After {0} the municipality has gained, but society has not",
                           "Efter {0} har kommunen tjänat på det, men inte samhället"},
    AT(SAY_PAYERS_OTHERS) = {"After {0} society has gained, but the municipality has not",
                             "Efter {0} har samhället tjänat på det, men inte kommunen"},
    AT(SAY_PAYERS_ALL_LOSE) = {"After {0} neither the municipality nor society has gained",
                               "Efter {0} har varken kommunen eller samhället tjänat på det"},
    AT(SAY_PAYERS_CITY_OPEN) =
        {"After {0} the municipality has gained; society may gain or lose ({2} expected)",
         "Efter {0} har kommunen tjänat på det; samhället kan tjäna eller förlora (väntat {2})"},
    AT(SAY_PAYERS_NOT_OPEN) =
        {"After {0} the municipality has not gained; society may gain or lose ({2} expected)",
         "Efter {0} har kommunen inte tjänat på det; samhället kan tjäna eller förlora (väntat "
         "{2})"},
    AT(SAY_PAYERS_OPEN_BOTH) =
        {"After {0} the municipality may gain or lose ({1} expected), and so may society ({2})",
         "Efter {0} kan kommunen tjäna eller förlora (väntat {1}), och samhället likaså ({2})"},
    AT(SAY_PAYERS_OPEN_OTHERS) =
        {"After {0} society has gained; the municipality may gain or lose ({1} expected)",
         "Efter {0} har samhället tjänat på det; kommunen kan tjäna eller förlora (väntat {1})"},
    AT(SAY_PAYERS_OPEN_NOT) =
        {"After {0} society has not gained; the municipality may gain or lose ({1} expected)",
         "Efter {0} har samhället inte tjänat på det; kommunen kan tjäna eller förlora (väntat "
         "{1})"},
    AT(SAY_PAYERS_SUM) = {"{0} {1}", "{0} {1}"},
    AT(SAY_PAYERS_UNIT) =
        {"Cumulative net saving by payer, {0} in the money of {1}, not discounted",
         "Ackumulerad nettobesparing per aktör, {0} i {1} års penningvärde, ej diskonterad"},
    AT(SAY_PAYERS_BARS) =
        {"Bar: what is expected. With luck: half of the cases (thick line), 9 "
         "cases of 10 (thin line).",
         "Stapel: det väntade. Linjer, med slump: hälften av fallen (tjock), 9 fall "
         "av 10 (tunn)."},
    AT(SAY_LOSES) = {"← loses", "← förlorar"},
    AT(SAY_GAINS) = {"gains →", "vinner →"},

    AT(SAY_BOARDS_ALL) = {"Every board that pays is likely to have its money back within {0}",
                          "Varje nämnd som betalar lär få tillbaka sina pengar inom {0}"},
    AT(SAY_BOARDS_SOME) =
        {"{1} of {2} boards that pay are likely to have their money back within {0}",
         "{1} av {2} nämnder som betalar lär få tillbaka sina pengar inom {0}"},
    AT(SAY_BOARDS_NONE) = {"No board that pays is likely to have its money back within {0}",
                           "Ingen nämnd som betalar lär få tillbaka sina pengar inom {0}"},
    AT(SAY_BOARDS_OPEN) =
        {"For every board that pays it is uncertain whether its money is back within {0}",
         "För varje nämnd som betalar är det ovisst om pengarna är tillbaka inom {0}"},
    AT(SAY_BOARDS_SOME_OPEN) =
        {"{1} of {2} boards that pay are likely to have their money back within {0}; for {3} it is "
         "uncertain",
         "{1} av {2} nämnder som betalar lär få tillbaka sina pengar inom {0}; för {3} är det "
         "ovisst"},
    AT(SAY_BOARDS_NONE_OPEN) =
        {"None of {2} boards that pay is likely to have its money back within {0}; for {3} it is "
         "uncertain",
         "Ingen av {2} nämnder som betalar lär få tillbaka sina pengar inom {0}; för {3} är det "
         "ovisst"},
    AT(SAY_BOARDS_FREE) = {"No board pays: who gains and who loses, year by year",
                           "Ingen nämnd betalar: vem som vinner och förlorar, år för år"},
    AT(SAY_BOARDS_UNIT) =
        {"Cumulative net saving, {0} in the money of {1}, not discounted",
         "Ackumulerad nettobesparing, {0} i {1} års penningvärde, ej diskonterad"},
    AT(SAY_BOARDS_BANDS) =
        {"Line: expected; filled: still owed (rust) or gained (blue). Grey: 9 cases of 10, with "
         "luck. Shaded sums that reach further have a scale of their own, in black.\nMoney back: "
         "its chance, from what we know and, where that differs, with luck. Boards that hardly "
         "move are left out.",
         "Linje: väntat; fylld yta: ännu inte tillbaka (rött) eller vunnet (blått). Grått: 9 fall "
         "av 10, med slump. Summor (skuggade) som når längre har egen skala, i svart.\nPengar "
         "tillbaka: chansen för det, utifrån det vi vet och, där det skiljer, med slump. Nämnder "
         "där knappt något händer är "
         "utelämnade."},
    AT(SAY_BOARD_PAYS) = {"pays {0}; money back {1}", "betalar {0}; pengar tillbaka {1}"},
    AT(SAY_BOARD_PAYS_LUCK) = {"pays {0}; money back {1}, with luck {2}",
                               "betalar {0}; pengar tillbaka {1}, med slump {2}"},
    AT(SAY_BOARD_GAINS) = {"gains without paying", "vinner utan att betala"},
    AT(SAY_BOARD_LOSES) = {"loses without paying", "förlorar utan att betala"},
    AT(SAY_BOARD_MAY_GAIN) = {"expected to gain", "väntas vinna"},
    AT(SAY_BOARD_MAY_LOSE) = {"expected to lose", "väntas förlora"},
    AT(SAY_BOARD_SAME) = {"neither pays nor gains", "varken betalar eller vinner"},

    AT(SAY_PEOPLE_CHANGE) = {"{0}: {1} of {2} with the programme, instead of {3}",
                             "{0}: {1} av {2} med insatsen, i stället för {3}"},
    AT(SAY_PEOPLE_SAME) = {"The programme hardly changes how many of the {0} are affected",
                           "Insatsen ändrar knappt hur många av de {0} som berörs"},
    AT(SAY_PEOPLE_UNIT) = {"How many of the {0} participants, on average",
                           "Hur många av de {0} deltagarna, i genomsnitt"},
    AT(SAY_PEOPLE_UNIT_FEWER) =
        {"How many of the {0} participants, or of the fewer whom it can concern, where that is "
         "told; on average",
         "Hur många av de {0} deltagarna, eller av de färre som det kan gälla, där det anges; i "
         "genomsnitt"},
    AT(SAY_PEOPLE_OF) = {"of {0}", "av {0}"},
    AT(SAY_PEOPLE_DOTS) = {"Ring: without the programme. Dot: with it. Lines: 9 cases of 10.",
                           "Ring: utan insatsen. Punkt: med den. Linjer: 9 fall av 10."},
};
