/* What page one says of a scenario; and where each message is found. */
#include "output/messages_parts.h"

static const char *const result_messages[N_RESULT_MESSAGES][N_LANGUAGES] = {
    [SAY_COST_ONE_YEAR] =
        {"{0}. The programme costs {1}, paid in its first year, in the money of {2}.",
         "{0}. Insatsen kostar {1}, betalt det första året, i {2} års penningvärde."},
    [SAY_COST_YEARS] =
        {"{0}. The programme costs {1} over its first {3} years, in the money of {2}.",
         "{0}. Insatsen kostar {1} under de första {3} åren, i {2} års penningvärde."},
    [SAY_NO_COST] = {"{0}. No cost of a programme is given.",
                     "{0}. Ingen kostnad för en insats är angiven."},
    [SAY_COMPARATOR] = {"Compared with: {0}", "Jämförs med: {0}"},
    [SAY_PARTICIPANTS] = {"{0} participants", "{0} deltagare"},
    [SAY_PARTICIPANT] = {"1 participant", "1 deltagare"},
    [SAY_THESE_PEOPLE] = {"these {0} people", "dessa {0} personer"},
    [SAY_THIS_PERSON] = {"this one person", "denna enda person"},
    [SAY_NOT_COUNTED] = {"Not counted, since nothing in the scenario is taken to change them: {0}.",
                         "Räknas inte, eftersom inget i scenariot antas förändra dem: {0}."},
    [SAY_GROUP] = {"“{0}”", "”{0}”"},
    [SAY_GROUP_NUMBER] = {"“{0}” ({1})", "”{0}” ({1})"},

    [SAY_HEADING_EFFECTS] = {"What the programme is taken to do", "Vad insatsen antas göra"},
    [SAY_EFFECT] = {"{0}{1}, {2}{3}.", "{0}{1}, {2}{3}."},
    [SAY_EFFECT_TRANSITION] = {"From {0} to {1}", "Från {0} till {1}"},
    [SAY_EFFECT_MILESTONE] = {"Reaching {0}", "Uppnår {0}"},
    [SAY_EFFECT_PLACE] = {"Held in: {0}", "Placeras i: {0}"},
    [SAY_ANY_STATE] = {"anywhere", "var som helst"},
    [SAY_ODDS_RATIO] = {": odds ratio {0}", ": oddskvot {0}"},
    [SAY_HAZARD_RATIO] = {": hazard ratio {0}", ": hazardkvot {0}"},
    [SAY_SHARES_ARE] =
        {": {0} of the treated and {1} of the untreated counted as “{2}” after {3}",
         ": {0} av de behandlade och {1} av de obehandlade räknades som ”{2}” efter {3}"},
    [SAY_SHARES_REACH] = {": {0} of the treated and {1} of the untreated did",
                          ": {0} av de behandlade och {1} av de obehandlade"},
    [SAY_INTERVAL] = {"{0} ({1} to {2})", "{0} ({1} till {2})"},
    [SAY_EFFECT_YEAR] = {"in year {0} from entry", "år {0} från starten"},
    [SAY_EFFECT_YEARS] = {"in years {0} to {1} from entry", "år {0} till {1} från starten"},
    [SAY_FADES_NEVER] = {" and ever after", " och för all framtid"},
    [SAY_FADES_AT_ONCE] = {", gone after that", ", därefter borta"},
    [SAY_FADES_OVER] = {", then fading away over {0}", ", därefter avklingande under {0}"},
    [SAY_EFFECT_GROUP] = {"Only for the group “{0}”.", "Endast för gruppen ”{0}”."},
    [SAY_EVIDENCE] = {"Source: {0}. Grade {1}: {2}; how long anybody was followed is not told "
                      "(`followed_until`), so all its years count as guesses.",
                      "Källa: {0}. Grad {1}: {2}; hur länge någon följdes anges inte "
                      "(`followed_until`), så alla dess år räknas som gissningar."},
    [SAY_EVIDENCE_FOLLOWED] = {"Source: {0}. Grade {1}: {2}; followed for {3}.",
                               "Källa: {0}. Grad {1}: {2}; uppföljd i {3}."},
    [SAY_SOURCE_OWN] = {"own assumption", "eget antagande"},
    [SAY_GRADE_A] = {"several trials", "flera experiment"},
    [SAY_GRADE_B] = {"one good trial or matched study here",
                     "ett bra experiment eller en bra matchad studie här"},
    [SAY_GRADE_C] = {"weak design or another country", "svag metod eller annat land"},
    [SAY_GRADE_D] = {"an association or an expert's guess",
                     "ett samband eller en sakkunnigs gissning"},
    [SAY_GRADE_E] = {"a guess", "en gissning"},
    [SAY_EFFECT_CAUSED] = {"Of the effect, {0} is counted as caused by the programme: {1}.",
                           "Av effekten räknas {0} som orsakad av insatsen: {1}."},
    [SAY_DESIGN_RCT] = {"people were allotted by chance", "lotten avgjorde vem som fick insatsen"},
    [SAY_DESIGN_MATCHED] = {"the study compared with similar people",
                            "studien jämförde med liknande personer"},
    [SAY_DESIGN_HISTORICAL] = {"the study compared with people of earlier years",
                               "studien jämförde med tidigare års personer"},
    [SAY_DESIGN_BEFORE_AFTER] = {"the study had nobody to compare with",
                                 "studien hade ingen att jämföra med"},
    [SAY_DESIGN_ASSOCIATION] = {"people who differ in this also differ in much else",
                                "de som skiljer sig i detta skiljer sig i mycket annat"},
    [SAY_DESIGN_EXPERT] = {"nobody measured, people who know the field judged",
                           "ingen har mätt, kunniga har bedömt"},
    [SAY_EFFECT_NIL] = {"In {0} of the cases it is taken to do nothing.",
                        "I {0} av fallen antas effekten utebli."},
    [SAY_PLACE_FOLLOWS] =
        {"What it is worth hangs on the model's ways out of that state, grade {0}: {1}. The value "
         "is counted with that grade.",
         "Vad det är värt beror på modellens vägar ut ur det tillståndet, grad {0}: {1}. Värdet "
         "räknas till den graden."},
    [SAY_ODDS_ARE] = {"Odds: how many do so for each who does not. An odds ratio of 2 doubles "
                      "them, 1 changes nothing.",
                      "Odds: hur många som gör det för var och en som inte gör det. En oddskvot på "
                      "2 fördubblar dem, 1 ändrar inget."},
    [SAY_HAZARDS_ARE] = {"Hazard: how often it happens in a year to those to whom it can. A ratio "
                         "of 2 doubles it, 1 changes nothing.",
                         "Hazard: hur ofta det händer på ett år för dem som det kan hända. En kvot "
                         "på 2 fördubblar den, 1 ändrar inget."},
    [SAY_REACHED] =
        {"The programme reaches {0} of the participants; the others live as without it.",
         "Insatsen når {0} av deltagarna; de andra lever som utan den."},
    [SAY_REACHED_UNTOLD] =
        {"Everybody is taken to be reached by the programme: nothing else is told (`reached`).",
         "Alla antas nås av insatsen: inget annat är angivet (`reached`)."},

    [SAY_HEADING_MONEY] = {"The municipality's money", "Kommunens pengar"},
    [SAY_SAVING] = {"Saved after {0}, before the programme's own cost is taken off: {1} (9 cases "
                    "of 10: {2} {3}).",
                    "Sparat efter {0}, innan insatsens egen kostnad har dragits av: {1} (9 fall av "
                    "10: {2} {3})."},
    [SAY_SAVING_LOST] = {"On average nothing is saved: after {0} the municipality has paid {1} "
                         "more than without the programme, before "
                         "the programme's own cost is added (saved, in 9 cases of 10: {2} {3}).",
                         "I genomsnitt sparas ingenting: efter {0} har kommunen betalat {1} mer än "
                         "utan insatsen, innan insatsens "
                         "egen kostnad har lagts till (sparat i 9 fall av 10: {2} {3})."},
    [SAY_DISPLACED] =
        {"Already taken off: {0} of what the participants' better course saves is counted as lost "
         "on "
         "others, whose jobs or places they took; {1} for the municipality after {2}. What is told "
         "of "
         "people is about the participants alone.",
         "Redan avdraget: {0} av det som deltagarnas bättre livsbanor sparar räknas som förlorat "
         "för "
         "andra, "
         "vars jobb eller platser de tog; {1} för kommunen efter {2}. Det som sägs om människorna "
         "gäller bara deltagarna."},
    [SAY_BEYOND_SPENDING] = {"{0}: in {1} of the worlds more would be saved in some year than all "
                             "that is spent on it, {2} a "
                             "year. No more than that is counted.",
                             "{0}: i {1} av världarna skulle något år mer sparas än alla utgifter "
                             "för det, {2} om året. Mer "
                             "än så räknas inte."},
    [SAY_BEYOND_TAKEN] = {"Already taken off for that: {0} for the municipality after {1}.",
                          "Redan avdraget för det: {0} för kommunen efter {1}."},
    [SAY_NET] =
        {"Less that cost it is {0} for the municipality, or {1} discounted at {2} a year; for "
         "society {3}, discounted at {4}.",
         "Efter avdrag för den kostnaden blir det {0} för kommunen, eller {1} diskonterat med {2} "
         "om "
         "året; för samhället {3}, diskonterat med {4}."},
    [SAY_NET_PART] =
        {"Less the part of that cost that the municipality has paid by then, {5}, it is {0} for "
         "the "
         "municipality, or {1} discounted at {2} a year; for society {3}, discounted at {4}.",
         "Efter avdrag för den del av kostnaden som kommunen då har betalat, {5}, blir det {0} för "
         "kommunen, eller {1} diskonterat med {2} om året; för samhället {3}, diskonterat med "
         "{4}."},
    [SAY_NET_UNPAID] =
        {"Of that cost the municipality has paid nothing by then: it is left with {0}, or {1} "
         "discounted at {2} a year; society with {3}, discounted at {4}.",
         "Av den kostnaden har kommunen då inte betalat något: för kommunen blir det {0}, eller "
         "{1} diskonterat med {2} om året; för samhället {3}, diskonterat med {4}."},
    [SAY_CHANCE] = {"Chance that the money is back after", "Chans att pengarna är tillbaka efter"},
    [SAY_FROM_KNOWLEDGE] = {"from what we know", "utifrån det vi vet"},
    [SAY_WITH_LUCK] = {"with luck, as it will be seen", "med slump, så som det kommer att synas"},
    [SAY_BY_LUCK_ALONE] = {"by luck alone, if it changed nothing",
                           "av ren slump, om den inte ändrade något"},
    [SAY_WHAT_LUCK_IS] =
        {"What we know: nobody is sure what works, or how much. With luck: what a controller will "
         "see when the costs of {0} are compared with what was expected. The costs can come out "
         "much higher or lower even if the programme does nothing; how often that alone would look "
         "like money back stands in the last row.",
         "Utifrån det vi vet: ingen vet säkert vad som verkar eller hur mycket. Med slump: det en "
         "controller kommer att se när kostnaderna för {0} jämförs med de väntade. Kostnaderna kan "
         "bli mycket högre eller lägre även om insatsen inte gör något; sista raden visar hur ofta "
         "enbart slumpen skulle få det att se ut som om pengarna är tillbaka."},
    [SAY_PAYBACK] =
        {"Time until the money is back, from what we know: {0} in the middle case; half of the "
         "cases {1}. "
         "In {2} of the cases it never is, within {3}.",
         "Tid tills pengarna är tillbaka, utifrån det vi vet: {0} i mittfallet; hälften av fallen "
         "{1}. "
         "I {2} av fallen är de inte tillbaka inom {3}."},
    [SAY_PAYBACK_ALWAYS] =
        {"Time until the money is back, from what we know: {0} in the middle case; half of the "
         "cases {1}. It is back within {3} in all the cases counted.",
         "Tid tills pengarna är tillbaka, utifrån det vi vet: {0} i mittfallet; hälften av fallen "
         "{1}. De är tillbaka inom {3} i alla fall som räknats."},
    [SAY_PAYBACK_COUNTED] = {"The money counts as back at the end of year {0} at the earliest, "
                             "when the last cost is paid.",
                             "Pengarna räknas som tillbaka tidigast i slutet av år {0}, när den "
                             "sista kostnaden är betald."},
    [SAY_PAYBACK_NEVER] =
        {"The money is not likely to come back: from what we know, it is not back within {1} in "
         "{0} of the cases.",
         "Pengarna kommer troligen inte tillbaka: utifrån det vi vet är de inte tillbaka inom {1} "
         "i {0} "
         "av fallen."},
    [SAY_PAYBACK_UNCERTAIN] =
        {"It is uncertain whether the money comes back: from what we know, it is not back within "
         "{1} in {0} of the cases.",
         "Det är ovisst om pengarna kommer tillbaka: utifrån det vi vet är de inte tillbaka inom "
         "{1} i {0} av fallen."},
    [SAY_PAYBACK_NO_CASE] =
        {"The money does not come back: from what we know, in no case within {0}.",
         "Pengarna kommer inte tillbaka: utifrån det vi vet inte i något fall inom {0}."},
    [SAY_PAYBACK_QUARTER] = {"A quarter of the cases have it back after {0} or sooner.",
                             "I en fjärdedel av fallen är de tillbaka efter {0} eller tidigare."},
    [SAY_PAYBACK_NO_COST] = {"The municipality pays nothing for the programme.",
                             "Kommunen betalar inget för insatsen."},
    [SAY_RELAPSE] = {"Of the cases that get there, {0} fall below zero again later.",
                     "Av de fall som når dit faller {0} senare under noll igen."},
    [SAY_NAIVE] = {"A count of before and after, without a comparison group, would say {0}: it "
                   "credits the programme with everyone who would have recovered anyway.",
                   "En jämförelse av före och efter, utan jämförelsegrupp, skulle säga {0}: den "
                   "tillgodoräknar insatsen alla som ändå hade klarat sig."},
    [SAY_NAIVE_NEVER] =
        {"A count of before and after, without a comparison group, would not find the money back "
         "either.",
         "Inte heller en jämförelse av före och efter, utan jämförelsegrupp, skulle visa att "
         "pengarna är tillbaka."},

    [SAY_HEADING_PAYERS] = {"Who pays and who gains, after {0}", "Vem betalar och vem vinner, "
                                                                 "efter {0}"},
    [SAY_SHARING] =
        {"Of what society gains after {0}, {1} before the programme's own cost, {2} stays with the "
         "municipality.",
         "Av det som samhället vinner efter {0}, {1} innan insatsens egen kostnad har dragits av, "
         "stannar {2} hos kommunen."},
    [SAY_SHARING_NO_GAIN] =
        {"After {0} society gains nothing ({1} before the programme's own cost), so that what the "
         "municipality saves ({2}) is no share of a gain.",
         "Efter {0} vinner samhället inget ({1} innan insatsens egen kostnad har dragits av), så "
         "att "
         "det som kommunen sparar ({2}) inte är någon andel av en vinst."},
    [SAY_SHARING_ALL_LOSE] = {"After {0} society loses {1} before the programme's own cost, the "
                              "municipality {2}: there is no gain to "
                              "share.",
                              "Efter {0} förlorar samhället {1} innan insatsens egen kostnad har "
                              "räknats in, kommunen {2}: det finns "
                              "ingen vinst att dela."},
    [SAY_SHARING_TINY] =
        {"After {0} society gains so little ({1} before the programme's own cost), beside what the "
         "programme costs or moves between payers, that a share of it would say nothing. The "
         "municipality saves {2}.",
         "Efter {0} vinner samhället så lite ({1} innan insatsens egen kostnad har dragits av), "
         "jämfört med vad insatsen kostar eller flyttar mellan aktörer, att en andel av det inte "
         "skulle "
         "säga "
         "något. Kommunen sparar {2}."},
    [SAY_SHARING_LOSES] =
        {"After {0} society gains {1} before the programme's own cost, but the municipality loses: "
         "{2}.",
         "Efter {0} vinner samhället {1} innan insatsens egen kostnad har dragits av, men kommunen "
         "förlorar: {2}."},
    [SAY_SHARING_MORE] =
        {"After {0} the municipality saves {2} before the programme's own cost, more than society "
         "gains ({1}): the rest is moved from others.",
         "Efter {0} sparar kommunen {2} innan insatsens egen kostnad har dragits av, mer än "
         "samhället vinner ({1}): resten flyttas från andra."},
    [SAY_PAYERS_EXPLAINED] =
        {"In {0}, not discounted. Net is what is expected to be saved less what is paid, in "
         "brackets 9 cases of 10 with luck. Back is the chance that the money is back: “known” "
         "from what we know of the programme, without luck; “luck” as it will be seen in the "
         "accounts. Who pays nothing has no money to have back: it gains or loses "
         "without paying.",
         "I {0}, ej diskonterat. Netto är det man väntas spara minus det man betalar, inom "
         "parentes 9 fall av 10 med slump. Tillbaka är chansen att pengarna är tillbaka: ”vi vet” "
         "utifrån det vi vet om insatsen, utan slump; ”slump” så som det kommer att synas i "
         "bokföringen. Den som inget betalar har inga pengar att få tillbaka: den vinner eller "
         "förlorar utan att betala."},
    [SAY_COLUMN_PAYS] = {"pays", "betalar"},
    [SAY_COLUMN_SAVES] = {"saves", "sparar"},
    [SAY_COLUMN_NET] = {"net", "netto"},
    [SAY_COLUMN_BACK] = {"back", "tillbaka"},
    [SAY_COLUMN_KNOWN] = {"known", "vi vet"},
    [SAY_COLUMN_LUCK] = {"luck", "slump"},
    [SAY_PAYS_NOTHING] = {"nothing", "inget"},
    [SAY_ONLY_GAINS] = {"gains", "vinner"},
    [SAY_ONLY_LOSES] = {"loses", "förlorar"},
    [SAY_OTHERS] = {"Others: households, other municipalities, equalisation, production",
                    "Övriga: hushåll, andra kommuner, utjämning, produktion"},

    [SAY_HEADING_PEOPLE] = {"The people", "Människorna"},
    [SAY_PEOPLE_UNTIL] =
        {"Counted from the start until the age of {0}, however many years the money is followed.",
         "Räknat från starten fram till {0} års ålder, oavsett hur många år pengarna följs."},
    [SAY_PEOPLE_BOTH] = {"{0}: without the programme {1} of {2}, with it {3} ({4}): {5}.",
                         "{0}: utan insatsen {1} av {2}, med den {3} ({4}): {5}."},
    [SAY_PEOPLE_YEARS] =
        {"{0}: without the programme {1} on average, with it {2} ({3} to {4}): {5}.",
         "{0}: utan insatsen i genomsnitt {1}, med den {2} ({3} till {4}): {5}."},
    [SAY_MORE] = {"{0} more", "{0} fler"},
    [SAY_FEWER] = {"{0} fewer", "{0} färre"},
    [SAY_NO_CHANGE] = {"no difference", "ingen skillnad"},
    [SAY_PEOPLE_AGAIN] =
        {"{0}: {1} of {2} ({3}). Not set beside those without the programme, who have to leave by "
         "themselves before they can come back.",
         "{0}: {1} av {2} ({3}). Jämförs inte med läget utan insatsen, där de själva måste ta "
         "sig därifrån innan de kan komma tillbaka."},
    [SAY_PEOPLE_SAME_ALL] = {"The programme hardly changes anything here: no outcome moves by half "
                             "a person, or by 0.05 years per participant. What moves most:",
                             "Insatsen ändrar knappt något här: inget utfall ändras med en halv "
                             "person eller med 0,05 år per deltagare. Det som ändras mest:"},
    [SAY_PEOPLE_REST] = {"These change most; all are in people.csv.",
                         "Dessa ändras mest; alla finns i people.csv."},
    [SAY_PEOPLE_TWINS] = {"For illustration, if each person had the same luck in both courses of "
                          "life:",
                          "Som illustration, om varje person hade samma slump i båda livsbanorna:"},
    [SAY_PEOPLE_TWIN] = {"{0}: {1} of {2} ({3}).", "{0}: {1} av {2} ({3})."},

    [SAY_HEADING_OUTCOMES] = {"Other outcomes, per participant", "Andra utfall, per deltagare"},
    [SAY_OUTCOME] = {"{0}: without the programme {1}, with it {2} ({3} to {4}), over {5}.",
                     "{0}: utan insatsen {1}, med den {2} ({3} till {4}), under {5}."},

    [SAY_HEADING_CLAIMS] = {"Claimed, and simulated", "Utlovat och simulerat"},
    [SAY_CLAIM] = {"{0}: {1} avoided cases claimed; the simulation avoids {2} ({3}).",
                   "{0}: {1} undvikna fall utlovade; i simuleringen undviks {2} ({3})."},
    [SAY_CLAIM_NOT_SIMULATED] =
        {"{0}: {1} avoided cases claimed; not compared, since the claim names no `state`.",
         "{0}: {1} undvikna fall utlovade; jämförs inte, eftersom inget `state` är angivet."},

    [SAY_HEADING_DOCUMENTED] = {"Documented, and simulated", "Dokumenterat och simulerat"},
    [SAY_DOCUMENTED_EXPLAINED] =
        {"What is published of the real programme, beside the simulation with luck (brackets: 9 "
         "cases of "
         "10). Where the two shares of a line are alike, the result tells nothing of the "
         "programme.",
         "Det som är publicerat om den verkliga insatsen, bredvid simuleringen med slump "
         "(parentes: 9 "
         "fall av 10). Där de två andelarna på en rad är lika säger utfallet inget om insatsen."},
    [SAY_DOCUMENTED_VALUE] = {"{0}: {1} is documented{7}; simulated {2} ({3}). {4} of the cases "
                              "come out lower, {5} if the "
                              "programme had no effect.{6}",
                              "{0}: {1} är dokumenterat{7}; simulerat {2} ({3}). {4} av fallen "
                              "blir lägre, {5} om insatsen "
                              "inte "
                              "hade någon effekt.{6}"},
    [SAY_DOCUMENTED_WITHIN] =
        {"{0}: {1} is documented{7}; simulated {2} ({3}). So it comes out in "
         "{4} of the cases, in {5} if the "
         "programme had no effect.{6}",
         "{0}: {1} är dokumenterat{7}; simulerat {2} ({3}). Så blir det i {4} "
         "av fallen, i {5} om insatsen "
         "inte hade någon effekt.{6}"},
    [SAY_DOCUMENTED_USED] =
        {" This figure was used to set the scenario: that it fits is no evidence.",
         " Uppgiften har använts för att ställa in scenariot: att den stämmer är inget belägg."},
    [SAY_ABOUT_EVEN] = {"about even", "ungefär jämnt upp"},
    [SAY_TAKEN_AS] = {", taken as {0}", ", här räknat som {0}"},
    [SAY_AT_LEAST] = {"at least {0}", "minst {0}"},
    [SAY_AT_MOST] = {"at most {0}", "högst {0}"},
    [SAY_FROM_TO] = {"{0} to {1}", "{0} till {1}"},
    [SAY_POINTS] = {"{0} percentage points", "{0} procentenheter"},
    [SAY_POINT] = {"1 percentage point", "1 procentenhet"},
};

/* In the order of the enumeration; a new part is its row and its file. */
static const struct {
    Message first;
    const char *const (*text)[N_LANGUAGES];
} part[] = {{0, result_messages},
            {N_RESULT_MESSAGES, sure_messages},
            {N_PAGE_MESSAGES, chart_messages},
            {N_CHART_MESSAGES, batch_messages},
            {N_BATCH_MESSAGES, fund_messages}};

const char *message(Message which, Language language)
{
    int p = (int)(sizeof part / sizeof part[0]) - 1;
    while (part[p].first > which) p--;
    return part[p].text[which - part[p].first][language];
}

char *message_fill(Arena *arena, Message which, Language language, const char *const *argument)
{
    int n = 0;
    while (argument[n] != NULL) n++;
    return text_fill(arena, message(which, language), argument, n);
}
