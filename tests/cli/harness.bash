#!/usr/bin/env bash
# What the tests of the program share; each begins with `source .../harness.bash` and ends with finish.
# LIVSBANA: the program's path. UPDATE_GOLDEN=1: golden files are written instead of compared.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
LIVSBANA=$(realpath "${LIVSBANA:-$here/../../build/livsbana}")
cd "$here/../.." || exit 1 # paths in golden files are those seen from the top of the tree

export LC_ALL=C.UTF-8
unset NO_COLOR
small=tests/cli/small/school.yaml
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n_failed=0

fail() {
    echo "FAILED: $*"
    n_failed=$((n_failed + 1))
}

# run_program ARGUMENTS...: standard output in $work/out, standard error in $work/err; answers the
# exit status.
run_program() {
    "$LIVSBANA" "$@" >"$work/out" 2>"$work/err" </dev/null
}

# expect STATUS ARGUMENTS...
expect() {
    local wanted=$1 status=0
    shift
    run_program "$@" || status=$?
    [ "$status" -eq "$wanted" ] && return
    fail "livsbana $*: exit status $status, not $wanted"
    cat "$work/err"
}

# says FILE TEXT: FILE (out or err) holds TEXT.
says() {
    grep -qF -- "$2" "$work/$1" && return
    fail "$1 does not say: $2"
    cat "$work/$1"
}

# is_empty FILE
is_empty() {
    [ -s "$work/$1" ] || return 0
    fail "$1 is not empty"
    cat "$work/$1"
}

# golden NAME STATUS ARGUMENTS...: all that is printed is as in golden/NAME.txt.
golden() {
    local name=$1 wanted=$2 file="$here/golden/$1.txt"
    shift 2
    expect "$wanted" "$@"
    {
        echo "\$ livsbana ${*//$work/WORK}"
        sed "s|$work|WORK|g" "$work/out"
        if [ -s "$work/err" ]; then
            echo "--- standard error"
            sed "s|$work|WORK|g" "$work/err"
        fi
        echo "--- exit status $wanted"
    } >"$work/got"
    if [ "${UPDATE_GOLDEN:-0}" = 1 ]; then
        cp "$work/got" "$file"
    elif ! diff -u "$file" "$work/got"; then
        fail "$name: see above; tests/cli/update-golden takes it over"
    fi
}

# ---- what is killed on its way ----
# How long anything takes, no test knows: it looks for what must have happened, and stops the process there,
# so that it cannot be over before it is looked at and killed.

# in_group COMMAND...: in the background, as $job, in a process group of its own: others would ignore Ctrl-C.
in_group() {
    set -m
    "$@" &
    job=$!
    set +m # or `wait` would be over when it is stopped
}

# larger FILE BYTES
larger() {
    [ "$(stat -c %s "$work/$1" 2>/dev/null || echo 0)" -gt "$2" ]
}

# is_stopped PROCESS: with all its threads; what they had begun in the system is done then.
is_stopped() {
    local states
    states=$(cat "/proc/$1"/task/*/status 2>/dev/null | grep '^State:')
    [ -n "$states" ] && ! grep -qv 'T (stopped)' <<<"$states"
}

# await PROCESS CONDITION...: looks until it holds; false when the process ends before.
await() {
    local process=$1
    shift
    until "$@"; do
        kill -0 "$process" 2>/dev/null || return 1
        sleep 0.002
    done
}

# stop_when PROCESS CONDITION...: stops it as soon as that holds; false when it ends before.
stop_when() {
    await "$@" && kill -STOP "$1" 2>/dev/null && await "$1" is_stopped "$1"
}

# kill_when PROCESS CONDITION...: false, with its status in $ended, when it ends before; it is waited for.
kill_when() {
    local killed=1
    ended=0
    stop_when "$@" && kill -KILL "$1" && killed=0
    { wait "$1"; } 2>/dev/null || ended=$?
    return $killed
}

# limited: the small files in $work/limited, with 100,000 kronor spent a year on investigations, and calm
# mornings twice: together they would save more than that.
limited() {
    mkdir "$work/limited"
    cp -r "$here/small/." "$work/limited"
    cp "$work/limited/calm.yaml" "$work/limited/calmer.yaml"
    sed -i 's/Calm mornings/Calmer mornings/; s/starts: 2024/starts: 2026/' "$work/limited/calmer.yaml"
    cat >"$work/limited/model/spending.csv" <<'SPENDING'
spending,label_sv,label_en,items,payer,amount,price_year,source,grade
investigations,Utredningar,Investigations,investigation,social,100000,2024,invented,A
SPENDING
}

finish() {
    [ "$n_failed" -eq 0 ] && exit 0
    echo "$n_failed failed"
    exit 1
}
