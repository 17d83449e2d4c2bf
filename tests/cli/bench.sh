#!/usr/bin/env bash
# The benchmarks still measure: workload W as they want it is a valid model, every side has a row with
# rates in order, and the parts of a run are all told. How fast anything is, no test says.
source "$(dirname "$0")/harness.bash"
bench=$(dirname "$LIVSBANA")

# rows PROGRAM ARGUMENTS...: the rows it prints, without the header.
rows() {
    (cd "$work" && "$bench/$@") >"$work/rows" 2>"$work/err" || fail "$*: $(cat "$work/err")"
    sed -i 1d "$work/rows"
}

# Of every row that has them: lowest, middle, highest are positive and in order.
in_order() {
    awk -F, '$5 != "" && !(0 < $5 && $5 <= $6 && $6 <= $7) { bad++ } $8 > $9 || $9 > $10 { bad++ }
        END { exit bad + 0 != 0 || NR == 0 }' "$work/rows" || fail "$1: $(cat "$work/rows")"
}

bench/workload "$work/w" || fail "bench/workload"
for n in 23 50 200 1000; do
    expect 0 check "$work/w/w-$n.yaml"
    says out "w-$n.yaml: valid ($n participants"
done

rows bench_speed lives "$work/w/w-23.yaml" 1
in_order "lives of W"
[ "$(cut -d, -f2 "$work/rows" | sort -u | wc -l)" -eq 6 ] || fail "lives: not six sides"
rows bench_speed fresh "$work/w/w-50.yaml" 1
in_order "fresh tables of W"
[ "$(wc -l <"$work/rows")" -eq 4 ] || fail "fresh tables: not four sides"

rows bench_phases parts "$PWD/$small" 1
in_order "parts"
[ -s "$work/err" ] && fail "a part of the run has no calls: $(cat "$work/err")"
awk -F, '$1 == "share of a run" && $2 != "not accounted for" { n++; known += $9 > 0; sum += $9 }
    END { exit !(n == 15 && known == 15 && sum > 0.9 && sum < 1.1) }' \
    "$work/rows" || fail "parts are not the whole: $(cat "$work/rows")"
(cd "$work" && "$bench/bench_speed" lives 2>/dev/null)
[ $? -eq 2 ] || fail "bench_speed without a scenario"
(cd "$work" && "$bench/bench_phases" parts nosuch.yaml 2>"$work/err")
[ $? -eq 4 ] || fail "bench_phases of no file"
says err "nosuch.yaml: could not be read"
finish
