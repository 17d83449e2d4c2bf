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

# The same mistake in a model of two scenarios is told once.
cp -r tests/cli/small "$work/small"
cp "$work/small/school.yaml" "$work/small/again.yaml"
sed -i 's/,leave_to_work,/,leave_to_wrok,/' "$work/small/model/transitions.csv"
expect 3 check "$work/small/school.yaml" "$work/small/again.yaml"
says err 'did you mean "leave_to_work"?'
says err "1 problem in 1 file; nothing was run"
finish
