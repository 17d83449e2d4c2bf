#!/usr/bin/env bash
# Ctrl-C ends a run with exit status 1 and leaves nothing; a second one ends it at once.
source "$(dirname "$0")/harness.bash"

# A run of more than a second.
sed "s|./model|$here/small/model|; s/worlds: 200, replicates: 400/worlds: 20000, replicates: 20000/" \
    "$small" >"$work/long.yaml"

# begin: until the run's folder is begun; there it is stopped.
begun() {
    compgen -G "$work/.results.partial-*" >/dev/null
}
begin() {
    in_group "$LIVSBANA" run "$work/long.yaml" -o "$work/results" --threads 1 \
        >"$work/out" 2>"$work/err"
    stop_when "$job" begun && begun || fail "the run was over before it was stopped"
}

# ends_by SIGNALS: with exit status 1 and nothing left.
ends_by() {
    local status=0 signal
    for signal in $1; do kill -"$signal" "$job"; done
    kill -CONT "$job"
    wait "$job" || status=$?
    [ "$status" -eq 1 ] || fail "$1: exit status $status"
    [ ! -e "$work/results" ] || fail "$1: a folder is left"
    compgen -G "$work/.results*" && fail "$1: a partial folder is left"
}

for signal in INT TERM; do
    begin
    ends_by "$signal"
    says err "interrupted; nothing was written"
done
begin
ends_by "INT TERM"

# Ctrl-C in `plot`: to the whole group, as a terminal sends it, or to the program alone; no half chart is left.
# This gnuplot draws until it may end.
expect 0 run "$small" -o "$work/results" --no-plots --quiet
mkdir "$work/bin"
cat >"$work/bin/gnuplot" <<GNUPLOT
#!/usr/bin/env bash
trap 'trap - INT; kill -INT \$\$' INT # whether or not the sleep was over
echo '<svg>' >"\$6"
echo "\$6" >>"$work/began"
until [ -e "$work/drawn" ]; do sleep 0.01; done
echo '</svg> IEND' >>"\$6"
GNUPLOT
chmod +x "$work/bin/gnuplot"
interrupted_plot() { # PROCESS-PREFIX CHARTS-LEFT
    local status=0
    rm -rf "$work/began" "$work/drawn" "$work/results/charts"
    PATH="$work/bin:$PATH" in_group "$LIVSBANA" plot "$work/results" --format svg --threads 1 \
        >"$work/out" 2>"$work/err"
    await "$job" test -s "$work/began" || fail "plot was over before Ctrl-C"
    kill -INT -- "$1$job"
    touch "$work/drawn"
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
rm "$work/began" "$work/drawn"
PATH="$work/bin:$PATH" in_group "${batch[@]}" >"$work/out" 2>"$work/err"
await "$job" test -s "$work/began" || fail "the batch was over before Ctrl-C"
kill -INT "$job"
touch "$work/drawn"
wait "$job" && fail "an interrupted batch is no success"
says err "interrupted while the charts were drawn"
[ -z "$(ls -A "$work/batch/school/charts")" ] || fail "left: $(ls -A "$work/batch/school/charts")"
PATH="$work/bin:$PATH" "${batch[@]}" >"$work/out" 2>"$work/err" || fail "the batch does not go on"
[ -e "$work/batch/school/charts/people.en.png" ] || fail "not all charts are drawn"
finish
