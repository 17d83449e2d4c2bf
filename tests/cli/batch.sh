#!/usr/bin/env bash
# `batch` runs scenarios in the same worlds, ranks them, tells what failed, and runs again only what
# changed.
source "$(dirname "$0")/harness.bash"
portfolio=tests/cli/small/portfolio.yaml
mentors=tests/cli/small/mentors.yaml
size="--worlds 100 --replicates 200 --no-plots"

# stamps FOLDER: every file with the time it was written.
stamps() {
    (cd "$work/$1" && find . -type f -printf '%p %T@\n' | sort)
}
# same_stamps FOLDER FILE WHY
same_stamps() {
    stamps "$1" | diff "$work/$2" - >"$work/diff" || fail "$3: $(grep '^[<>]' "$work/diff" | head -n 3)"
}
# rounded FILE: a table with numbers to six digits, so that a golden one is readable.
rounded() {
    awk -F, -v OFS=, '{ for (i = 1; i <= NF; i++) if ($i ~ /^-?[0-9]+\.[0-9]/) $i = $i * $i < 1e-18 ? 0 : sprintf("%.6g", $i); print }' "$1"
}
# golden_table NAME FILE
golden_table() {
    rounded "$work/$2" >"$work/got"
    if [ "${UPDATE_GOLDEN:-0}" = 1 ]; then
        cp "$work/got" "$here/golden/$1.csv"
    else
        diff -u "$here/golden/$1.csv" "$work/got" || fail "$1"
    fi
}

# The page and the tables.
golden batch 0 batch $portfolio -o "$work/all" --no-plots
golden batch-swedish 0 batch $portfolio -o "$work/all" --no-plots --language sv
for table in batch measures ranks pairs totals failed; do
    golden_table "batch-$table" "all/$table.csv"
done

expect 0 batch $portfolio -o "$work/all" --no-plots --account region
says out "0 run, 3 unchanged since before"
golden_table batch-totals-region all/totals.csv # other than the municipality it gains by all of them
golden batch-society 0 batch "$small" $mentors -o "$work/society" --no-plots --account society \
    --years 15 --worlds 100 --replicates 400
expect 0 batch $portfolio -o "$work/all" --no-plots

# Nothing has changed: nothing is touched, and so it is for any number of threads.
stamps all >"$work/before"
expect 0 batch $portfolio -o "$work/all" --no-plots --threads 1
says out "0 run, 3 unchanged since before"
same_stamps all before "a second batch"
expect 0 batch $portfolio -o "$work/one" --no-plots --threads 1 --quiet
is_empty out
diff -r "$work/all" "$work/one" >/dev/null || fail "one thread gives other tables"

expect 0 batch $portfolio -o "$work/one" --no-plots --worlds-table
says out "3 run, 0 unchanged since before"
# column FOLDER NAME: a parameter's values in every world.
column() {
    awk -F, -v name="$2" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) c = i } NR > 1 { print $c }' \
        "$work/one/$1/worlds.csv"
}
[ "$(column school find_work | wc -l)" -eq 100 ] || fail "no worlds.csv"
[ "$(column school find_work)" = "$(column calm find_work)" ] || fail "not the same worlds"

# Another year that the folders hold needs no run; one that they lack does.
expect 0 batch $portfolio -o "$work/all" --no-plots --years 5 --account social
says out "0 run, 3 unchanged since before"
expect 0 batch $portfolio -o "$work/all" --no-plots --years 7
says out "3 run, 0 unchanged since before"

