#!/usr/bin/env bash
# Ctrl-C ends a run with exit status 1 and leaves nothing; a second one ends it at once.
source "$(dirname "$0")/harness.bash"
set -m # or jobs in the background would ignore Ctrl-C

# A run that would take half a minute, in blocks of a tenth of a second.
sed "s|./model|$here/small/model|; s/worlds: 200, replicates: 400/worlds: 20000, replicates: 20000/" \
    "$small" >"$work/long.yaml"

# begin: until the run's folder is begun.
begin() {
    "$LIVSBANA" run "$work/long.yaml" -o "$work/results" --threads 1 \
        >"$work/out" 2>"$work/err" &
    job=$!
    for _ in $(seq 100); do
        compgen -G "$work/.results.partial-*" >/dev/null && return
        sleep 0.05
    done
    fail "the run did not begin"
}

# ended: with exit status 1 and nothing left.
ended() {
    local status=0
    wait "$job" || status=$?
    [ "$status" -eq 1 ] || fail "$1: exit status $status"
    [ ! -e "$work/results" ] || fail "$1: a folder is left"
    compgen -G "$work/.results*" && fail "$1: a partial folder is left"
}

for signal in INT TERM; do
    begin
    kill -$signal "$job"
    ended "$signal"
    says err "interrupted; nothing was written"
done
begin
kill -INT "$job"
kill -TERM "$job"
ended "two signals"
finish
