#!/usr/bin/env bash
# `fund` follows a fund's money: the tables of a small fund are known, page one says what they say, and
# mistakes in the fund's file and in the scenarios it names are told at once.
source "$(dirname "$0")/harness.bash"
fund=tests/cli/small/fund.yaml

# table NAME: a table of the last fund is as in golden/fund-NAME, numbers to a krona and to four decimals.
table() {
    awk -F, -v OFS=, '{
        for (i = 1; i <= NF; i++)
            if ($i ~ /^-?[0-9.]+(e[-+]?[0-9]+)?$/) {
                $i = sprintf($i < 1000 && $i > -1000 ? "%.4f" : "%.0f", $i)
                sub(/\.0000$/, "", $i)
                if ($i == "-0") $i = "0"
            }
        print
    }' "$work/one/$1" >"$work/got"
    if [ "${UPDATE_GOLDEN:-0}" = 1 ]; then
        cp "$work/got" "$here/golden/fund-$1"
    elif ! diff -u "$here/golden/fund-$1" "$work/got"; then
        fail "$1: see above; tests/cli/update-golden takes it over"
    fi
}

golden fund 0 fund $fund -o "$work/one" --no-plots --threads 1
golden fund-swedish 0 fund $fund -o "$work/swedish" --no-plots --language sv
for name in balance.csv rules.csv frames.csv grants.csv; do table $name; done

# Any number of threads gives the same bytes; the manifest answers for every table and input.
for threads in 2 5; do
    expect 0 fund $fund -o "$work/threads-$threads" --no-plots --quiet --threads $threads
    is_empty out
    diff -r "$work/one" "$work/threads-$threads" >/dev/null || fail "$threads threads: other bytes"
done
for file in fund.yaml school.yaml model/costs.csv; do
    grep -q "^input,.*$file," "$work/one/manifest.csv" || fail "$file is no input in the manifest"
done
[ "$(grep -c '^input,.*school.yaml' "$work/one/manifest.csv")" -eq 1 ] || fail "an input twice"
[ "$(grep -c '^table,' "$work/one/manifest.csv")" -eq 5 ] || fail "not five tables"

# In every year the mean balance is what was there, less what was granted, and what came back.
awk -F, '
    NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
    {
        rule = $column["rule"]
        if (!(rule in left)) left[rule] = 1.5e6 * 104 / 100
        left[rule] += $column["returned"] - $column["granted"]
        gap = left[rule] - $column["balance_mean"]
        if (gap > 1e-3 || gap < -1e-3) { print rule, $1, gap; bad = 1 }
        if (rule == "none" && $column["returned"] != 0) { print "none returns"; bad = 1 }
    }
    END { exit bad }' "$work/one/balance.csv" || fail "balances do not follow from grants and returns"

# Rules that return all but from later starts: the page tells why programmes are fewer; a balance below zero
# is told as balance.csv has it.
mkdir "$work/later"
cp -r tests/cli/small/{model,school.yaml} "$work/later/"
own="    - {share: 1, lag: 1, basis: negotiated, per_year: 250000, payer: social}"
sed "/from_start: 202[46]/d; s/opening: 1.5e6/opening: 1.1e6/; s/years: 8/years: 14/
    s/  rules:/  cannot_pay: deficit\n&\n$own/" $fund >"$work/later/fund.yaml"
expect 0 fund "$work/later/fund.yaml" -o "$work/deficit" --no-plots
tr -s ' \n' ' ' <"$work/out" >"$work/words"
grep -q "On the listed grants the fund's own rules return what full return does" "$work/words" ||
    fail "fewer programmes are not explained"
worst=$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
    $2 == "file" && $column["share_below_zero"] > most {
        most = $column["share_below_zero"]; year = $1 }
    END { printf "below zero in %d: in %.0f %%", year, 100 * most }' "$work/deficit/balance.csv")
grep -qF "$worst of the cases" "$work/words" || fail "the page does not say: $worst"

# Together the programmes save no more on an item than is spent on it: said, in a table, and in every year
# the frames fall by so much less.
limited
cat >"$work/limited/fund.yaml" <<'FUND'
fund:
  name: Two mornings
  opening: 200000
  price_year: 2024
  years: 8
  source: invented
  grade: E
  grants:
    - {scenario: calm.yaml, year: 2024, amount: 60000}
    - {scenario: calmer.yaml, year: 2026, amount: 60000}
  rules:
    - {from_start: 2024, payer: social, share: 1, basis: measured}
simulation: {worlds: 100, replicates: 400, seed: 1}
FUND
golden fund-limited 0 fund "$work/limited/fund.yaml" -o "$work/limited-1" --no-plots --threads 1
golden fund-limited-swedish 0 fund "$work/limited/fund.yaml" -o "$work/limited-2" --no-plots \
    --threads 2 --language sv