# A changed file is run again, the others are not touched.
mkdir "$work/files"
cp -r tests/cli/small/model "$small" $mentors "$work/files"
files="$work/files/school.yaml $work/files/mentors.yaml"
expect 0 batch $files -o "$work/two" $size
stamps two/school >"$work/before"
sed -i 's/700000/650000/' "$work/files/mentors.yaml"
expect 0 batch $files -o "$work/two" $size
says out "1 run, 1 unchanged since before"
same_stamps two/school before "the scenario that did not change"
# So is one whose folder was cut or edited, and everything when the model or a setting changes.
echo >>"$work/two/school/people.csv"
expect 0 batch $files -o "$work/two" $size
says out "1 run, 1 unchanged since before"
expect 0 batch $files -o "$work/two" $size --seed 2
says out "2 run, 0 unchanged since before"
# What a program of other sources wrote is not taken for this one's, though its version is the same.
grep -qE '^program,livsbana,[0-9.]+,[0-9a-f]{16},$' "$work/two/school/manifest.csv" ||
    fail "the manifest does not tell the program's sources"
sed -i -E '/^program,/s/,[0-9a-f]{16},/,0123456789abcdef,/' "$work/two/school/manifest.csv"
expect 0 batch $files -o "$work/two" $size --seed 2
says out "1 run, 1 unchanged since before"
sed -i '1s/^/# later\n/' "$work/files/model/costs.csv"
expect 0 batch $files -o "$work/two" $size --seed 2
says out "2 run, 0 unchanged since before"

# The tables of a scenario are those of `run` with the same settings.
sed 's/worlds: 200, replicates: 400, seed: 1/worlds: 100, replicates: 200, seed: 2/' \
    "$work/files/school.yaml" >"$work/files/alone.yaml"
expect 0 run "$work/files/alone.yaml" -o "$work/alone" --no-plots
for table in summary payback payback_time people headline; do
    diff "$work/alone/$table.csv" "$work/two/school/$table.csv" || fail "$table.csv is not that of run"
done
ranked=$(awk -F, '$1 == "school" && $2 == "net_saving" && $3 == "knowledge" { print $5, $7, $11 }' \
    "$work/two/measures.csv")
run=$(awk -F, '$1 == 10 && $2 == "municipality" && $3 == "released" && $4 == "knowledge" { print $5, $7, $11 }' \
    "$work/alone/payback.csv")
# Sums of another order: equal but for the last digits.
alike() {
    awk -v a="$1" -v b="$2" 'BEGIN {
        n = split(a, x, " ")
        if (n == 0 || n != split(b, y, " ")) exit 1
        for (i = 1; i <= n; i++) if ((x[i] - y[i]) ^ 2 > (1e-12 * x[i]) ^ 2) exit 1
    }'
}
alike "$ranked" "$run" || fail "net saving $ranked is not $run"

# Variants of one title are compared on the same draws, which is told: the same scenario under two names is
# a tie in every world and with any luck.
cp "$work/files/school.yaml" "$work/files/again.yaml"
expect 0 batch "$work/files/school.yaml" "$work/files/again.yaml" -o "$work/tie" $size
awk -F, 'NR > 1 && ($5 != 0 || $6 != 1)' "$work/tie/pairs.csv" | grep . && fail "no tie in pairs.csv"
awk -F, 'NR > 1 && ($4 == 1) != ($5 == 1)' "$work/tie/ranks.csv" | grep . && fail "no shared first place"
says out "1. Small school (school)"
says out "1. Small school (again)"
says err "school.yaml and $work/files/again.yaml have the same title, and so the same luck"
# Under a title of its own it is another programme, with luck of its own.
sed 's/^scenario: .*/scenario: Once more/' "$work/files/school.yaml" >"$work/files/again.yaml"
expect 0 batch "$work/files/school.yaml" "$work/files/again.yaml" -o "$work/tie" $size
is_empty err
awk -F, '$3 == "net_saving" && $4 == "with_luck" && $6 < 0.1 { n++ } END { exit n != 2 }' \
    "$work/tie/pairs.csv" || fail "two titles share their luck"

