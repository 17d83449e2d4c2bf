#!/usr/bin/env bash
# Charts are drawn when gnuplot is there; without it a run is whole all the same.
source "$(dirname "$0")/harness.bash"

mkdir "$work/bin" # a path without gnuplot
PATH="$work/bin" expect 0 run "$small" -o "$work/results"
says err "gnuplot is not installed"
says err "livsbana plot $work/results"
says out "Results: $work/results"
[ -f "$work/results/manifest.csv" ] || fail "no manifest"
PATH="$work/bin" expect 1 plot "$work/results"

if command -v gnuplot >/dev/null; then
    expect 0 plot "$work/results" --format svg --language sv
    says out "Charts: $work/results/charts"
    ls "$work/results/charts" >"$work/charts"
    [ -s "$work/charts" ] || fail "no charts"
    grep -v '\.sv\.svg$' "$work/charts" && fail "other charts than were asked for"
    # A file of the user's beside them stays, and so do the charts of other languages and formats.
    echo mine >"$work/results/charts/mitt.png"
    expect 0 plot "$work/results"
    [ "$(cat "$work/results/charts/mitt.png")" = mine ] || fail "plot touched the user's own file"
    [ -s "$work/results/charts/payback.sv.svg" ] || fail "plot removed another chart"
fi

# A folder that is no result, or was edited, is refused.
expect 4 plot "$work/bin"
says err "$work/bin: there is no manifest.csv, so this is not a finished result"
expect 4 plot "$work/nothing"
says err "$work/nothing: there is no such folder: is the name right?"
grep -q "finished" "$work/err" && fail "a folder that is not there is called unfinished"
sed -i '2s/1/2/' "$work/results/summary.csv"
expect 4 plot "$work/results"
says err "summary.csv"
finish
