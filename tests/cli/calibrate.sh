#!/usr/bin/env bash
# `calibrate` fits free parameters and writes a new joint table of draws, which runs use when it stands
# in the model's folder.
source "$(dirname "$0")/harness.bash"
model=tests/analysis/data/fitted

golden calibrate 0 calibrate $model -o "$work/draws.csv" --threads 2
[ "$(grep -vc '^#' "$work/draws.csv")" -eq 1001 ] || fail "not a header and 1000 draws"
is_empty err

# It depends on the seed and on nothing else.
expect 0 calibrate $model -o "$work/again.csv" --threads 7 --quiet
is_empty out
cmp -s "$work/draws.csv" "$work/again.csv" || fail "the same seed, other draws"
expect 0 calibrate $model -o "$work/other.csv" --seed 2 --draws 200 --quiet
[ "$(grep -vc '^#' "$work/other.csv")" -eq 201 ] || fail "not 200 draws"

# It never overwrites, leaves nothing half, and wants a name.
cp "$work/draws.csv" "$work/kept.csv"
expect 4 calibrate $model -o "$work/draws.csv"
says err "it is never overwritten"
cmp -s "$work/kept.csv" "$work/draws.csv" || fail "the file was changed"
expect 4 calibrate $model -o "$work/nowhere/draws.csv"
expect 2 calibrate $model
says err "expected -o FILE"
expect 3 calibrate tests/cli/small/model -o "$work/none.csv"
[ ! -e "$work/none.csv" ] || fail "a file without a fit"
compgen -G "$work/.*partial*" && fail "something is left"

# As draws.csv of a model the table is an input of runs, and keeps what the fit knows: `validate` finds
# the targets that were fitted to in a narrower range.
range() { # FOLDER
    awk -F, '$1 == "keep_work" { print $11 - $10 }' "$work/$1/validation.csv"
}
expect 0 validate $model -o "$work/before" --no-plots
cp -r $model "$work/model"
cp "$work/draws.csv" "$work/model/draws.csv"
expect 0 validate "$work/model" -o "$work/after" --no-plots
awk -v before="$(range before)" -v after="$(range after)" \
    'BEGIN { exit !(after > 0 && after < 0.8 * before) }' ||
    fail "the range of keep_work: $(range before) before, $(range after) after"
grep -q 'draws.csv' "$work/after/manifest.csv" || fail "draws.csv is no input in the manifest"
cat >"$work/model/scenario.yaml" <<'END'
scenario: People outside
model: ./model
starts: 2024
comparator: nothing
source: made
grade: C
participants: {number: 10, ages: 25, states: {outside: 1}}
programme: {costs: []}
effects: []
simulation: {worlds: 100, replicates: 100}
END
mv "$work/model/scenario.yaml" "$work/scenario.yaml"
expect 0 run "$work/scenario.yaml" -o "$work/run" --no-plots --worlds-table --quiet
expect 0 run "$work/scenario.yaml" -o "$work/run-again" --no-plots --worlds-table --quiet
diff -r "$work/run" "$work/run-again" || fail "the same run, other results"
columns() { # FILE: the fitted parameters of every row
    awk -F, '
        /^#/ { next }
        !n { for (i = 1; i <= NF; i++) at[$i] = i; n = 1; next }
        { print $at["lose_work"], $at["find_work"], $at["longer"], $at["crime"] }' "$1" | sort -u
}
comm -23 <(columns "$work/run/worlds.csv") <(columns "$work/draws.csv") | grep . &&
    fail "a world that is no row of draws.csv"
[ "$(columns "$work/run/worlds.csv" | wc -l)" -gt 60 ] || fail "worlds share rows too often"
expect 0 describe lose_work --model "$work/model"
says out "together with all 4"

# The table tells what it was fitted to, in the checksums of manifest.csv: so a table that is older than
# its model is found. The shipped model's must not be: remake it as models/sweden/README.md says.
older() { # DRAWS FOLDER: tables of the model validated in FOLDER that are others than the fit's
    sed -n 's/^# fitted to: //p' "$1" | while read -r table checksum; do
        grep -q "/$table,,$checksum," "$2/manifest.csv" || echo "$table"
    done
}
[ "$(grep -c '^# fitted to: ' "$work/draws.csv")" -ge 4 ] || fail "the draws do not tell their fit"
[ -z "$(older "$work/draws.csv" "$work/after")" ] || fail "a table just fitted to is another"
cp -r "$work/model" "$work/changed"
sed -i 's/^crime,\(.*\)$/crime,\1 /' "$work/changed/parameters.csv"
expect 0 validate "$work/changed" -o "$work/changed-after" --no-plots --worlds 0
[ "$(older "$work/draws.csv" "$work/changed-after")" = parameters.csv ] ||
    fail "changed parameters are not found: $(older "$work/draws.csv" "$work/changed-after")"
says err "note: $work/changed/draws.csv was fitted before parameters.csv changed"
cp "$work/scenario.yaml" "$work/changed.yaml"
sed -i "s|^model: .*|model: changed|" "$work/changed.yaml"
mkdir "$work/models"
ln -s ../changed "$work/models/changed"
expect 0 run "$work/changed.yaml" -o "$work/changed-run" --no-plots --quiet
says err "draws.csv was fitted before parameters.csv changed"
expect 0 run "$work/scenario.yaml" -o "$work/run" --no-plots --quiet
is_empty err
expect 0 validate sweden -o "$work/sweden" --no-plots --worlds 0
[ "$(grep -c '^# fitted to: ' models/sweden/draws.csv)" -eq 10 ] || fail "draws.csv of sweden tells no fit"
[ -z "$(older models/sweden/draws.csv "$work/sweden")" ] ||
    fail "models/sweden/draws.csv is older than $(older models/sweden/draws.csv "$work/sweden")"

sed -i 's/^lose_work,/lose_wrok,/' "$work/model/draws.csv"
expect 3 validate "$work/model" -o "$work/after"
says err 'did you mean "lose_work"?'
finish
