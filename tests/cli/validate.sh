#!/usr/bin/env bash
# `validate` puts every target beside the model's value, keeps missed ones in the list, and fails when
# one that should be met is missed: so it guards the shipped models.
source "$(dirname "$0")/harness.bash"
model=tests/analysis/data/fitted

# The shipped model meets what it is expected to meet.
expect 0 validate sweden -o "$work/sweden" --worlds 0 --no-plots
says out "published figures"
[ "$(wc -l <"$work/sweden/validation.csv")" -gt 50 ] || fail "targets of sweden are lost"

golden validate 0 validate $model -o "$work/results" --no-plots
golden validate-swedish 0 validate $model -o "$work/results" --no-plots --language sv
says out "Resultat: $work/results"
grep -q '^prison,' "$work/results/validation.csv" || fail "a missed target is not in the list"
grep -q 'targets.csv' "$work/results/manifest.csv" || fail "targets.csv is no input in the manifest"

# Any number of threads gives the same bytes.
for threads in 1 2 7; do
    expect 0 validate $model -o "$work/threads-$threads" --no-plots --threads $threads
    cmp -s "$work/results/validation.csv" "$work/threads-$threads/validation.csv" ||
        fail "$threads threads give other numbers"
done
expect 0 validate $model -o "$work/none" --worlds 0 --no-plots --quiet
is_empty out
awk -F, 'NR > 1 && ($10 != "" || $11 != "")' "$work/none/validation.csv" | grep . && fail "ranges"

# A model that is changed so that a target is missed: exit status 1, the table stands all the same.
cp -r $model "$work/changed"
sed -i 's/^work,outside,,lose_work,/work,outside,,0.5 * lose_work,/' "$work/changed/transitions.csv"
expect 1 validate "$work/changed" -o "$work/missed" --no-plots
says out "expected to be met"
says err "that should be met"
[ -f "$work/missed/manifest.csv" ] || fail "no table of what was missed"

# One that is met against what was expected is told, and no failure.
cp -r $model "$work/mended"
sed -i 's/,prison,0.01,0.002,/,prison,0.002,0.002,/' "$work/mended/targets.csv"
expect 0 validate "$work/mended" -o "$work/mended-results" --no-plots --worlds 0
says out 'change `expected` in targets.csv'

# The chart, with the sentence as its title.
if command -v gnuplot >/dev/null; then
    expect 0 validate $model -o "$work/drawn" --worlds 50
    [ -s "$work/drawn/charts/validation.en.png" ] || fail "no chart"
    expect 0 plot "$work/drawn" --format svg --language sv
    grep -q 'publicerade' "$work/drawn/charts/validation.sv.svg" || fail "no title"
fi

expect 3 validate tests/cli/small/model -o "$work/nothing"
says err "expected published figures"
expect 3 validate nothing/here
expect 2 validate
finish
