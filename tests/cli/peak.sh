#!/usr/bin/env bash
# The most memory that a command ever has stays within --memory, however many threads are asked for, and what
# it finds does not depend on either. PEAK: the program that measures it; empty where a sanitizer takes more.
source "$(dirname "$0")/harness.bash"
[ -n "${PEAK:-}" ] || finish
folder=scenarios/norrkoping
margin=3 # MB: pages that are begun, and what the C library keeps
narrow="--memory 60M --threads 32"

# within MEGABYTES ARGUMENTS...
within() {
    local most=$1 status=0
    shift
    "$PEAK" "$work/peak" "$LIVSBANA" "$@" --no-plots --quiet >"$work/out" 2>"$work/err" </dev/null || status=$?
    [ "$status" = 0 ] || { fail "livsbana $*: exit status $status"; cat "$work/err"; return; }
    local peak=$(($(cat "$work/peak") * 1024 / 1000000))
    echo "$1: $peak of $most MB"
    [ "$peak" -le $((most + margin)) ] || fail "livsbana $*: $peak MB, allowed are $most"
}
size="--worlds 300 --replicates 600"

within 60 run $folder/team-nystart.yaml -o "$work/narrow" $size $narrow
grep -qE "^livsbana run: note: --memory has room for the work of [1-5] of 32 threads;" "$work/err" ||
    fail "nothing is said of threads that do not fit: $(cat "$work/err")"
expect 0 run $folder/team-nystart.yaml -o "$work/wide" $size --threads 1 --no-plots
grep -q note "$work/err" && fail "one thread is too many: $(cat "$work/err")"
diff -r "$work/narrow" "$work/wide" || fail "run depends on the memory"

# Replicates that pass by.
sed "s|./model|$here/small/model|; s/worlds: 200, replicates: 400/worlds: 2000, replicates: 40000/" \
    "$small" >"$work/long.yaml"
within 60 run "$work/long.yaml" -o "$work/sketched" $narrow
grep -qx "quantile_error,share,0.00390625" "$work/sketched/headline.csv" || fail "nothing passed by"

# np-resurscenter wants more tables than others.
batch="$folder/team-nystart.yaml $folder/np-resurscenter.yaml $folder/drop-in.yaml $folder/skolfam2.yaml"
size="--worlds 100 --replicates 200"
within 60 batch $batch -o "$work/batch" $size $narrow
says err "livsbana batch: note: --memory had no room for as much work at once as there are threads"
expect 0 batch $batch -o "$work/at-ease" $size --threads 2 --no-plots
diff -r "$work/batch" "$work/at-ease" || fail "batch depends on the memory"

within 60 contract $folder/team-nystart-contract.yaml -o "$work/contract" --worlds 400 --replicates 400 $narrow

within 85 fund $folder/fund.yaml -o "$work/fund" --worlds 150 --replicates 150 --memory 85M --threads 32
grep -qE "^livsbana fund: note: --memory has room for the work of [1-5] of 32 threads;" "$work/err" ||
    fail "nothing is said of a fund's threads that do not fit: $(cat "$work/err")"

# What does not fit with one thread is told with what it needs, and for which scenario.
expect 1 run $folder/team-nystart.yaml -o "$work/none" --memory 60M --no-plots
says err "livsbana run: expected a run that takes at most 60 MB of memory, got one that takes about"
expect 1 batch $folder/team-nystart.yaml $folder/drop-in.yaml -o "$work/none" --memory 60M --no-plots
grep -qE "^livsbana batch: $folder/drop-in.yaml: expected .* got one that takes about [0-9]+ MB with one thread" \
    "$work/err" || fail "it is not told which scenario is too large: $(cat "$work/err")"
finish
