#!/usr/bin/env bash
# The national example's scenario files: two municipalities times eight programmes are made from
# Norrköping's, are valid, and hold what their sizes say.
source "$(dirname "$0")/harness.bash"

bench/national --make "$work/made" --sample 145 || fail "bench/national --make"
[ "$(ls "$work/made" | wc -l)" -eq 16 ] || fail "not two municipalities times eight programmes"
expect 0 check "$work/made"/{drop-in,team-nystart}-{0486,1765}.yaml
# Strängnäs has 36,544 inhabitants, Norrköping 143,171: of 80 clients 20.4, of 2.09 million kronor 533,467.
says out "drop-in-0486.yaml: valid (20 participants"
grep -q '^scenario: Drop In, Strängnäs$' "$work/made/drop-in-0486.yaml" || fail "title"
grep -q 'total: 533467, price_year: 2015' "$work/made/drop-in-0486.yaml" || fail "kronor"
# Of 10,327,589 in all Sweden.
grep -q 'inhabitants_share: {value: 0.0035385,' "$work/made/drop-in-0486.yaml" || fail "share"
# Årjäng's 10,070 are too few for one of ten children in Team Nystart: no group is left without anybody.
grep -q '^    number: 1$' "$work/made/team-nystart-1765.yaml" || fail "an empty group"

# All of them: 290, as many inhabitants as Statistics Sweden counts in the whole country, every code once.
awk -F, 'NR > 1 { n++; people += $3; twice += seen[$1]++ + seen[$2]++ }
    END { exit !(n == 290 && people == 10327589 && twice == 0) }' bench/municipalities.csv ||
    fail "bench/municipalities.csv"
finish
