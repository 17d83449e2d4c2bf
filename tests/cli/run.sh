#!/usr/bin/env bash
# `run` leaves a whole folder or nothing, and the same tables for the same files, options and seed.
source "$(dirname "$0")/harness.bash"

run_small() { # FOLDER ARGUMENTS...
    local folder=$1
    shift
    expect 0 run "$small" -o "$work/$folder" --no-plots "$@"
}
same() {
    diff -r "$work/$1" "$work/$2" >"$work/diff" || fail "$3: $(head -n 3 "$work/diff")"
}

# Page one ends with where the results stand; with --quiet nothing is said.
run_small one --threads 1
says out "Small school"
[ "$(tail -n 1 "$work/out")" = "Results: $work/one" ] || fail "last line: $(tail -n 1 "$work/out")"
is_empty err
[ -f "$work/one/manifest.csv" ] || fail "no manifest"
[ ! -e "$work/one/charts" ] || fail "charts in spite of --no-plots"
[ ! -e "$work/one/worlds.csv" ] || fail "worlds.csv without being asked for"
run_small quiet --quiet
is_empty out
is_empty err
run_small swedish --language sv
[ "$(tail -n 1 "$work/out")" = "Resultat: $work/swedish" ] || fail "not in Swedish"

# Any number of threads gives the same bytes; the seed, and only it, changes them.
for threads in 2 7; do
    run_small "threads-$threads" --threads $threads
    same one "threads-$threads" "$threads threads"
done
run_small seed-1 --seed 1
same one seed-1 "the file's own seed"
run_small seed-2 --seed 2
cmp -s "$work/one/summary.csv" "$work/seed-2/summary.csv" && fail "another seed, the same results"
run_small seed-2-again --seed 2
same seed-2 seed-2-again "the same seed"

# Other options reach the study.
run_small options --replicates 50 --horizon 7 --worlds-table
[ "$(wc -l <"$work/options/worlds.csv")" -eq 51 ] || fail "50 replicates are not 50 worlds"
cut -d, -f1 "$work/options/payback.csv" | grep -qx 7 || fail "the horizon has no year 7"
cut -d, -f1 "$work/options/payback.csv" | grep -qx 8 && fail "the horizon goes beyond year 7"

# An earlier result is replaced as a whole, anything else is refused and stays.
run_small options
[ ! -e "$work/options/worlds.csv" ] || fail "a table of the earlier result is left"
same one options "a replaced result"
mkdir "$work/mine"
echo precious >"$work/mine/notes.txt"
expect 4 run "$small" -o "$work/mine"
says err "got a folder with other files"
[ "$(ls -A "$work/mine")" = notes.txt ] || fail "a foreign folder was touched"

# Without -o: results/NAME in the working folder.
mkdir "$work/elsewhere"
(cd "$work/elsewhere" && "$LIVSBANA" run "$here/small/school.yaml" --no-plots --quiet) ||
    fail "run without -o"
[ -f "$work/elsewhere/results/school/manifest.csv" ] || fail "no results/school"
# Page one tells on how many cohorts and worlds it rests, and what asks for more when they are few.
expect 0 run "$small" -o "$work/few" --no-plots --worlds 50 --replicates 100
says out "All this rests on only 100 cohorts in 50 worlds"
says out "--worlds and --replicates ask for more"
grep -q '^setting,worlds,50,' "$work/few/manifest.csv" || fail "not 50 worlds"
expect 0 run "$small" -o "$work/many" --no-plots --worlds 3000 --replicates 3000
says out "All this rests on 3,000 cohorts in 3,000 worlds"
grep -q "ask for more" "$work/out" && fail "3,000 worlds are called few"
for command in fund contract; do
    expect 0 $command tests/cli/small/$command.yaml -o "$work/$command" --no-plots --worlds 50 --replicates 100
    says out "only 100 cohorts in 50 worlds"
done
# No command writes over the result of another; its own earlier one is replaced.
few="--no-plots --quiet --worlds 50 --replicates 50"
write() { # command, its input, the folder of another
    of_another=$work/$3
    cp -r "$of_another" "$work/kept"
    expect 4 "$1" "$2" -o "$of_another" $few
    says err "expected a new folder or one that \`livsbana $1\` made, got the result of another command"
    diff -r "$of_another" "$work/kept" || fail "$1 touched the result of another command"
    rm -r "$work/kept"
}
write run "$small" fund
write fund tests/cli/small/fund.yaml contract
write contract tests/cli/small/contract.yaml few
expect 0 batch "$small" -o "$work/of-batch" $few
write run "$small" of-batch
few=${few% --replicates*} # validate lives no cohorts
write validate tests/analysis/data/fitted few
few="$few --replicates 50"
expect 0 fund tests/cli/small/fund.yaml -o "$work/fund" $few
expect 0 contract tests/cli/small/contract.yaml -o "$work/contract" $few
finish