diff -r "$work/limited-1" "$work/limited-2" || fail "limited: other bytes by two threads"
mv "$work/one" "$work/kept"
mv "$work/limited-1" "$work/one"
mv "$work/one/spending.csv" "$work/one/limited.csv"
table limited.csv
mv "$work/one" "$work/limited-1"
mv "$work/kept" "$work/one"
rm "$work/limited/model/spending.csv"
expect 0 fund "$work/limited/fund.yaml" -o "$work/unlimited" --no-plots
fell() { # FOLDER: the cost of all boards, all years
    awk -F, '$2 == "all" { sum += $4 } END { print sum }' "$work/$1/frames.csv"
}
awk -v with="$(fell limited-1)" -v without="$(fell unlimited)" \
    -v beyond="$(awk -F, '$2 == "investigations" { sum += $6 } END { print sum }' "$work/limited-1/limited.csv")" \
    'BEGIN { gap = without - with - beyond; exit !(beyond > 10000 && gap > -1e-3 && gap < 0.1 * beyond) }' ||
    fail "frames do not fall by what goes beyond"

# The years and the replicates may be set from the command line.
expect 0 fund $fund -o "$work/short" --no-plots --horizon 4 --replicates 50
cut -d, -f1 "$work/short/balance.csv" | grep -qx 2027 || fail "no fourth year"
cut -d, -f1 "$work/short/balance.csv" | grep -qx 2028 && fail "a fifth year"

# Killed on the way and gone on with: the same bytes, and a checkpoint that nobody asks for is told.
long="--no-plots --quiet --threads 1 --replicates 40000"
expect 0 fund $fund -o "$work/long" $long
"$LIVSBANA" fund $fund -o "$work/killed" $long --checkpoint >"$work/out" 2>"$work/err" </dev/null &
kill_when $! larger .killed.checkpoint 100000 && [ ! -e "$work/killed" ] ||
    fail "the fund was done before it was killed"
cp "$work/.killed.checkpoint" "$work/.asked.checkpoint"
expect 0 fund $fund -o "$work/killed" $long
says err "--resume goes on with it"
expect 0 fund $fund -o "$work/asked" $long --resume
is_empty err
for folder in killed asked; do
    diff -r "$work/long" "$work/$folder" >/dev/null || fail "$folder: other bytes"
done
[ ! -e "$work/.asked.checkpoint" ] || fail "a checkpoint is left"

# Both charts, with a sentence as title; drawn again from the tables alone.
if command -v gnuplot >/dev/null; then
    expect 0 plot "$work/one" --format svg --language sv
    for chart in fund rules; do
        [ -s "$work/one/charts/$chart.sv.svg" ] || fail "no chart $chart"
    done
    grep -q 'i fonden' "$work/one/charts/fund.sv.svg" || fail "no title"
    for chart in fund rules; do # the opening is no year
        grep -q '>Start<' "$work/one/charts/$chart.sv.svg" || fail "$chart: no start"
        grep -q '>2023<' "$work/one/charts/$chart.sv.svg" && fail "$chart: a year before the first"
    done
    # A triangle for each year in which a grant is asked for: the second one is never paid here.
    cp -r tests/cli/small "$work/poor"
    sed -i 's/opening: 1.5e6/opening: 1.0e6/' "$work/poor/fund.yaml"
    expect 0 fund "$work/poor/fund.yaml" -o "$work/never" --no-plots --quiet
    expect 0 plot "$work/never" --format svg
    [ "$(grep -c "href='#gpPt8'" "$work/never/charts/fund.en.svg")" -eq 2 ] || fail "not two triangles"
fi

# `check` knows a fund's file and looks at every scenario it names.
expect 0 check $fund
says out "$fund: valid (a fund: 2 grants, 1 scenario, 4 rules of return)"

# Everything wrong at once, in the fund's file and in a scenario; nothing is written.
mkdir "$work/bad"
cp -r tests/cli/small/model "$work/bad/model"
sed 's/number: 20/number: none/' tests/cli/small/school.yaml >"$work/bad/school.yaml"
sed 's/share: 1, basis/shar: 1, basis/; s/payer: social/payer: socil/' $fund >"$work/bad/fund.yaml"
expect 3 fund "$work/bad/fund.yaml" -o "$work/nothing"
says err 'got "shar"; did you mean "share"?'
says err 'school.yaml:9:11: participants.number'
expect 3 check "$work/bad/fund.yaml"
says err 'school.yaml:9:11: participants.number'
[ ! -e "$work/nothing" ] || fail "a folder in spite of mistakes"
expect 4 fund "$work/none.yaml"
expect 2 fund
finish
