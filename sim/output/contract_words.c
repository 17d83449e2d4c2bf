#include "output/contract_words.h"

static const char *const pattern[N_CONTRACT_WORDS][N_LANGUAGES] = {
    [CONTRACT_ABOUT] = {"On the scenario “{0}”: {1}.", "Om scenariot ”{0}”: {1}."},
    [CONTRACT_DRAWN] =
        {"An investor puts in {0} and is paid back at the start of programme year {1}: "
         "{2} whatever is found, and {3} of every krona that the evaluation finds "
         "saved, until the money is back.",
         "En investerare satsar {0} och får betalt i början av insatsens år {1}: {2} "
         "oavsett utfall, och {3} av varje krona som utvärderingen finner sparad, "
         "tills pengarna är tillbaka."},
    [CONTRACT_PAID_BACK] = {"Nothing is paid above that.", "Mer än så betalas inte."},
    [CONTRACT_ABOVE] = {"Further savings pay at most {0} of what was put in above that.",
                        "Ytterligare besparingar ger därutöver högst {0} av det satsade beloppet."},
    [CONTRACT_ABOVE_IF] =
        {"Further savings pay at most {0} of what was put in above that, if {1}.",
         "Ytterligare besparingar ger därutöver högst {0} av det satsade beloppet, om "
         "{1}."},
    [CONTRACT_IF_MILESTONE] = {"the share who reach “{0}” is {1} {2}",
                               "andelen som når ”{0}” är {1} {2}"},
    [CONTRACT_IF_STATE] = {"the share in “{0}” after {3} is {1} {2}",
                           "andelen i ”{0}” efter {3} är {1} {2}"},
    [CONTRACT_IF_YEARS] = {"the mean number of years in “{0}” is {1} {2}",
                           "medeltalet år i ”{0}” är {1} {2}"},
    [CONTRACT_HIGHER] = {"higher", "högre"},
    [CONTRACT_LOWER] = {"lower", "lägre"},
    [CONTRACT_THAN_COMPARISON] = {"than in the comparison group", "än i jämförelsegruppen"},
    [CONTRACT_THAN_LEVEL] = {"than {0}", "än {0}"},
    [CONTRACT_BY] = {"{0} by more than {1}", "{0} med mer än {1}"},
    [CONTRACT_MEASURED_BY] = {"Measured over {0} from each person's entry, against {1}.",
                              "Mätt under {0} från varje persons start, mot {1}."},
    [CONTRACT_RANDOMISED] = {"{0} people chosen by lot", "{0} personer som lotten valt"},
    [CONTRACT_MATCHED] = {"{0} people who look alike", "{0} personer som liknar dem"},
    [CONTRACT_HISTORICAL] = {"{0} people {1} earlier", "{0} personer {1} tidigare"},
    [CONTRACT_PRICES] = {"Amounts are in the money of {0}; {1} of {2} in the contract.",
                         "Belopp i {0} års penningvärde; i avtalet {1} i {2} års penningvärde."},
    [CONTRACT_PRICES_SAME] = {"Amounts are in the money of {0}.", "Belopp i {0} års penningvärde."},

    [CONTRACT_HEADING_MONEY] = {"What is saved, found and paid",
                                "Vad som sparas, mäts och betalas"},
    [CONTRACT_MONEY_EXPLAINED] = {"In {0}, of the costs and years that the contract counts.",
                                  "I {0}, av de kostnader och år som avtalet räknar."},
    [CONTRACT_COLUMN_MEAN] = {"mean", "medel"},
    [CONTRACT_COLUMN_RANGE] = {"9 cases of 10", "9 fall av 10"},
    [CONTRACT_TRUE_SAVING] = {"True saving", "Verklig besparing"},
    [CONTRACT_MEASURED_SAVING] = {"Saving that the evaluation finds",
                                  "Besparing som utvärderingen finner"},
    [CONTRACT_PAID] = {"Paid to the investor", "Betalt till investeraren"},
    [CONTRACT_INVESTOR_NET] = {"The investor's net", "Investerarens netto"},
    [CONTRACT_MUNICIPALITY_NET] = {"The municipality's net", "Kommunens netto"},
    [CONTRACT_MUNICIPALITY_ALONE] = {"The same without a contract", "Detsamma utan avtal"},
    [CONTRACT_ASSUMED] =
        {"The true saving is what the programme changes; the evaluation sees the difference from "
         "the comparison group. It finds {0} on average: {1} from how the groups are assumed to "
         "differ, and {3} from the programme and luck. Assumed is: {2}.",
         "Den verkliga besparingen är vad insatsen ändrar; utvärderingen ser skillnaden mot "
         "jämförelsegruppen. Den finner i medeltal {0}: {1} av hur grupperna antas skilja sig och "
         "{3} av insatsen och slumpen. Antaget är: {2}."},
    [CONTRACT_BIAS] = {"bias {0}, grade {1}", "skevhet {0}, grad {1}"},
    [CONTRACT_DRIFT] = {"yearly drift {0}, grade {1}", "årlig kostnadsdrift {0}, grad {1}"},
    [CONTRACT_REGRESSION] = {"regression {0}, grade {1}", "återgång {0}, grad {1}"},
    [CONTRACT_MONEY_MEANS] =
        {"The municipality's net: what these participants save it, and what the investor puts in, "
         "less the programme ({0}) and what it pays back.",
         "Kommunens netto: vad dessa deltagare sparar åt den och vad investeraren satsar, minus "
         "insatsen ({0}) och vad den betalar tillbaka."},
    [CONTRACT_LATER] =
        {"With all that the municipality's budgets are spared over {0}, discounted, its net is {1} "
         "on "
         "average ({2} in 9 cases of 10).",
         "Med allt som kommunens budgetar slipper under {0}, diskonterat, är dess netto i medeltal "
         "{1} ({2} i 9 fall av 10)."},
    [CONTRACT_RETURN] =
        {"The investor has the money back in {0} of all cases. Yearly return: {1} in the middle, "
         "{2} to {3} in 9 cases of 10.",
         "Investeraren får pengarna tillbaka i {0} av alla fall. Årlig avkastning: {1} i mitten, "
         "{2} "
         "till {3} i 9 fall av 10."},
    [CONTRACT_NOTHING_BACK] = {"In {0} of all cases nothing comes back at all.",
                               "I {0} av alla fall kommer ingenting tillbaka."},

    [CONTRACT_HEADING_WRONG] = {"How often the evaluation errs", "Hur ofta utvärderingen tar fel"},
    [CONTRACT_FOUND_AND_TRUE] =
        {"It finds a saving in {0} of all cases; there is one in {1}. In {2} it finds one where "
         "there "
         "is none, or misses one.",
         "Den finner en besparing i {0} av alla fall; i {1} finns det en. I {2} finner den en som "
         "inte finns, eller missar en som finns."},
    [CONTRACT_FOR_NOTHING] =
        {"Paid for nothing, beyond the guarantee though nothing is saved: {0} of all cases ({1} of "
         "those where nothing is saved), {2} on average.",
         "Betalt för ingenting, utöver garantin fast inget sparas: {0} av alla fall ({1} av dem "
         "där "
         "inget sparas), i medeltal {2}."},
    [CONTRACT_NEVER_FOR_NOTHING] =
        {"Nothing is ever paid beyond the guarantee where nothing is saved.",
         "Inget betalas någonsin utöver garantin där inget sparas."},
    [CONTRACT_UNPAID] = {"A true saving that goes unpaid: {0} of all cases ({1} of those where "
                         "something is saved).",
                         "En verklig besparing som inte ger någon betalning: {0} av alla fall ({1} "
                         "av dem där något "
                         "sparas)."},
    [CONTRACT_STOPPED] =
        {"Enough is found, but the goal is missed and nothing paid above the money back: {0} of "
         "all "
         "cases.",
         "Tillräckligt mäts, men målet missas och inget betalas utöver de satsade pengarna: {0} av "
         "alla "
         "fall."},

    [CONTRACT_HEADING_VERDICTS] = {"How likely each verdict is before the start",
                                   "Hur troligt varje omdöme är före starten"},
    [CONTRACT_VERDICTS_EXPLAINED] = {"Of all cases, what the evaluation reports.",
                                     "Av alla fall, vad utvärderingen rapporterar."},
    [CONTRACT_COLUMN_NOT_MET] = {"goal missed", "målet missat"},
    [CONTRACT_COLUMN_MET] = {"goal met", "målet uppnått"},
    [CONTRACT_COLUMN_SHARE] = {"share", "andel"},
    [CONTRACT_DEARER] = {"Dearer than the comparison group, or as dear",
                         "Dyrare än jämförelsegruppen, eller lika dyrt"},
    [CONTRACT_CHEAPER] = {"Cheaper, but not enough for the money back",
                          "Billigare, men inte nog för att få pengarna tillbaka"},
    [CONTRACT_ENOUGH] = {"Cheaper, and enough for the money back",
                         "Billigare, nog för att få pengarna tillbaka"},
    [CONTRACT_VERDICT_SPLIT] = {"Dearer, yet the goal met: {0}.",
                                "Dyrare, men målet uppnått: {0}."},
    [CONTRACT_VERDICT_CHEAPER] = {"Cheaper, whatever the goal: {0}.",
                                  "Billigare, oavsett målet: {0}."},
    [CONTRACT_VERDICT_SUCCESS] = {"Cheaper and the goal met, “successful”: {0}.",
                                  "Billigare och målet uppnått, ”lyckat”: {0}."},
    [CONTRACT_VERDICT_TRUE] =
        {"Something is truly saved in {0} of the cases found dearer, and in {1} of those found "
         "cheaper.",
         "Något sparas verkligen i {0} av fallen som befinns dyrare, och i {1} av dem som befinns "
         "billigare."},

    [CONTRACT_HEADING_YEARS] = {"What another follow-up would find",
                                "Vad en annan uppföljningstid skulle finna"},
    [CONTRACT_COLUMN_FOUND] = {"saving found", "besparing mäts"},
    [CONTRACT_COLUMN_TRUE] = {"truly saved", "sparas verkligen"},
    [CONTRACT_COLUMN_MISJUDGED] = {"misjudged", "felbedömt"},
    [CONTRACT_AFTER] = {"After {0}", "Efter {0}"},

    [CONTRACT_HEADING_RISKS] = {"Who carries which risk", "Vem som bär vilken risk"},
    [CONTRACT_RISKS_EXPLAINED] =
        {"Spread of each one's net (standard deviation, {0}), and the part of "
         "its variance that comes from",
         "Spridningen i vars och ens netto (standardavvikelse, {0}), och hur "
         "stor del av variansen som kommer av"},
    [CONTRACT_COLUMN_INVESTOR] = {"investor", "investerare"},
    [CONTRACT_COLUMN_MUNICIPALITY] = {"municipality", "kommun"},
    [CONTRACT_COLUMN_ALONE] = {"without contract", "utan avtal"},
    [CONTRACT_SPREAD] = {"Spread", "Spridning"},
    [CONTRACT_RISK_KNOWLEDGE] = {"what is not known of lives, costs and effects",
                                 "det man inte vet om liv, kostnader och effekter"},
    [CONTRACT_RISK_PARTICIPANTS] = {"the participants' luck", "slumpen för deltagarna"},
    [CONTRACT_RISK_COMPARED] = {"the comparison group's luck", "slumpen för jämförelsegruppen"},
    [CONTRACT_RISK_BIAS] = {"how alike the groups are", "hur jämförbara grupperna är"},
    [CONTRACT_RISK_TOGETHER] = {"several of these at once", "flera av dessa samtidigt"},
    [CONTRACT_RISK_UNTOLD] =
        {"Not told: it takes at least two replicates in each world. Ask for {0} or more, with "
         "--replicates or in the scenario (simulation: replicates).",
         "Kan inte anges: det krävs minst två replikat i varje värld. Begär minst {0}, med "
         "--replicates eller i scenariot (simulation: replicates)."},

    [CONTRACT_HEADING_FAIR] = {"What would be fair", "Vad som vore rimligt"},
    [CONTRACT_FAIR_NOW] =
        {"As the contract stands the investor expects {0} at {1} a year, and the municipality {2} "
         "over the follow-up.",
         "Som avtalet är väntar sig investeraren {0} vid {1} per år, och kommunen {2} under "
         "uppföljningen."},
    [CONTRACT_FAIR_GUARANTEED] = {"{0} breaks even with {1} guaranteed ({2} now).",
                                  "{0} går jämnt ut med {1} garanterat (nu {2})."},
    [CONTRACT_FAIR_SHARE] =
        {"{0} breaks even with {1} of every krona saved going to the investor ({2} "
         "now).",
         "{0} går jämnt ut om {1} av varje sparad krona går till investeraren "
         "(nu {2})."},
    [CONTRACT_FAIR_INVESTOR] = {"The investor", "Investeraren"},
    [CONTRACT_FAIR_MUNICIPALITY] = {"The municipality", "Kommunen"},
    [CONTRACT_FAIR_NONE] = {"{0} breaks even with no guaranteed share: from {1} with nothing "
                            "guaranteed to {2} with everything.",
                            "{0} går inte jämnt ut med någon garanterad andel: från {1} med inget "
                            "garanterat till {2} med allt."},
    [CONTRACT_EFFECTS] =
        {"Effects that rest on grade D or E: {0} of {1}. `livsbana run` tells how much of the "
         "saving hangs on them.",
         "Effekter som vilar på grad D eller E: {0} av {1}. `livsbana run` visar hur stor del av "
         "besparingen som hänger på dem."},
    [CONTRACT_GUESSED] = {"How the groups differ is guessed: {0}.",
                          "Hur grupperna skiljer sig är gissat: {0}."},
    [CONTRACT_ALWAYS] =
        {"This shows what follows if the assumptions of the scenario and of the comparison hold. "
         "It "
         "shows neither that the programme works nor what will be paid, and a low saving is no "
         "reason to withhold help required by law.",
         "Detta visar vad som följer om scenariots och jämförelsens antaganden stämmer. Det visar "
         "varken att insatsen fungerar eller vad som kommer att betalas, och en låg besparing är "
         "inget skäl att neka hjälp som lagen kräver."},

    [CONTRACT_CHART_TITLE] =
        {"In {0} of all cases the investor is paid for a saving that is not there",
         "I {0} av alla fall får investeraren betalt för en besparing som inte finns"},
    [CONTRACT_CHART_UNIT] =
        {"Paid to the investor against the true saving, {0}, in the money of {1}",
         "Betalt till investeraren mot verklig besparing, {0}, {1} års "
         "penningvärde"},
    [CONTRACT_CHART_X] = {"True saving after {0}", "Verklig besparing efter {0}"},
    [CONTRACT_CHART_DOTS] =
        {"One dot a case: a world of the assumptions, and who the people of both groups turn out "
         "to be. Dots that coincide are spread a little.",
         "En punkt per fall: en värld av antagandena, och vilka människorna i båda grupperna visar "
         "sig vara. Punkter som sammanfaller är lätt utspridda."},
    [CONTRACT_CHART_SOURCE] = {"Livsbana, {0}: {1} cases, of which {2} are shown.",
                               "Livsbana, {0}: {1} fall, varav {2} visas."},
    [CONTRACT_CHART_SOURCE_ALL] = {"Livsbana, {0}: {1} cases.", "Livsbana, {0}: {1} fall."},
    [CONTRACT_CHART_NOTHING] = {"paid for nothing\n{0}", "betalt för ingenting\n{0}"},
    [CONTRACT_CHART_UNPAID] = {"saved, but unpaid\n{0}", "sparat men inte betalt\n{0}"},
    [CONTRACT_CHART_LINE] = {"if the truth\nwere measured", "om sanningen\nmättes"},
    [CONTRACT_CHART_DRAWN] = {"the money back", "pengarna tillbaka"},
    [CONTRACT_CHART_GUARANTEED] = {"the guarantee", "garantin"},
};

const char *contract_word(ContractWord which, Language language)
{
    return pattern[which][language];
}

char *contract_fill(Arena *arena, ContractWord which, Language language,
                    const char *const *argument)
{
    int n = 0;
    while (argument[n] != NULL) n++;
    return text_fill(arena, pattern[which][language], argument, n);
}