# Hardly anybody is reached, so that an avoided year would cost more than the programme: no such number.
sed 's/^  reached: .*/  reached: 0.0005 (0.0004..0.0006)/' "$work/files/mentors.yaml" >"$work/files/hardly.yaml"
expect 0 batch "$work/files/hardly.yaml" -o "$work/hardly" $size
says out "hardly any avoided (1)" # it has a rank like the others

# One that fails does not stop the others, and is told with all its problems; the folder is complete.
sed 's/number: 20/numbr: 20/; s/women: 0.5/women: 5/' "$work/files/school.yaml" >"$work/files/broken.yaml"
expect 3 batch $files "$work/files/broken.yaml" "$work/files/missing.yaml" -o "$work/failing" $size
says err "broken.yaml:9:3: participants: expected a known key, got \"numbr\""
says err "broken.yaml:11:10: participants.women"
says err "2 of 4 scenarios failed"
says out "Not ranked"
grep -q '^broken,.*,failed,.*and 1 more' "$work/failing/batch.csv" || fail "no row of the failed one"
grep -q '^missing,.*could not be read' "$work/failing/failed.csv" || fail "no row in failed.csv"
[ -f "$work/failing/manifest.csv" ] && [ -f "$work/failing/mentors/manifest.csv" ] ||
    fail "the folder is not complete"
[ ! -e "$work/failing/broken" ] || fail "a folder of the failed one"
# A place that is somebody else's fails its scenario: exit status 1.
# The result of another command is not written over.
expect 0 run "$small" -o "$work/of-run" --no-plots --quiet
cp -r "$work/of-run" "$work/kept"
expect 4 batch $files -o "$work/of-run" $size
says err "of-run: expected a new folder or one that \`livsbana batch\` made, got the result of another command"
diff -r "$work/of-run" "$work/kept" || fail "the result of another command was touched"
# Charts that could not all be written are told of by their path, and drawn by the same command again.
mkdir "$work/empty-images"
printf '#!/bin/sh\n: >"$6"\n' >"$work/empty-images/gnuplot"
chmod +x "$work/empty-images/gnuplot"
PATH=$work/empty-images:$PATH expect 4 batch $files -o "$work/drawn" --worlds 50 --replicates 50
says err "$work/drawn/charts/ranking.en.png: gnuplot left an image that is not whole"
[ -z "$(find "$work/drawn" -name '*.png')" ] || fail "an image that is not whole is left"
if command -v gnuplot >/dev/null; then
    expect 0 batch $files -o "$work/drawn" --worlds 50 --replicates 50
    [ -s "$work/drawn/charts/ranking.en.png" ] || fail "the chart is not drawn again"
fi
mkdir -p "$work/foreign/school"
echo precious >"$work/foreign/school/notes.txt"
expect 1 batch $files -o "$work/foreign" $size
says err "got a folder with other files"
[ "$(ls -A "$work/foreign/school")" = notes.txt ] || fail "a foreign folder was touched"
# A batch's folder is no place for a run.
expect 4 run "$small" -o "$work/two" --no-plots

# What all must share.
expect 3 batch $files -o "$work/short" $size --years 20
says err "economics.horizon: expected at least the 20 years of the ranking, got 15"
expect 0 batch $files -o "$work/short" $size --years 20 --horizon 20
sed 's/price_year: 2024}$/price_year: 2023}/' "$work/files/mentors.yaml" >"$work/files/older.yaml"
expect 3 batch "$work/files/school.yaml" "$work/files/older.yaml" -o "$work/prices" $size
says err "older.yaml: economics.price_year: expected the price year of the other scenarios, 2024, got 2023"
expect 0 batch "$work/files/school.yaml" "$work/files/older.yaml" -o "$work/prices" $size --price-year 2023

# Clients in two programmes: shares that cannot be are told before anything is run.
sed 's/share: 0.4 (0.2..0.6)/share: 0.8/; s/source: own, grade: E}$/source: counted, grade: A}\n    - {of: [calm, school], share: 1, source: counted, grade: A}\n    - {of: [mentors, school], share: 0.9, source: counted, grade: A}/' \
    $portfolio >"$here/small/crowded.tmp.yaml"
