#!/usr/bin/env bash
# Outcomes other than kronor stand in a table of their own and on page one, in both languages.
source "$(dirname "$0")/harness.bash"

expect 0 run scenarios/hiv.yaml -o "$work/hiv" --no-plots
says out "Life years: without the programme"
header=outcome,arm,years,basis,unit,mean,mcse,p05,p50,p95
header+=,kronor_per_unit_municipality,kronor_per_unit_society
[ "$(head -n 1 "$work/hiv/outcomes.csv")" = "$header" ] ||
    fail "header: $(head -n 1 "$work/hiv/outcomes.csv")"
expect 0 run scenarios/hiv.yaml -o "$work/hiv-sv" --no-plots --language sv
says out "Levnadsår: utan insatsen"

# The printed ratio of the textbook, and no ratio where nothing is gained.
expect 0 exact scenarios/hiv.yaml --medians
ratio=$(awk -F, '$2 == "society" && $3 == "cost_per_life_years" && $4 == 20 { printf "%.0f", $7 }' \
    "$work/out")
[ "$ratio" = 6276 ] || fail "pounds for a life year: $ratio"
finish
