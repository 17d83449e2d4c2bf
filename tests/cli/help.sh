#!/usr/bin/env bash
# The help is written from the table of commands; every command has one, in both ways of asking.
source "$(dirname "$0")/harness.bash"

golden help 0 --help
for command in run batch check plot exact lives contract fund describe validate calibrate help; do
    golden "help-$command" 0 help "$command"
    expect 0 "$command" --help
    sed 1d "$here/golden/help-$command.txt" | grep -v -- '--- exit status 0' |
        diff - "$work/out" || fail "$command --help and help $command differ"
done
expect 0 run --threads 3 -h # nothing else is asked of the command line then
expect 0 --version
grep -qE '^livsbana [0-9]+\.[0-9]+\.[0-9]+$' "$work/out" || fail "version: $(cat "$work/out")"
finish