expect 3 batch "$here/small/crowded.tmp.yaml" -o "$work/crowded"
rm -f "$here/small/crowded.tmp.yaml"
says err "expected pairs that share no more clients than each programme has"
[ ! -e "$work/crowded" ] || fail "something was run"

golden batch-usage 2 batch "$small" tests/cli/small/model/../school.yaml --years 0
golden batch-account 2 batch "$small" --account sociall -o "$work/none"

# Together no more is saved on an item than is spent on it: each within it, the sum is limited in the years
# that both programmes save. What each does alone is what it does without the other.
limited
twice="$work/limited/calm.yaml $work/limited/calmer.yaml"
golden batch-limited 0 batch $twice -o "$work/both" $size
golden batch-limited-swedish 0 batch $twice -o "$work/both" $size --language sv
golden_table batch-limited-totals both/totals.csv
golden_table batch-limited-spending both/spending.csv
expect 0 batch "$work/limited/calm.yaml" -o "$work/single" $size
diff -r "$work/single/calm" "$work/both/calm" || fail "calm mornings are other ones beside calmer ones"
# value TOTAL COUNTED: the mean of what is known.
value() {
    awk -F, -v total="$1" -v counted="$2" '$1 == total && $2 == counted && $3 == "knowledge" { print $5 }' \
        "$work/both/totals.csv"
}
awk -v apart="$(value net_saving each_alone)" -v within="$(value net_saving within_spending)" \
    -v beyond="$(awk -F, '$2 == "investigations" { sum += $6 } END { print sum }' "$work/both/spending.csv")" \
    'BEGIN { gap = (apart - within) / beyond; exit !(beyond > 10000 && gap > 0.999 && gap < 1.001) }' ||
    fail "the sum does not fall by what goes beyond"
expect 0 batch $twice -o "$work/both-1" $size --threads 1
diff -r "$work/both" "$work/both-1" || fail "one thread gives another sum"
# A folder of before such tables were kept is made anew, and nothing else.
rm "$work/both-1/calm/savings.csv"
awk -F, -v OFS=, '$2 == "savings.csv" { next } $1 == "end" { $3 = NR - 3 } { print }' \
    "$work/both/calm/manifest.csv" >"$work/both-1/calm/manifest.csv"
expect 0 plot "$work/both-1/calm" --format svg
rm -r "$work/both-1/calm/charts"
stamps both-1/calmer >"$work/before"
expect 0 batch $twice -o "$work/both-1" $size
says out "1 run, 1 unchanged since before"
same_stamps both-1/calmer before "the scenario that had its table"
diff -r "$work/both" "$work/both-1" || fail "another sum after one was made anew"

# The chart, of the batch's own tables only; those of scenarios when asked for.
if command -v gnuplot >/dev/null; then
    expect 0 batch $portfolio -o "$work/all"
    [ -s "$work/all/charts/ranking.en.png" ] || fail "no chart"
    [ ! -e "$work/all/school/charts" ] || fail "charts without --plots"
    stamps all >"$work/before"
    expect 0 batch $portfolio -o "$work/all"
    same_stamps all before "the chart of the same ranking"
    expect 0 batch $portfolio -o "$work/all" --years 5 --plots
    [ -s "$work/all/school/charts/payback.en.png" ] || fail "no charts with --plots"
    expect 0 plot "$work/all" --format svg --language sv
    grep -q 'kommer först' "$work/all/charts/ranking.sv.svg" || fail "no title"
    expect 0 plot "$work/all/calm" --format svg
fi

# Scenarios that are worked on at once write what each writes alone, and so they do when there is memory for
# one at a time only.
for i in 1 2 3 4 5; do
    sed "s|./model|$work/files/model|; s/^scenario: .*/scenario: Number $i/" "$small" >"$work/files/n$i.yaml"
