#!/usr/bin/env bash
# `check` tells everything that is wrong with all files, in the order of files and lines.
source "$(dirname "$0")/harness.bash"

golden check-good 0 check "$small" scenarios/workload.yaml
golden check-batch 0 check tests/cli/small/portfolio.yaml
golden check-bad 3 check "$small" tests/cli/bad/many.yaml
golden check-missing 4 check tests/cli/bad/nothing.yaml "$small"
golden check-folder 4 check tests/cli
golden check-world 3 check tests/cli/bad/world.yaml

# The shipped scenarios are valid, and run tells the same mistakes and writes nothing.
# The batch and the fund name the eight programmes.
shipped=scenarios/norrkoping
expect 0 check scenarios/*.yaml $shipped/{portfolio,fund,team-nystart-contract}.yaml
expect 3 run tests/cli/bad/many.yaml -o "$work/results"
sed 1,2d "$here/golden/check-bad.txt" | grep '^tests/' | diff - <(grep '^tests/' "$work/err") ||
    fail "run and check tell different mistakes"
[ ! -e "$work/results" ] || fail "run wrote something"

# Names are held against the model that is meant where its name is misspelt, not against one that is unlike.
sed 's|^model: .*|model: swedn|; s/{absence: /{absense: /' "$small" >"$work/meant.yaml"
expect 3 check "$work/meant.yaml"
says err 'expected a state of the model, got "absense"'
sed -i 's/swedn/stockholm/' "$work/meant.yaml"
expect 3 check "$work/meant.yaml"
[ "$(grep -c absense "$work/err")" -eq 0 ] || fail "names are held against a model that nobody meant"

# A file that another command takes is told so in one line, whatever command meets it.
wrong() {
    local kind=$1 takes=$2 file=tests/cli/small/$3
    shift 3
    for command; do
        expect 3 $command "$file" -o "$work/wrong" --quiet
        says err ", got $kind; \`livsbana $takes $file\` takes it"
        [ "$(grep -c : "$work/err")" -eq 1 ] || fail "$command $file: more than one line"
    done
}
wrong "a scenario" run school.yaml contract fund
wrong "a contract" contract contract.yaml run batch fund
wrong "a fund" fund fund.yaml run batch contract
wrong "a batch" batch portfolio.yaml run fund contract
for command in lives exact; do
    expect 3 $command tests/cli/small/fund.yaml
    says err "expected a scenario, got a fund; "
done

# What names a scenario that is missing, or no scenario, has the line that names it told once; `check` of a
# batch finds what `batch` would: years and an account that cannot be.
cp -r tests/cli/small "$work/names"
sed -i 's/school.yaml, mentors/scool.yaml, fund.yaml, mentors/
        s/^batch:/&\n  years: 90\n  account: sociall/' "$work/names/portfolio.yaml"
sed -i '0,/school.yaml/s//scool.yaml/' "$work/names/fund.yaml"
sed -i 's/school.yaml/portfolio.yaml/' "$work/names/contract.yaml"
expect 4 check "$work/names/portfolio.yaml"
says err "portfolio.yaml:5:15: batch.scenarios[0]: scool.yaml: could not be read"
says err "portfolio.yaml:5:27: batch.scenarios[1]: expected a scenario, got a fund"
says err "mentors.yaml: economics.horizon: expected at least the 90 years of the ranking"
[ "$(wc -l <"$work/err")" -eq 5 ] || fail "not four problems and how many"
says err "4 problems in "
is_empty out
sed -i '/years: 90/d' "$work/names/portfolio.yaml"
expect 4 check "$work/names/portfolio.yaml"
says err "portfolio.yaml:3:12: batch.account: expected a payer of the model"
says err 'did you mean "social"?'
[ "$(grep -c scool "$work/err")" -eq 1 ] || fail "the missing scenario is told twice"
expect 4 fund "$work/names/fund.yaml"
says err "fund.yaml:12:18: fund.grants[0].scenario: scool.yaml: could not be read"
expect 3 contract "$work/names/contract.yaml"
says err "contract.yaml:3:11: scenario: expected a scenario, got a batch"

# The same mistake in a model of two scenarios is told once.
cp -r tests/cli/small "$work/small"
cp "$work/small/school.yaml" "$work/small/again.yaml"
sed -i 's/,leave_to_work,/,leave_to_wrok,/' "$work/small/model/transitions.csv"
expect 3 check "$work/small/school.yaml" "$work/small/again.yaml"
says err 'did you mean "leave_to_work"?'
says err "1 problem in 1 file; nothing was run"
finish
