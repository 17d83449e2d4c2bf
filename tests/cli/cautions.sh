#!/usr/bin/env bash
# What looks like a slip of the writer's is told by every command, and the run goes on.
source "$(dirname "$0")/harness.bash"
cp -r tests/cli/small/. "$work/slips"
slip=$work/slips/school.yaml
size="--worlds 50 --replicates 50 --no-plots"
note="school.yaml:18:7: mentors: 2.4 kronor a year for 20 participants: are these millions? write 2.4e6"

# Nobody starts in absence, so in the first year there is nobody to bring back to school.
sed -i 's/per_year: 400000/per_year: 2.4/; /reached:/d; s/{absence: .*$/{school: 1}/
        s/years: 1..2, fades_over: 2/years: 1, fades_over: 0/' "$slip"
line=$(grep -n 'item: mentors' "$slip" | cut -d: -f1)
note=${note/18/$line}
expect 0 check "$slip"
says err "$note"
says out "valid"
expect 0 run "$slip" -o "$work/run" $size
says err "$note"
tr -s ' \n' ' ' <"$work/out" >"$work/page"
says page "“mentors” costs 2.4 kronor a year for 20 participants: are these millions? Then the file should say 2.4e6."
says page "No participant is expected in “school absence” in year 1: the effect on absence -> school does nothing."
says page "Everybody is taken to be reached by the programme: nothing else is told"
expect 0 run "$slip" -o "$work/run" $size --language sv
tr -s ' \n' ' ' <"$work/out" >"$work/page"
says page "”mentors” kostar 2,4 kronor om året för 20 deltagare: är det miljoner? Då ska det stå 2.4e6 i filen."
says page "Ingen deltagare väntas vara i ”skolfrånvaro” under år 1: effekten på absence -> school gör ingenting."
says page "Alla antas nås av insatsen: inget annat är angivet"
for file in "batch $work/slips/portfolio.yaml" "fund $work/slips/fund.yaml" "contract $work/slips/contract.yaml"; do
    expect 0 $file -o "$work/${file%% *}" $size --quiet
    says err "$note"
done

# At 2,000 kronor a participant it is taken as written, and in the second year some have come to absence.
sed -i 's/per_year: 2.4/per_year: 20000/; s/years: 1, fades_over: 0/years: 2, fades_over: 0/' "$slip"
expect 0 run "$slip" -o "$work/run" $size
is_empty err
for text in "are these millions" "is expected in"; do
    grep -q "$text" "$work/out" && fail "tells of a slip that is none: $text"
done
# A participant's year of 350 thousand, written 350, is no programme; beside one it may be a small cost.
sed 's/per_year: 20000/per_participant: 350/' "$slip" >"$work/slips/each.yaml"
expect 0 check "$work/slips/each.yaml"
says err "mentors: 7000 kronor a year for 20 participants: are these thousands? write 350e3"
sed "${line}p; ${line}s/mentors/leaflets/; ${line}s/per_year: 20000/per_year: 5000/" "$slip" >"$work/slips/beside.yaml"
expect 0 check "$work/slips/beside.yaml"
is_empty err
sed -i 's/per_year: 20000/per_year: 999/' "$slip"
expect 0 check "$slip"
says err "999 kronor a year for 20 participants: are these thousands? write 999e3"
# As many millions would be too many for so few: the writer counted in thousands.
expect 0 run "$slip" -o "$work/run" $size --language sv
tr -s ' \n' ' ' <"$work/out" >"$work/page"
says page "”mentors” kostar 999 kronor om året för 20 deltagare: är det tusental (tkr)? Då ska det stå 999e3 i filen."

# Grades are decided at 16: nobody of 17 or 18 can still become eligible, but who is 16 can.
for ages in 17..18 16..18; do
    sed "s/ages: 7..14/ages: $ages/; /untreated:/d; /outcome: family_home/d" scenarios/norrkoping/skolfam2.yaml >"$work/slips/$ages.yaml"
    expect 0 check "$work/slips/$ages.yaml"
    [ "$ages" = 16..18 ] && is_empty err
    [ "$ages" = 16..18 ] || says err "milestone eligible: decided at 16, and participants are 17 to 30 in the years of the effect: it does nothing"
done
# Nobody is told of as older than people of the model get.
sed "s/ages: 7..14/ages: 17/; /untreated:/d; /outcome: family_home/d; s/fades_over: .*/fades_over: never/" scenarios/norrkoping/skolfam2.yaml >"$work/slips/never.yaml"
expect 0 check "$work/slips/never.yaml"
says err "decided at 16, and participants are 17 to 89 in the years of the effect"
sed "s/ages: 7..14/ages: 15/; /untreated:/d; /outcome: family_home/d; s/^    years: 1..3/    years: 1/; s/fades_over: .*/fades_over: 0/" scenarios/norrkoping/skolfam2.yaml >"$work/slips/15.yaml"
expect 0 check "$work/slips/15.yaml"
says err "decided at 16, and participants are 15 in the years of the effect"
expect 0 run "$work/slips/17..18.yaml" -o "$work/run" $size --language sv
tr -s ' \n' ' ' <"$work/out" >"$work/page"
says page "avgörs vid 16 års ålder, och deltagarna är 17 till 30 år under de år då effekten verkar: den gör ingenting."