done
numbered="--worlds 1000 --replicates 2000 --no-plots --quiet"
expect 0 batch "$work"/files/n?.yaml -o "$work/at-once" $numbered --threads 4
for i in 1 2 3 4 5; do
    expect 0 batch "$work/files/n$i.yaml" -o "$work/each" $numbered --threads 1
done
for i in 1 2 3 4 5; do
    diff -r "$work/each/n$i" "$work/at-once/n$i" || fail "n$i: another scenario in company"
done
expect 0 batch "$work"/files/n?.yaml -o "$work/narrow" $numbered --threads 4 --memory 50M
diff -r "$work/at-once" "$work/narrow" || fail "it depends on the memory"

# What fails is told in the order given, whichever ends first.
sed 's|^model: .*|model: ./model|; s|tests/cli/small/model|./model|' tests/cli/bad/world.yaml >"$work/files/impossible.yaml"
sed 's/^scenario: .*/scenario: Another one/' "$work/files/impossible.yaml" >"$work/files/unlikely.yaml"
mkdir -p "$work/order/n2"
echo precious >"$work/order/n2/notes.txt"
expect 3 batch "$work"/files/{n1,impossible,n2,n3,unlikely,n4}.yaml -o "$work/order" $numbered --threads 4
grep -oE '(impossible|n2|unlikely)(\.yaml|: expected)' "$work/err" | uniq | tr '\n' ' ' >"$work/got"
[ "$(cat "$work/got")" = "impossible.yaml n2.yaml n2: expected unlikely.yaml " ] || fail "told in another order: $(cat "$work/got")"
says err "3 of 6 scenarios failed"

# Killed at moments that a seed decides, by how much more is kept of one of them, while several are under way,
# a batch goes on until it is done.
kept() { # FOLDER SCENARIO: bytes
    stat -c %s "$work/$1/.$2.checkpoint" 2>/dev/null || echo 0
}
further() { # FOLDER SCENARIO BYTES: so much is kept of the scenario, or all
    [ -e "$work/$1/$2/manifest.csv" ] || [ "$(kept "$1" "$2")" -gt "$3" ]
}
for seed in 1 2; do
    n_kills=0
    for more in $(awk "BEGIN { srand($seed); for (i = 0; i < 8; i++) print int(2e6 * rand()) }"); do
        for i in 1 2 3 4 5; do # the first that is not done
            [ -e "$work/killed-$seed/n$i/manifest.csv" ] || break
        done
        before=$(kept "killed-$seed" n$i)
        "$LIVSBANA" batch "$work"/files/n?.yaml -o "$work/killed-$seed" $numbered --threads 3 --resume \
            >"$work/out" 2>"$work/err" </dev/null &
        kill_when $! further "killed-$seed" n$i $((before + more)) || break
        n_kills=$((n_kills + 1))
    done
    [ "$n_kills" -gt 0 ] || fail "seed $seed: the batch was over before it was killed"
    [ "$n_kills" -eq 8 ] || [ "$ended" -eq 0 ] || fail "seed $seed: exit status $ended: $(cat "$work/err")"
    expect 0 batch "$work"/files/n?.yaml -o "$work/killed-$seed" $numbered --resume
    diff -r "$work/at-once" "$work/killed-$seed" || fail "other tables after $n_kills kills"
    [ -z "$(find "$work/killed-$seed" -name '.?*')" ] || fail "something hidden is left"
    echo "seed $seed: killed $n_kills times"
done

# One that was killed when a folder stood already, and its checkpoint still: it is forgotten. That of other settings
# is worth its work: it stays, and so does what is no checkpoint.
for seed in 1 2; do
    "$LIVSBANA" batch "$work/files/n3.yaml" -o "$work/begun-$seed" $numbered --threads 1 --checkpoint --seed $seed \
        >"$work/out" 2>"$work/err" </dev/null &
    kill_when $! further "begun-$seed" n3 100000 && [ -e "$work/begun-$seed/.n3.checkpoint" ] ||
        fail "seed $seed: the batch was over before it was killed"
