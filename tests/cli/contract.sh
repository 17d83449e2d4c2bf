#!/usr/bin/env bash
# `contract` leaves a whole folder or nothing, the same tables for the same files, options and seed, and tells
# everything that is wrong with a contract and its scenario at once.
source "$(dirname "$0")/harness.bash"
contract=tests/cli/small/contract.yaml

# rounded TABLE: its numbers to four digits, what is next to nothing as 0: that is rounding, another each build.
rounded() {
    awk -F, -v OFS=, '{
        for (i = 1; i <= NF; i++)
            if ($i ~ /^-?[0-9.]+(e[-+]?[0-9]+)?$/)
                $i = $i < 1e-4 && $i > -1e-4 ? 0 : sprintf("%.4g", $i)
        print
    }' "$1"
}

golden contract 0 contract "$contract" -o "$work/results" --no-plots
golden contract-swedish 0 contract "$contract" -o "$work/results" --no-plots --language sv
for table in headline contract chances verdicts follow_up fair_terms risks parameters; do
    file="$here/golden/contract-$table.csv"
    rounded "$work/results/$table.csv" >"$work/got"
    if [ "${UPDATE_GOLDEN:-0}" = 1 ]; then
        cp "$work/got" "$file"
    elif ! diff -u "$file" "$work/got"; then
        fail "$table.csv: see above; tests/cli/update-golden takes it over"
    fi
done
[ "$(wc -l <"$work/results/payments.csv")" -eq 401 ] || fail "not a row for each replicate"
[ "$(tail -n 1 "$work/results/manifest.csv" | cut -d, -f1)" = end ] || fail "the manifest is not whole"
grep -q '^input,tests/cli/small/contract.yaml,' "$work/results/manifest.csv" ||
    fail "the contract is no input in the manifest"

# The parties' money is one sum: what is paid beyond the guarantee is what is paid less 30 % of what is drawn.
awk -F, 'NR == FNR { if ($1 == "drawn") drawn = $3; next }
    FNR > 1 && ($8 - $9 - 0.3 * drawn > 0.01 || $8 - $9 - 0.3 * drawn < -0.01)' \
    "$work/results/headline.csv" "$work/results/payments.csv" | grep . && fail "payments do not add up"

# Any number of threads gives the same bytes; the seed changes them.
for threads in 1 2 7; do
    expect 0 contract "$contract" -o "$work/threads-$threads" --no-plots --quiet --threads $threads
    is_empty out
    diff -r "$work/results" "$work/threads-$threads" >"$work/diff" ||
        fail "$threads threads: $(head -n 3 "$work/diff")"
done
expect 0 contract "$contract" -o "$work/seed" --no-plots --quiet --seed 2
cmp -s "$work/results/contract.csv" "$work/seed/contract.csv" && fail "another seed, the same results"

# One replicate a world: luck cannot be told apart, and that is said.
expect 0 contract "$contract" -o "$work/single" --no-plots --replicates 200
says out "it takes at least two replicates in each world"
says out "Ask for 400"

# Without a condition there is one column of verdicts.
sed '/^condition/d' "$contract" >"$work/plain.yaml"
sed -i "s|school.yaml|$here/small/school.yaml|" "$work/plain.yaml"
expect 0 contract "$work/plain.yaml" -o "$work/plain" --no-plots
says out "share"
grep -q '^cheaper,none,' "$work/plain/verdicts.csv" || fail "a goal without a condition"

# Wrong contracts: everything at once, nothing written; `check` tells the same.
sed -e 's/^guaranteed: 0.3/guaranteed: 30 %/' -e 's/state school/state scool/' \
    -e "s|school.yaml|$here/small/school.yaml|" "$contract" >"$work/bad.yaml"
golden contract-bad 3 contract "$work/bad.yaml" -o "$work/bad"
grep yaml: "$work/err" >"$work/told"
[ ! -e "$work/bad" ] || fail "something was written"
expect 3 check "$work/bad.yaml"
grep yaml: "$work/err" | diff "$work/told" - || fail "check tells something else"
expect 0 check "$contract"
says out "$contract: valid"
sed -e 's/\[investigation\]/[care]/' -e "s|school.yaml|$here/small/school.yaml|" "$contract" >"$work/care.yaml"
expect 3 contract "$work/care.yaml" -o "$work/bad"
says err "items: expected costs that these payers have"
expect 4 contract "$work/nothing.yaml" -o "$work/bad"
expect 2 contract

# The chart, in both languages, and again from the folder alone.
if command -v gnuplot >/dev/null; then
    expect 0 contract "$contract" -o "$work/drawn" --quiet
    [ -s "$work/drawn/charts/contract.en.png" ] || fail "no chart"
    expect 0 plot "$work/drawn" --format svg --language sv
    svg=$work/drawn/charts/contract.sv.svg
    grep -q 'en besparing som inte finns' "$svg" || fail "no title"
    # Fewer cases than the chart has room for: all are shown, and none is said to be left out.
    grep -Eq '[0-9] fall\.<' "$svg" || fail "no number of cases"
    grep -q 'varav' "$svg" && fail "tells how many cases are shown, though all are"
    # Dots that are spread stay on or above the guarantee, where the line of the truth begins.
    awk -F"[',]" '
        /M128.00,.*L847.99/ { split($0, part, /M128.00,/); floor = part[2] + 0 }
        /<use .*gpPt[67].*translate\(/ { split($0, part, /translate\(/)
            split(part[2], place, /,/); if (place[2] + 0 > lowest) lowest = place[2] + 0; n++ }
        END { exit !(n > 100 && floor > 0 && lowest <= floor + 0.1) }' "$svg" ||
        fail "dots below the guarantee"
fi
finish
