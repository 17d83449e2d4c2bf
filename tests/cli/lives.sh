#!/usr/bin/env bash
# `lives` tells a few lives of a world; the same ones for the same seed.
source "$(dirname "$0")/harness.bash"

expect 0 lives "$small"
says out "Illustration"
says out "without the programme"
[ "$(grep -c '^Person' "$work/out")" -eq 3 ] || fail "not three people"
cp "$work/out" "$work/first"
expect 0 lives "$small"
cmp -s "$work/first" "$work/out" || fail "the same question, another answer"
expect 0 lives "$small" --seed 5 --number 1000
[ "$(grep -c '^Person' "$work/out")" -eq 20 ] || fail "not everybody"
expect 0 lives "$small" --person 20 --world 199 --language sv
[ "$(grep -c '^Person 20 av 20' "$work/out")" -eq 1 ] || fail "not the person asked for"
says out "utan insatsen"
says out "kostar kommunen"
expect 2 lives "$small" --person 21 --world 200
says err "expected a participant from 1 to 20, got 21"
says err "expected a world from 0 to 199, got 200"

# Whom the programme does not reach lives the same life twice.
expect 0 lives "$small" --number 20
awk '
    /^Person/ { missed = 0 }
    /not reached by the programme/ { missed = 1; n++ }
    missed && /^  [0-9]/ {
        line = $0
        sub(/^  [-0-9]+ +/, "", line)
        split(line, half, /  +/)
        if (half[1] != half[2]) { print $0; bad = 1 }
    }
    END { exit bad || n == 0 }' "$work/out" || fail "a life changed by nothing"
finish
