#!/usr/bin/env bash
# What the README tells a new user to write and to type works as it stands there.
source "$(dirname "$0")/harness.bash"

sed -n '/^```yaml$/,/^```$/p' README.md | sed '1d;$d' >"$work/mine.yaml"
[ -s "$work/mine.yaml" ] || fail "the README has no scenario"
expect 0 check "$work/mine.yaml"
says out "valid (23 participants"
expect 0 run "$work/mine.yaml" -o "$work/mine" --replicates 100 --no-plots
says out "Homework help for foster children"
says out "This shows what follows if the assumptions hold"
[ -s "$work/mine/manifest.csv" ] || fail "no manifest"

# Every file of the table of results is there, and every picture of the README.
for file in $(sed -n 's/^| \(`[^|]*`\) |.*/\1/p' README.md | tr -d '`,'); do
    case "$file" in *.csv) [ -s "$work/mine/$file" ] || fail "the README names $file, which is not there" ;; esac
done
for file in "$work"/mine/*.csv; do
    grep -qF "\`${file##*/}\`" README.md || fail "the README does not tell of ${file##*/}"
done
for picture in $(sed -n 's/^!\[.*\](\(.*\))$/\1/p' README.md); do
    [ -s "$picture" ] || fail "the README shows $picture, which is not there"
done
for name in effects participants programme sweden family_home; do
    expect 0 describe "$name"
done
finish
