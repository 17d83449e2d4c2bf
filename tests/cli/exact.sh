#!/usr/bin/env bash
# `exact` writes one table of expected values; it does not depend on the threads.
source "$(dirname "$0")/harness.bash"

value() { # WORLD ACCOUNT MEASURE YEARS COLUMN
    awk -F, -v row="$1,$2,$3,$4" -v column="$5" \
        '$1 "," $2 "," $3 "," $4 == row { print $column }' "$work/out"
}

# The known answer of the workload: 242278.64 and 220359.63 kronor a person, 50 people.
expect 0 exact scenarios/workload.yaml --medians
[ "$(head -n 1 "$work/out")" = "world,account,measure,years,unit,undiscounted,discounted" ] ||
    fail "header: $(head -n 1 "$work/out")"
for known in baseline_cost:242278.64 intervention_cost:220359.63; do
    found=$(value medians municipality "${known%:*}" 70 7 | awk '{ printf "%.2f", $1 / 50 }')
    [ "$found" = "${known#*:}" ] || fail "${known%:*}: $found"
done

expect 0 exact "$small" --threads 1
cp "$work/out" "$work/one"
[ "$(cut -d, -f1 "$work/out" | uniq | wc -l)" -eq 202 ] || fail "not header, medians, 200 worlds"
for threads in 2 7; do
    expect 0 exact "$small" --threads $threads
    cmp -s "$work/one" "$work/out" || fail "$threads threads give other numbers"
done
is_empty err

# A new file gets the same table, and no file is overwritten.
expect 0 exact "$small" --threads 1 -o "$work/table.csv"
is_empty out
cmp -s "$work/one" "$work/table.csv" || fail "-o writes another table"
expect 4 exact "$small" --medians -o "$work/table.csv"
cmp -s "$work/one" "$work/table.csv" || fail "-o has overwritten a file"

# on_terminal ARGUMENTS...: what is seen on a terminal in $work/out; answers the exit status.
on_terminal() {
    script --quiet --return --command "'$LIVSBANA' exact '$small' $*" /dev/null \
        >"$work/out" 2>"$work/err" </dev/null
}

# All worlds are not poured on a terminal; a pipe, a file and the medians are as ever.
status=0
on_terminal || status=$?
[ "$status" -eq 2 ] || fail "on a terminal: exit status $status"
says out "-o FILE (a new file), \`> FILE\` or \`| less\`"
grep -q "^world," "$work/out" && fail "the table is poured on a terminal"
on_terminal --medians || fail "the medians on a terminal: exit status $?"
says out "medians,municipality"
on_terminal --quiet "| cat" || fail "a pipe beside a terminal: exit status $?"
tr -d '\r' <"$work/out" | cmp -s "$work/one" - || fail "a pipe on a terminal gives another table"

# Costs and savings of an account fit each other, and perspectives add their payers up.
awk -F, '
    $1 == "medians" && $4 == 15 { undiscounted[$2, $3] = $6 }
    END {
        net = undiscounted["region", "baseline_cost"] - undiscounted["region", "intervention_cost"]
        gap = net - undiscounted["region", "net_saving_full"]
        if (gap < -1e-6 || gap > 1e-6) { print "region: gap " gap; bad = 1 }
        sum = undiscounted["education", "baseline_cost"] + undiscounted["social", "baseline_cost"]
        gap = sum - undiscounted["municipality", "baseline_cost"]
        if (gap < -1e-6 || gap > 1e-6) { print "municipality: gap " gap; bad = 1 }
        exit bad
    }' "$work/out" || fail "sums"
expect 0 exact "$small" --medians --horizon 10
cut -d, -f4 "$work/out" | grep -qx 20 && fail "years beyond the horizon"
finish
