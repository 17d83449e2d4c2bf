#!/usr/bin/env bash
# What cannot be written is exit status 4, said in words, and nothing half is left.
source "$(dirname "$0")/harness.bash"

# A place that cannot be written to is told before the work.
touch "$work/file"
expect 4 run "$small" --replicates 1000000 -o "$work/file/results"
says err "a part of the path is a file, not a folder"
expect 4 run "$small" -o "$work/file"
says err "expected a folder, got a file"
if [ "$(id -u)" -ne 0 ]; then # root may write everywhere
    mkdir -m 555 "$work/locked"
    expect 4 run "$small" --replicates 1000000 -o "$work/locked/results"
    says err "you may not write there"
fi

# Tables that outgrow what the system allows, as a full disk does.
status=0
(ulimit -f 4 && "$LIVSBANA" run "$small" -o "$work/results" --no-plots) >"$work/out" 2>"$work/err" ||
    status=$?
[ "$status" -eq 4 ] || fail "ulimit: exit status $status"
says err "could not be written"
is_empty out
compgen -G "$work/*results*" && fail "something is left"
compgen -G "$work/.*results*" && fail "something hidden is left"

# Standard output on a full disk, and a reader that has enough.
if [ -e /dev/full ]; then
    for command in "exact $small" "describe scenario" "--help" "lives $small" "check $small"; do
        status=0
        # shellcheck disable=SC2086 # the words of a command
        "$LIVSBANA" $command >/dev/full 2>"$work/err" || status=$?
        [ "$status" -eq 4 ] || fail "$command >/dev/full: exit status $status"
        says err "standard output could not be written: No space left on device"
    done
    status=0
    "$LIVSBANA" run "$small" -o "$work/kept" --no-plots >/dev/full 2>"$work/err" || status=$?
    [ "$status" -eq 4 ] || fail "run >/dev/full: exit status $status"
    [ -f "$work/kept/manifest.csv" ] || fail "the tables are lost with page one"
fi
set -o pipefail
"$LIVSBANA" exact "$small" 2>"$work/err" | head -n 1 >"$work/out" || fail "| head: status $?"
is_empty err
finish
