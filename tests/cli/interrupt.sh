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

# Ctrl-C in `plot`: to the whole group, as a terminal sends it, or to the program alone; no half chart is left.
expect 0 run "$small" -o "$work/results" --no-plots --quiet
mkdir "$work/bin"
cat >"$work/bin/gnuplot" <<GNUPLOT
#!/usr/bin/env bash
echo "\$6" >>"$work/began"
echo '<svg>' >"\$6"
sleep "\${NAP:-1}"
echo '</svg> IEND' >>"\$6"
GNUPLOT
chmod +x "$work/bin/gnuplot"
interrupted_plot() { # PROCESS-PREFIX CHARTS-LEFT
    local status=0
    rm -rf "$work/began" "$work/results/charts"
    PATH="$work/bin:$PATH" "$LIVSBANA" plot "$work/results" --format svg --threads 1 \
        >"$work/out" 2>"$work/err" &
    job=$!
    for _ in $(seq 100); do
        [ -e "$work/began" ] && break
        sleep 0.05
    done
    kill -INT -- "$1$job"
    wait "$job" || status=$?
    [ "$status" -eq 1 ] || fail "plot, Ctrl-C to $1job: exit status $status"
    says err "interrupted while the charts were drawn; those that are in $work/results/charts are whole"
    [ "$(wc -l <"$work/err")" -eq 1 ] || fail "more is told: $(cat "$work/err")"
    is_empty out
    [ "$(wc -l <"$work/began")" -eq 1 ] || fail "another chart was begun"
    [ "$(ls -A "$work/results/charts")" = "$2" ] || fail "left: $(ls -A "$work/results/charts")"
}
interrupted_plot - ""
interrupted_plot "" payback.en.svg

# Of a batch's charts that were interrupted none stays, so that the same command draws them all.
batch=("$LIVSBANA" batch "$small" -o "$work/batch" --plots --threads 1)
rm "$work/began"
PATH="$work/bin:$PATH" "${batch[@]}" >"$work/out" 2>"$work/err" &
job=$!
for _ in $(seq 100); do
    [ -e "$work/began" ] && break
    sleep 0.05
done
kill -INT "$job"
wait "$job" && fail "an interrupted batch is no success"
says err "interrupted while the charts were drawn"
[ -z "$(ls -A "$work/batch/school/charts")" ] || fail "left: $(ls -A "$work/batch/school/charts")"
PATH="$work/bin:$PATH" NAP=0 "${batch[@]}" >"$work/out" 2>"$work/err" || fail "the batch does not go on"
[ -e "$work/batch/school/charts/people.en.png" ] || fail "not all charts are drawn"
finish
