#!/usr/bin/env bash
# The results are the same on a machine that can do less: here the C library is told that the processor has no
# fused multiply-add, as some have not. (Elsewhere than on such a processor and with glibc this compares equals.)
source "$(dirname "$0")/harness.bash"

lesser=glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2,-AVX512F
options=(--worlds 50 --replicates 50 --threads 2)

# same_tables WHAT FILE COMMAND...
same_tables() {
    local name=$1
    shift
    expect 0 "$@" -o "$work/$name-1" "${options[@]}"
    GLIBC_TUNABLES=$lesser expect 0 "$@" -o "$work/$name-2" "${options[@]}"
    diff -r --exclude charts "$work/$name-1" "$work/$name-2" || fail "$name: another processor, other results"
}

same_tables run run scenarios/norrkoping/alla-barn-i-skolan.yaml
same_tables joint run scenarios/hiv.yaml

# Of the C library's elementary functions the program asks for none: see sim/base/elementary.c.
inexact='a?(sin|cos|tan)h?|atan2|exp(2|m1)?|log(2|10|1p)?|pow|cbrt|hypot|erfc?|[lt]gamma'
nm -D --undefined-only "$LIVSBANA" | grep -E " ($inexact)(@|\$)" &&
    fail "functions that the processor chooses: see above"
finish