done
cp -r "$work/at-once" "$work/left"
cp "$work/begun-1/.n3.checkpoint" "$work/left"
cp "$work/begun-2/.n3.checkpoint" "$work/left/.n4.checkpoint"
echo blocks >"$work/left/.n5.checkpoint"
expect 0 batch "$work"/files/n?.yaml -o "$work/left" $numbered --resume
[ ! -e "$work/left/.n3.checkpoint" ] || fail "the checkpoint of a whole folder is left"
cmp "$work/begun-2/.n3.checkpoint" "$work/left/.n4.checkpoint" || fail "the checkpoint of another run is not left"
[ "$(cat "$work/left/.n5.checkpoint")" = blocks ] || fail "what is no checkpoint is not left"
rm -f "$work"/left/.n?.checkpoint
diff -r "$work/at-once" "$work/left" || fail "other tables after a checkpoint was forgotten"

# A batch that is stopped leaves whole folders only, and goes on from there.
# Several at once, by two signals as by one.
three_begun() {
    [ "$(compgen -G "$work/ended/.n*.partial-*" | wc -l)" -eq 3 ]
}
for signals in INT "INT TERM"; do
    in_group "$LIVSBANA" batch "$work"/files/n?.yaml -o "$work/ended" --threads 3 --no-plots \
        --worlds 20000 --replicates 20000 >"$work/out" 2>"$work/err"
    stop_when $job three_begun || fail "$signals: the batch was over before it was stopped"
    for signal in $signals; do kill -$signal $job; done
    kill -CONT $job
    status=0
    wait $job || status=$?
    [ $status -eq 1 ] || fail "$signals: exit status $status"
    [ -z "$(find "$work/ended" -mindepth 1)" ] || fail "$signals: something is left"
    [ "$signals" != INT ] ||
        says err "interrupted: 0 of 5 scenarios are done; the same command begins with the others"
done
sed "s|./model|$work/files/model|" "$small" >"$work/files/a.yaml"
sed 's/^scenario: .*/scenario: B/' "$work/files/a.yaml" >"$work/files/b.yaml"
in_group "$LIVSBANA" batch "$work/files/a.yaml" "$work/files/b.yaml" -o "$work/stopped" --threads 1 \
    --no-plots --worlds 4000 --replicates 4000 >"$work/out" 2>"$work/err"
stop_when $job test -e "$work/stopped/a/manifest.csv" && [ ! -e "$work/stopped/b" ] ||
    fail "the batch was over before it was stopped"
kill -INT $job
kill -CONT $job
status=0
wait $job || status=$?
[ "$status" -eq 1 ] || fail "stopped: exit status $status"
says err "interrupted: 1 of 2 scenarios are done"
[ ! -e "$work/stopped/manifest.csv" ] && [ ! -e "$work/stopped/b" ] || fail "half of something is left"
compgen -G "$work/stopped/.*partial*" && fail "a partial folder is left"
expect 0 batch "$work/files/a.yaml" "$work/files/b.yaml" -o "$work/stopped" --no-plots --worlds 4000 \
    --replicates 4000
says out "1 run, 1 unchanged since before"

# Of nothing saved no share rests on guesses.
cp -r tests/cli/small "$work/nil"
sed -i 's/odds_ratio: 2 (1.2..3.3)/odds_ratio: 1/' "$work/nil/school.yaml"
expect 0 batch "$work/nil/school.yaml" "$work/nil/calm.yaml" -o "$work/nil/out" --no-plots --worlds 20 --replicates 40
says out "Small school: speaks against. 20 participants, 800,000 kronor; nothing or next"
expect 0 batch "$work/nil/school.yaml" -o "$work/saves-nothing" $size
says out "if the assumptions hold; nothing or next to"
finish
