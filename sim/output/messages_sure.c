/* What page one says of how sure it is, and of the verdict. */
#include "output/messages_parts.h"

#define AT(which) [(which)-N_RESULT_MESSAGES]

const char *const sure_messages[N_PAGE_MESSAGES - N_RESULT_MESSAGES][N_LANGUAGES] = {
    AT(SAY_HEADING_SURE) = {"How sure is this?", "Hur säkert är detta?"},
    AT(SAY_GUESSES) =
        {"{0} of the value ({2}) and {1} of its uncertainty rest on "
         "guesses: costs and effects of grade D or E, and effects in years that no study followed.",
         "{0} av värdet ({2}) och {1} av osäkerheten om det vilar på "
         "gissningar: kostnader och effekter av grad D eller E, och effekter under år som ingen "
         "studie har följt."},
    AT(SAY_VALUE_SAVED) = {"what the municipality saves", "det som kommunen sparar"},
    AT(SAY_VALUE_LOST) = {"here what the municipality loses", "här det som kommunen förlorar"},
    AT(SAY_GUESSES_NOTHING) =
        {"Nothing or next to nothing is saved, so no share of it can be told that rests on guesses "
         "or comes in years that no study followed.",
         "Inget eller nästan inget sparas, så det kan inte anges hur stor andel som vilar på "
         "gissningar eller kommer "
         "under år som ingen studie har följt."},
    AT(SAY_WEAK_NUMBERS) = {"Of the {1} numbers behind it, {0} are of grade D or E.",
                            "Av de {1} tal som ligger bakom har {0} grad D eller E."},
    AT(SAY_RESTS_ON) =
        {"All this rests on {0} cohorts in {1} worlds: a chance may be off by {2} for that alone.",
         "Allt detta vilar på {0} kohorter i {1} världar: en chans kan avvika med {2} enbart av "
         "det skälet."},
    AT(SAY_RESTS_ON_FEW) =
        {"All this rests on only {0} cohorts in {1} worlds: a chance may be off by {2} for that "
         "alone. --worlds and --replicates ask for more.",
         "Allt detta vilar på bara {0} kohorter i {1} världar: en chans kan avvika med {2} "
         "enbart av det skälet. --worlds och --replicates ger fler."},
    AT(SAY_SHOCK) =
        {"{0} of that uncertainty comes from good and bad years on the labour market, which all "
         "participants share.",
         "{0} av den osäkerheten kommer av goda och dåliga år på arbetsmarknaden, som är desamma "
         "för alla deltagare."},
    AT(SAY_BEYOND) =
        {"{0} of the value comes in years after any study stopped following its people. This is "
         "another share than that on guesses: an effect in years that were followed counts as "
         "followed also where what it leads to comes later.",
         "{0} av värdet kommer under år då ingen studie längre följde sina deltagare. Det är en "
         "annan andel än den på gissningar: en effekt under år som har följts räknas som "
         "uppföljd även när det som den leder till kommer senare."},
    AT(SAY_BEYOND_UNTOLD) =
        {"No effect tells how long its study followed people (`followed_until`). So all of the "
         "value counts as coming in years that nobody followed, and as a guess.",
         "Ingen effekt anger hur länge dess studie följde sina deltagare (`followed_until`). "
         "Därför räknas hela värdet till år som ingen har följt, och som gissning."},
    AT(SAY_WHEN) =
        {"{0} of the value comes in the first 5 years, {1} in years 6 to 10, {2} in years 11 to "
         "20, {3} later.",
         "{0} av värdet kommer de första 5 åren, {1} under år 6 till 10, {2} under år 11 "
         "till 20, {3} senare."},
    AT(SAY_WHEN_20) =
        {"{0} of the value comes in the first 5 years, {1} in years 6 to 10, {2} later.",
         "{0} av värdet kommer de första 5 åren, {1} under år 6 till 10, {2} senare."},
    AT(SAY_WHEN_10) = {"{0} of the value comes in the first 5 years, {1} later.",
                       "{0} av värdet kommer de första 5 åren, {1} senare."},
    AT(SAY_NO_EFFECTS) = {"The scenario names no effect: nothing can be saved, only paid.",
                          "Scenariot anger ingen effekt: inget kan sparas, bara betalas."},
    AT(SAY_APPROXIMATE) =
        {"Ranges with luck are approximate, each end within {0} of itself: the run was larger than "
         "the memory it was allowed. Means and chances are exact.",
         "Intervall där slumpen räknas in är ungefärliga, varje gräns på {0} när: körningen var "
         "större än det minne den fick ta. Medelvärden och chanser är exakta."},
    AT(SAY_UNTREATED_TOLD) =
        {"The scenario tells how such people fare without the programme, and the comparison "
         "follows it.",
         "Scenariot anger hur det går för sådana personer utan insatsen, och jämförelsen följer "
         "det."},
    AT(SAY_UNTREATED_MISSING) =
        {"No `untreated` course is given: part of the saving may be recovery that comes anyway.",
         "Inget förlopp är angivet under `untreated`: en del av besparingen kan vara återhämtning "
         "som ändå kommer."},
    AT(SAY_UNTREATED_MISSING_FOR) =
        {"No `untreated` course is given for {0}: part of the saving on them may be recovery that "
         "comes anyway. For the others the comparison follows what the scenario tells.",
         "Inget förlopp är angivet under `untreated` för {0}: en del av besparingen på dem kan "
         "vara återhämtning som ändå kommer. För övriga följer jämförelsen vad scenariot anger."},
    AT(SAY_SMALL_COST) =
        {"“{0}” costs {1} kronor a year for {2}: are these millions? Then the file "
         "should say {3}e6.",
         "”{0}” kostar {1} kronor om året för {2}: är det miljoner? Då ska det stå "
         "{3}e6 i filen."},
    AT(SAY_SMALL_COST_THOUSANDS) =
        {"“{0}” costs {1} kronor a year for {2}: are these thousands? Then the file "
         "should say {3}e3.",
         "”{0}” kostar {1} kronor om året för {2}: är det tusental (tkr)? Då ska det stå "
         "{3}e3 i filen."},
    AT(SAY_UNREACHED_MILESTONE) =
        {"“{0}” is decided at the age of {1}, and participants are {2} in the years of the "
         "effect: it does nothing.",
         "”{0}” avgörs vid {1} års ålder, och deltagarna är {2} år under de år då "
         "effekten verkar: den gör ingenting."},
    AT(SAY_FADED_MILESTONE) =
        {"“{0}” is decided at the age of {1}. By then {2} of the effect is left on average: its "
         "years (`years`) end too early, or it fades too soon (`fades_over`), for it to do what "
         "the study saw.",
         "”{0}” avgörs vid {1} års ålder. Då är i genomsnitt {2} av effekten kvar: dess år "
         "(`years`) slutar för tidigt, eller den klingar av för fort (`fades_over`), för att den "
         "ska göra det som studien såg."},
    AT(SAY_ODD_RATIO) =
        {"The effect on {0} is a ratio of {1}: above 10 or below 0.1 is seldom found. Percentage "
         "points and shares are no ratios; both shares can be written under `cumulative`.",
         "Effekten på {0} är en kvot på {1}: över 10 eller under 0,1 är ovanligt. Procentenheter "
         "och andelar är inga kvoter; båda andelarna kan skrivas under `cumulative`."},
    AT(SAY_IDLE_EFFECT) =
        {"No participant is expected in “{0}” in years {1}: the effect on {2} does nothing.",
         "Ingen deltagare väntas vara i ”{0}” under år {1}: effekten på {2} gör ingenting."},
    AT(SAY_IDLE_EFFECT_YEAR) =
        {"No participant is expected in “{0}” in year {1}: the effect on {2} does nothing.",
         "Ingen deltagare väntas vara i ”{0}” under år {1}: effekten på {2} gör ingenting."},

    AT(SAY_HEADING_VERDICT) = {"Verdict", "Omdöme"},
    AT(SAY_VERDICT_FOR) = {"speaks for", "talar för"},
    AT(SAY_VERDICT_AGAINST) = {"speaks against", "talar emot"},
    AT(SAY_VERDICT_UNDECIDED) = {"undecided", "ovisst"},
    AT(SAY_VERDICT_WEAK) = {"undecided: the evidence is too weak",
                            "ovisst: underlaget är för svagt"},
    AT(SAY_LIMIT_FOR) =
        {"“Speaks for” needs, last, that chance to be at least {0} (here {1}), and at least {2} "
         "with every effect of grade C to E halved (here {3}). All else is undecided.",
         "”Talar för” kräver till sist att den chansen är minst {0} (här {1}), och minst {2} när "
         "varje effekt av grad C till E halveras (här {3}). Allt annat är ovisst."},
    AT(SAY_WEAK_PLACE) =
        {"A placement of those grades has no half: when effects are halved, it counts as nil.",
         "En placering av de graderna kan inte halveras: när effekter halveras räknas den inte "
         "alls."},
    AT(SAY_LIMIT_AGAINST) =
        {"“Speaks against” is asked first. It needs, from what we know, a chance of at most {0} "
         "that the money is back after {1} (here {2}), and at most {3} with every effect of grade "
         "C to E doubled (here {4}).{5}",
         "”Talar emot” prövas först. Det kräver, utifrån det vi vet, högst {0} chans att pengarna "
         "är "
         "tillbaka efter {1} (här {2}), och högst {3} när varje effekt av grad C till E fördubblas "
         "(här {4}).{5}"},
    AT(SAY_AGAINST_STANDS) =
        {" It stands even when weak effects are doubled, so guesses at their strength do not "
         "decide it.",
         " Omdömet står sig även när svaga effekter fördubblas, så gissningar om deras styrka "
         "avgör det inte."},
    AT(SAY_LIMIT_WEAK) = {"If not, more than {0} of the value on guesses (here {1}) rules out "
                          "“speaks for”: the evidence is then too weak.",
                          "Annars utesluter mer än {0} av värdet på gissningar (här {1}) ”talar "
                          "för”: underlaget är då för svagt."},
    AT(SAY_LIMIT_BEYOND) = {"more", "mer"},
    AT(SAY_ALWAYS) =
        {"This shows what follows if the assumptions hold; {0} of the value rests on guesses. It "
         "does not show that the programme works, and a low saving is no reason to withhold help "
         "required by law.",
         "Detta visar vad som följer om antagandena håller; {0} av värdet vilar på gissningar. Det "
         "visar inte att insatsen fungerar, och en låg besparing är inget skäl att neka hjälp som "
         "lagen kräver."},
    AT(SAY_ALWAYS_NOTHING) =
        {"This shows what follows if the assumptions hold; nothing or next to nothing is saved, "
         "so no share that rests on guesses can be told. It does not show that the programme "
         "works, and a low "
         "saving is no reason to withhold help required by law.",
         "Detta visar vad som följer om antagandena håller; inget eller nästan inget sparas, så "
         "ingen andel som vilar på gissningar kan anges. Det visar inte att insatsen fungerar, och "
         "en låg besparing "
         "är inget skäl att neka hjälp som lagen kräver."},
};
