/* What is said of a fund. */
#include "output/messages_parts.h"

#define AT(which) [(which)-N_BATCH_MESSAGES]

const char *const fund_messages[N_MESSAGES - N_BATCH_MESSAGES][N_LANGUAGES] = {
    AT(SAY_FUND_OPENS) =
        {"{0} are in the fund when {1} begins. It is followed for {2}, with {3}: {4} in all.",
         "{0} finns i fonden när {1} börjar. Den följs i {2}, med {3}: sammanlagt {4}."},
    AT(SAY_FUND_REAL) = {"Everything is in the money of {0}. The balance is real: cash that lies "
                         "in the fund is taken "
                         "to keep its value.",
                         "Allt är i {0} års penningvärde. Saldot är realt: pengar som ligger i "
                         "fonden antas behålla "
                         "sitt värde."},
    AT(SAY_FUND_GRANT) = {"one grant", "ett bidrag"},
    AT(SAY_FUND_GRANTS) = {"{0} grants", "{0} bidrag"},

    AT(SAY_FUND_HEADING_BALANCE) = {"What becomes of the fund, by its own rules",
                                    "Hur det går för fonden, med dess egna regler"},
    AT(SAY_FUND_BALANCE) = {"At the end of {0} it holds {1} {2} on average (9 cases of 10: {3}).",
                            "I slutet av {0} finns i snitt {1} {2} kvar (9 fall av 10: {3})."},
    AT(SAY_FUND_RETURNED) =
        {"By then the boards have returned {0} {1} on average (9 cases of 10: {2}), {3} of what "
         "was "
         "granted.",
         "Nämnderna har då i snitt återfört {0} {1} (9 fall av 10: {2}), {3} av det beviljade."},
    AT(SAY_FUND_NEVER_SHORT) = {"Every grant can be paid in its year, in every case.",
                                "Varje bidrag kan betalas sitt år, i alla fall."},
    AT(SAY_FUND_SHORT_DELAY) = {"In {0} of the cases some grant cannot be paid when it is asked "
                                "for. It then waits until the "
                                "balance covers it, and its programme begins later.",
                                "I {0} av fallen kan något bidrag inte betalas när det söks. Det "
                                "får då vänta tills saldot "
                                "räcker, och insatsen börjar senare."},
    AT(SAY_FUND_SHORT_REFUSE) =
        {"In {0} of the cases some grant cannot be paid when it is asked for. It is then not made.",
         "I {0} av fallen kan något bidrag inte betalas när det söks. Det beviljas då inte."},
    AT(SAY_FUND_SHORT_DEFICIT) =
        {"In {0} of the cases some grant is more than there is when it is asked for, before that "
         "year's returns come in. It is paid all the same.",
         "I {0} av fallen är något bidrag större än vad som finns när det söks, innan årets "
         "återföring har kommit in. Det betalas ändå."},
    AT(SAY_FUND_WORST_YEAR) = {"That is most likely in {0} ({1}).", "Risken är störst {0} ({1})."},
    AT(SAY_FUND_NEGATIVE) =
        {"At the end of the year, with its returns, the balance is most often below zero in {0}: "
         "in {1} of the cases.",
         "Vid årets slut, med årets återföring, är saldot oftast under noll {0}: i {1} av fallen."},
    AT(SAY_FUND_AFFORDABLE) =
        {"What is left then pays on average for {0} further programmes of the average "
         "kind ({1} each; 9 cases of "
         "10: {2} to {3}).",
         "Det som då är kvar räcker i snitt till {0} nya insatser av genomsnittligt "
         "slag ({1} var; 9 fall av "
         "10: {2} till {3})."},
    AT(SAY_FUND_NEXT) = {"The chance that it does not pay for even one is {0}.",
                         "Risken att det inte räcker till någon är {0}."},
    AT(SAY_FUND_LIMITED) =
        {"{0}: together the programmes would in some years save more than all that is spent on it, "
         "{1} a year; most often in {2} ({3} of the cases). What goes beyond is taken off all of "
         "them in proportion, {4} in all.",
         "{0}: tillsammans skulle insatserna vissa år spara mer än alla utgifter för det, {1} om "
         "året; oftast {2} ({3} av fallen). Det som går utöver dras av från alla i proportion, "
         "sammanlagt {4}."},

    AT(SAY_FUND_HEADING_RULES) = {"The rules of return side by side, on the same lives",
                                  "Återföringsregler sida vid sida, på samma liv"},
    AT(SAY_FUND_RULES_EXPLAINED) =
        {"{0}, means; in parentheses 9 cases of 10. Programmes: those of the list that are "
         "granted, and "
         "from {1} "
         "on others of the average kind, at most {2} a year, out of what is left and what they "
         "return "
         "themselves. What is returned and left is told of the list alone, before any others.",
         "{0}, medelvärden; inom parentes 9 fall av 10. Insatser: de i listan som beviljas, och "
         "från och med "
         "{1} "
         "fler av genomsnittligt slag, högst {2} om året, ur det som är kvar och det som de själva "
         "återför. Återfört och kvar gäller enbart listan, innan några fler startas."},
    AT(SAY_FUND_COLUMN_RETURNED) = {"Returned", "Återfört"},
    AT(SAY_FUND_COLUMN_LEFT) = {"Left in {0}", "Kvar {0}"},
    AT(SAY_FUND_COLUMN_PROGRAMMES) = {"Programmes", "Insatser"},
    AT(SAY_FUND_RULE_FILE) = {"The fund's own rules", "Fondens egna regler"},
    AT(SAY_FUND_RULE_FULL) = {"Full return", "Full återföring"},
    AT(SAY_FUND_RULE_PARTIAL) = {"Partial return ({0})", "Delvis återföring ({0})"},
    AT(SAY_FUND_RULE_NONE) = {"No return", "Ingen återföring"},
    AT(SAY_FUND_ABOLISHED) =
        {"Against full return, the fund's own rules cost the fund {0} and {1} "
         "programmes; no return at all "
         "costs it {2} and {3} programmes, also against full return. The kronor are of the listed "
         "grants, all paid in their year.",
         "Jämfört med full återföring kostar fondens egna regler fonden {0} "
         "och {1} insatser; helt utan "
         "återföring kostar det {2} och {3} insatser, också jämfört med full "
         "återföring. Kronorna gäller de "
         "listade bidragen, alla betalda "
         "sitt år."},
    AT(SAY_FUND_NO_CHANGE) =
        {"The fund's own rules are full return here; against it, no return at all costs the fund "
         "{0} "
         "and {1} programmes. The kronor are of the listed grants, all paid in their year.",
         "Fondens egna regler är här full återföring; jämfört med det kostar det fonden {0} och "
         "{1} "
         "insatser att inte återföra något. Kronorna gäller de listade bidragen, alla betalda sitt "
         "år."},
    AT(SAY_FUND_LATER_RULES) =
        {"On the listed grants the fund's own rules return what full return does. Programmes that "
         "start later return less by them, so that {0} fewer are paid for than with full return. "
         "No return at all costs the fund {1} and {2} programmes, also against full return. The "
         "kronor are of the listed grants, all paid in their "
         "year.",
         "På de listade bidragen ger fondens egna regler lika mycket som full återföring. Insatser "
         "som startar senare återför mindre enligt dem, så att {0} färre insatser kan betalas "
         "än med full återföring. Helt utan återföring kostar det fonden {1} och {2} insatser, "
         "också jämfört med full återföring. Kronorna gäller de listade "
         "bidragen, alla betalda sitt år."},
    AT(SAY_FUND_STAYS) =
        {"What is not returned is not lost: the saving, if there is one, stays with the boards.",
         "Det som inte återförs är inte förlorat: besparingen, om det finns någon, stannar hos "
         "nämnderna."},

    AT(SAY_FUND_HEADING_BOARDS) = {"The risk to a board whose frame is cut",
                                   "Risken för en nämnd vars ram minskas"},
    AT(SAY_FUND_BOARDS_EXPLAINED) =
        {"{0}, all years together, means. Last column: how much the frame is cut beyond what the "
         "cost fell by, and in brackets how often that happens. Only such cases count there, and a "
         "cost that rose counts as one that did not fall, so the column is not the difference of "
         "the other two.",
         "{0}, alla år tillsammans, medelvärden. Sista kolumnen: hur mycket ramen minskas utöver "
         "vad kostnaden föll, och inom parentes hur ofta det händer. Bara sådana fall räknas där, "
         "och en kostnad som steg räknas som en som inte föll, så kolumnen är inte skillnaden "
         "mellan de två andra."},
    AT(SAY_FUND_COLUMN_CUT) = {"Frame cut", "Ramen minskas"},
    AT(SAY_FUND_COLUMN_FELL) = {"Cost fell", "Kostnaden föll"},
    AT(SAY_FUND_COLUMN_BEYOND) = {"Cut beyond that", "Minskad utöver det"},
    AT(SAY_FUND_NO_BOARD) = {"No board's frame is cut.", "Ingen nämnds ram minskas."},
    AT(SAY_FUND_BOARD_YEAR) =
        {"{0}: the chance that the frame is cut in a year in which the cost did not fall at all is "
         "at "
         "most {1} ({2}).",
         "{0}: risken att ramen minskas ett år då kostnaden inte föll alls är som mest {1} ({2})."},

    AT(SAY_FUND_HEADING_SURE) = {"How sure is this?", "Hur säkert är detta?"},
    AT(SAY_FUND_BASIS_EXPECTED) =
        {"Return by expectation: frames are cut by the saving that was expected at the decision, "
         "whatever happens; the boards carry the whole risk, the fund none.",
         "Återföring efter förväntan: ramarna minskas med den besparing som väntades vid beslutet, "
         "vad som än händer; nämnderna bär hela risken, fonden ingen."},
    AT(SAY_FUND_BASIS_MEASURED) =
        {"Return by measurement: frames are cut by what a comparison group shows. Its luck counts, "
         "and a year that looks good is cut while one that looks bad is not made good.",
         "Återföring efter mätning: ramarna minskas med vad en jämförelsegrupp visar. Slumpen i "
         "den räknas, och ett år som ser bra ut ger minskning medan ett som ser dåligt ut inte "
         "ersätts."},
    AT(SAY_FUND_BASIS_NEGOTIATED) =
        {"Return by agreement: frames are cut by an amount agreed beforehand, whatever happens.",
         "Återföring efter överenskommelse: ramarna minskas med ett avtalat belopp, vad som än "
         "händer."},
    AT(SAY_FUND_GUESSES) =
        {"{0} of the fund's {1} own numbers and rules are graded D or E: guesses to be replaced.",
         "{0} av fondens {1} egna uppgifter och regler har grad D eller E: gissningar att byta "
         "ut."},
    AT(SAY_FUND_ALWAYS) =
        {"This shows what follows if the assumptions hold. It does not show that the programmes "
         "work: "
         "`livsbana run` tells of each how much of it rests on guesses.",
         "Detta visar vad som följer om antagandena håller. Det visar inte att insatserna "
         "fungerar: "
         "`livsbana run` berättar för var och en hur mycket som vilar på gissningar."},

    AT(SAY_FUND_CHART_LASTS) = {"By its own rules the fund holds {1} in {0} on average",
                                "Med sina egna regler har fonden i snitt {1} kvar {0}"},
    AT(SAY_FUND_CHART_EMPTIES) =
        {"In {0} the fund holds {1} on average – mostly too little for a programme",
         "{0} finns i snitt {1} i fonden – oftast för lite för en insats"},
    AT(SAY_FUND_CHART_UNIT) = {"Balance at the end of the year, {0}, in the money of {1}",
                               "Saldo vid årets slut, {0}, i {1} års penningvärde"},
    AT(SAY_FUND_CHART_BANDS) = {"Bands: what the programmes do and who their people turn out to "
                                "be. Triangles: grants asked "
                                "for.",
                                "Banden: vad insatserna ger och hur det går för just dessa "
                                "människor. Trianglar: sökta bidrag."},
    AT(SAY_FUND_CHART_NINE) = {"9 cases of 10:", "9 fall av 10:"},
    AT(SAY_FUND_CHART_HALF) = {"half of the cases:", "hälften av fallen:"},
    AT(SAY_FUND_CHART_MEDIAN) = {"Median {0}", "Median {0}"},
    AT(SAY_FUND_CHART_AVERAGE) = {"an average grant\n{0}", "ett snittbidrag\n{0}"},
    AT(SAY_FUND_CHART_SOURCE) = {"Source: own simulation of “{0}”, {1} replicates in {2} worlds.",
                                 "Källa: egen simulering av ”{0}”, {1} replikat i {2} världar."},
    AT(SAY_FUND_CHART_START) = {"Start", "Start"},
    AT(SAY_FUND_CHART_RULES) =
        {"By {1} no return costs the fund {0} on average, against full return",
         "Till {1} kostar utebliven återföring fonden i snitt {0} mot full återföring"},
    AT(SAY_FUND_CHART_RULES_SAME) = {"The rule of return hardly changes the fund by {1}",
                                     "Återföringsregeln ändrar knappast fonden till {1}"},
    AT(SAY_FUND_CHART_RULES_UNIT) =
        {"Mean balance at the end of the year, {0}, in the money of {1}",
         "Genomsnittligt saldo vid årets slut, {0}, i {1} års penningvärde"},
    AT(SAY_FUND_CHART_RULES_LINES) =
        {"Dashed: the fund's own rules, over another line where both do the same. What is not "
         "returned stays with the boards.\nLines: the listed grants alone. Programmes (means): "
         "further ones "
         "too; those may return by later rules, so equal lines can buy different numbers.",
         "Streckat: fondens egna regler, ovanpå en annan linje där båda gör detsamma. Det som inte "
         "återförs stannar hos nämnderna.\nLinjer: bara de listade bidragen. Insatser "
         "(medelvärden): också "
         "nya; för dem kan senare regler gälla, så lika linjer kan ge olika antal."},
    AT(SAY_FUND_CHART_EDGE) = {"{0}\n{1} programmes", "{0}\n{1} insatser"},
};
