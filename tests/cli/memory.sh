#!/usr/bin/env bash
# A run larger than the memory it is allowed: the same means and shares to the last digit, quantiles
# within the error that is told, and the same bytes with any number of threads and after a kill.
source "$(dirname "$0")/harness.bash"

sed "s|./model|$here/small/model|; s/worlds: 200, replicates: 400/worlds: 2000, replicates: 40000/" \
    "$small" >"$work/long.yaml"
run_long() { # FOLDER ARGUMENTS...
    local folder=$1
    shift
    expect 0 run "$work/long.yaml" -o "$work/$folder" --no-plots "$@"
}

run_long exact
grep -qF "approximate" "$work/out" && fail "exact quantiles are said to be approximate"
grep -qx "quantile_error,share,0" "$work/exact/headline.csv" || fail "an error of exact quantiles"
run_long sketched --memory 60M --threads 2
says out "Ranges with luck are approximate, each end within 0.4"
grep -qx "quantile_error,share,0.00390625" "$work/sketched/headline.csv" || fail "no error is told"
run_long one-thread --memory 60M --threads 1
diff -r "$work/sketched" "$work/one-thread" || fail "it depends on the threads"

# compare TABLE: quantiles differ by at most a 256th or a millionth, nothing else does.
compare() {
    paste -d '\n' "$work/exact/$1" "$work/sketched/$1" | awk -F, -v table="$1" '
        NR == 1 { for (i = 1; i <= NF; i++) quantile[i] = $i ~ /^(p[0-9][0-9]|.*_p[0-9][0-9])$/ }
        NR % 2 { split($0, exact); next }
        { for (i = 1; i <= NF; i++) if ($i != exact[i]) {
            away = $i - exact[i]; size = exact[i]
            if (away < 0) away = -away
            if (size < 0) size = -size
            named = table == "headline.csv" && $1 ~ /^saving_p/ && i == 3
            if (table == "headline.csv" && $1 ~ /^(quantile_error|memory_results)$/) continue
            if ((quantile[i] || named) && away <= size / 256 * 1.000001 + 1e-6) { n++; continue }
            print table ": " $0 ": field " i " was " exact[i]; bad = 1 } }
        END { if (bad) exit 1; print table ": " n + 0 " quantiles are not exact" }'
}
for table in headline summary payback payback_time people claims; do
    compare "$table.csv" || fail "$table.csv"
done
[ "$(compare payback.csv | grep -o '[0-9]* quantiles')" != "0 quantiles" ] || fail "nothing was sketched"
for table in ledger occupancy career provenance outcomes; do
    cmp "$work/exact/$table.csv" "$work/sketched/$table.csv" || fail "$table.csv differs"
done

# Blocks that were kept pass by as those that are worked out.
"$LIVSBANA" run "$work/long.yaml" -o "$work/killed" --no-plots --memory 60M --checkpoint --threads 1 \
    >"$work/out" 2>"$work/err" </dev/null &
kill_when $! larger .killed.checkpoint 10000000 && [ ! -e "$work/killed" ] ||
    fail "the run was over before it was killed"
run_long killed --memory 60M --resume
diff -r "$work/sketched" "$work/killed" || fail "another result after a kill"

# What cannot fit is told before the work, and so is a size that is none.
expect 1 run "$work/long.yaml" -o "$work/none" --memory 50M --replicates 1000000
says err "takes at most 50 MB of memory, got one that takes about"
for command in fund contract; do
    expect 1 $command "tests/cli/small/$command.yaml" -o "$work/none" --memory 50M \
        --replicates 1000000
    says err "takes at most 50 MB of memory, got one that takes about"
done
[ ! -e "$work/none" ] || fail "a folder is left"
for size in 2 2T 1M -5G G 500MB; do
    expect 2 run "$small" --memory=$size
    says err "--memory: expected a size from 50M to 1000G, such as 500M or 2G, got \"$size\""
done
finish