# An effect on pupils of 7 and 8 that fades over five years is gone when grades are decided: its page tells of a
# programme that saves nothing, and must tell why. At 9 to 14 enough of it is left.
sed 's/ages: 7..14/ages: 7..8/; /untreated:/d; /outcome: family_home/d; s/fades_over: .*/fades_over: 5/' \
    scenarios/norrkoping/skolfam2.yaml >"$work/slips/7..8.yaml"
expect 0 check "$work/slips/7..8.yaml"
says err "milestone eligible: decided at 16, when 0 % of the effect is left on average: are \`years\` and \`fades_over\` what the study saw?"
expect 0 run "$work/slips/7..8.yaml" -o "$work/run" $size
tr -s ' \n' ' ' <"$work/out" >"$work/page"
says page "is decided at the age of 16. By then 0 % of the effect is left on average"
expect 0 run "$work/slips/7..8.yaml" -o "$work/run" $size --language sv
tr -s ' \n' ' ' <"$work/out" >"$work/page"
says page "avgörs vid 16 års ålder. Då är i genomsnitt 0 % av effekten kvar"
sed -i 's/ages: 7..8/ages: 9..14/' "$work/slips/7..8.yaml"
expect 0 check "$work/slips/7..8.yaml"
is_empty err

# Fifteen percentage points, and a share, written as a ratio.
for ratio in 15 0.05; do
    sed "0,/odds_ratio:.*/s//odds_ratio: $ratio/" scenarios/norrkoping/skolfam2.yaml >"$work/slips/ratio.yaml"
    expect 0 check "$work/slips/ratio.yaml"
    says err "milestone eligible: a ratio of $ratio is seldom found: are these percentage points, or a share?"
done
expect 0 run "$work/slips/ratio.yaml" -o "$work/run" $size --language sv
tr -s ' \n' ' ' <"$work/out" >"$work/page"
says page "Effekten på milestone eligible är en kvot på 0,05: över 10 eller under 0,1 är ovanligt."

# What is meant by a word that is no name; how many problems there are is told of missing files, too.
sed 's/model: sweden/model: sverige/' scenarios/norrkoping/drop-in.yaml >"$work/slips/sverige.yaml"
expect 3 check "$work/slips/sverige.yaml"
says err 'hiv, sweden, workload'
says err '), got "sverige"; did you mean "sweden"?'
sed "s|model: sweden|model: $PWD/models/sweden|; s/payer: [a-z]*/payer: Arbetsmarknadsnämnden/" \
    scenarios/norrkoping/drop-in.yaml >"$work/slips/board.yaml"
expect 3 check "$work/slips/board.yaml"
says err 'got "Arbetsmarknadsnämnden"; did you mean "labour"?'
sed -i '0,/school.yaml/s//scool.yaml/' "$work/slips/fund.yaml"
expect 4 check "$work/slips/fund.yaml"
says err "1 problem in 1 file; nothing was run"

# A risk ratio is no ratio of a year: what to write instead is told, once.
for word in risk_ratio percentage_points procentenheter; do
    sed "0,/odds_ratio:.*/s//$word: 1.6/" scenarios/norrkoping/skolfam2.yaml >"$work/slips/$word.yaml"
    expect 3 check "$work/slips/$word.yaml"
    says err "expected a known key, got \"$word\"; it hangs on how common the outcome is: write both shares, as \`cumulative: {treated: 0.4, untreated: 0.25}\`, for a transition with \`outcome\` and \`after\`"
    says err "1 problem in 1 file"
done
sed "0,/odds_ratio:.*/s//cumulative: {treated: 0.4, untreated: 0.25}/" scenarios/norrkoping/skolfam2.yaml >"$work/slips/shares.yaml"
expect 0 check "$work/slips/shares.yaml"

# A batch or a fund whose one map was forgotten is none the less a batch or a fund.
echo 'scenarios: [school.yaml]' >"$work/slips/flat.yaml"
for command in check batch; do
    expect 3 $command "$work/slips/flat.yaml"
    says err 'flat.yaml:1:1: expected a known key, got "scenarios"; it stands below `batch:`, indented like its siblings'
    grep -q participants "$work/err" && fail "$command takes a batch for a scenario"
done
printf 'opening: 1e6\ngrants: []\n' >"$work/slips/flat.yaml"
expect 3 check "$work/slips/flat.yaml"
says err 'flat.yaml:2:1: expected a known key, got "grants"; it stands below `fund:`, indented like its siblings'

# Where no folder can be made, none is gone.
expect 4 run "$small" -o /proc/x/y $size
says err "/proc/x: no folder can be made there: choose another with -o"
expect 4 run "$small" -o /proc/x $size
says err "/proc/x: no folder can be made there"
# A fund's money, too.
cp -r tests/cli/small "$work/money"
sed -i 's/opening: 1.5e6/opening: 1.5/; s/amount: 0.9e6/amount: 4.6/' "$work/money/fund.yaml"
for command in check "fund -o $work/fund --no-plots"; do
    # shellcheck disable=SC2086 # the words of a command
    expect 0 $command "$work/money/fund.yaml"
    says err ": opening: 1.5 kronor: are these millions? then write e6 after the number"
    says err ": grant: 4.6 kronor: are these millions? then write e6 after the number"
    [ "$(grep -c "are these millions" "$work/err")" -eq 2 ] || fail "$command: the other grant looks small"
done
sed -i 's/opening: 1.5/opening: 1500/' "$work/money/fund.yaml"
expect 0 check "$work/money/fund.yaml"
says err ": opening: 1500 kronor: are these thousands? then write e3 after the number"
finish
