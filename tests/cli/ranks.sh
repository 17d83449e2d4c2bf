#!/usr/bin/env bash
# Ranks that share a run write what one process writes. MPIRUN: how ranks are started, with the options
# before -n; empty where livsbana is built without MPI.
source "$(dirname "$0")/harness.bash"

if [ -z "${MPIRUN:-}" ]; then
    for rank in 0 1; do
        status=0
        OMPI_COMM_WORLD_SIZE=2 OMPI_COMM_WORLD_RANK=$rank "$LIVSBANA" run "$small" \
            -o "$work/results" >"$work/out" 2>"$work/err" || status=$?
        [ $status -eq 2 ] || fail "rank $rank of 2 without MPI: exit status $status"
        [ ! -e "$work/results" ] || fail "rank $rank of 2 without MPI wrote a folder"
        [ $rank -eq 1 ] || says err "this build does not share runs between processes"
    done
    is_empty err # of rank 1
    finish
fi

sed "s|./model|$here/small/model|; s/worlds: 200, replicates: 400/worlds: 2000, replicates: 4000/" \
    "$small" >"$work/long.yaml"
# numbered: starts what is to be killed, with the number of each rank's process in $work/process.RANK.
cat >"$work/numbered" <<NUMBERED
#!/usr/bin/env bash
echo \$\$ >"$work/process.\$OMPI_COMM_WORLD_RANK"
exec "\$@"
NUMBERED
chmod +x "$work/numbered"
# run_ranks N FOLDER ARGUMENTS..., by $by
by=
run_ranks() {
    local n=$1 folder=$2
    shift 2
    # shellcheck disable=SC2086 # the words of a command
    timeout 120 $MPIRUN -n "$n" $by "$LIVSBANA" run "$work/long.yaml" -o "$work/$folder" --no-plots "$@" \
        >"$work/out" 2>"$work/err" </dev/null
}
same() { # FOLDER [EXPECTED]
    diff -r "$work/${2:-whole}" "$work/$1" >"$work/diff" || fail "$1: $(head -n 3 "$work/diff")"
    compgen -G "$work/.$1.*" && fail "$1: something hidden is left"
}

# The serial run, then 1, 2 and 4 ranks: the same bytes, said once.
expect 0 run "$work/long.yaml" -o "$work/whole" --no-plots
sed '$d' "$work/out" >"$work/page"
while read -r n threads; do
    run_ranks "$n" "ranks-$n" --threads "$threads" --no-color || fail "$n ranks: $(cat "$work/err")"
    same "ranks-$n"
    sed '$d' "$work/out" | tr -d '\r' | diff "$work/page" - || fail "$n ranks: another page one"
    is_empty err
done <<'RANKS'
1 2
2 2
4 1
RANKS

# Who has not told how many threads is told how ranks are best laid.
run_ranks 2 laid || fail "2 ranks: $(cat "$work/err")"
same laid
[ "$(wc -l <"$work/err")" -eq 1 ] || fail "2 ranks: $(cat "$work/err")"
says err "note: this machine has $(getconf _NPROCESSORS_ONLN) core"
says err " and 2 ranks of "
says err "mpirun --map-by ppr:1:node --bind-to none"

# An impossible world, found by whichever rank, is told once and as by one process; so is what is wrong
# with the files.
sed 's/participants:/participantz:/' "$work/long.yaml" >"$work/wrong.yaml"
for file in tests/cli/bad/world.yaml "$work/wrong.yaml"; do
    expect 3 run "$file" -o "$work/wrong"
    cp "$work/err" "$work/expected"
    status=0
    # shellcheck disable=SC2086 # the words of a command
    timeout 120 $MPIRUN -n 3 "$LIVSBANA" run "$file" -o "$work/wrong" --threads 1 >"$work/out" \
        2>"$work/err" || status=$?
    [ $status -eq 3 ] || fail "$file: exit status $status"
    while IFS= read -r line; do
        [ "$(grep -cxF -- "$line" "$work/err")" -eq 1 ] || fail "not said once: $line"
    done <"$work/expected"
done

# A rank that reads other files is told of, and nothing is written. The work would take seconds, so that a rank
# that begins late still finds the leader at it; as it asks, it is over.
sed 's/seed: 1/seed: 2/' "$work/long.yaml" >"$work/other.yaml"
longest="--no-plots --threads 1 --worlds 50000 --replicates 50000"
status=0
# shellcheck disable=SC2086 # the words of a command
timeout 120 $MPIRUN -n 1 "$LIVSBANA" run "$work/long.yaml" -o "$work/mixed" $longest : \
    -n 1 "$LIVSBANA" run "$work/other.yaml" -o "$work/mixed" $longest \
    >"$work/out" 2>"$work/err" </dev/null || status=$?
[ $status -ne 0 ] || fail "a rank with other files took part"
says err "rank 1 works on something else"
compgen -G "$work/*mixed*" && fail "mixed: something is left"

# A batch, of which a part stands already, and a contract.
run_with() { # N COMMAND FILE FOLDER
    # shellcheck disable=SC2086 # the words of a command
    timeout 120 $MPIRUN -n "$1" "$LIVSBANA" "$2" "tests/cli/small/$3" -o "$work/$4" --no-plots \
        >"$work/out" 2>"$work/err" </dev/null || fail "$2 by $1 ranks: $(cat "$work/err")"
}
for command in batch contract; do
    file=portfolio.yaml
    [ $command = contract ] && file=contract.yaml
    expect 0 $command tests/cli/small/$file -o "$work/$command" --no-plots
    run_with 3 $command $file $command-3
    diff -r "$work/$command" "$work/$command-3" || fail "$command: other tables by ranks"
done
rm -r "$work/batch-3/mentors"
run_with 2 batch portfolio.yaml batch-3
diff -r "$work/batch" "$work/batch-3" || fail "batch: other tables when a part stood already"

# Their sum held to what is spent on an item.
limited
both="$work/limited/calm.yaml $work/limited/calmer.yaml --worlds 100 --replicates 200 --no-plots"
expect 0 batch $both -o "$work/both"
grep -q '^net_saving,within_spending' "$work/both/totals.csv" || fail "nothing goes beyond"
# shellcheck disable=SC2086 # the words of a command
timeout 120 $MPIRUN -n 3 "$LIVSBANA" batch $both -o "$work/both-3" >"$work/out" 2>"$work/err" \
    </dev/null || fail "a limited batch by 3 ranks: $(cat "$work/err")"
diff -r "$work/both" "$work/both-3" || fail "a limited batch: other tables by ranks"

# A scenario that fails inside a batch leaves no word of it to the next: those after it are as by one
# process, whichever rank met the impossible world.
mkdir "$work/files"
cp -r tests/cli/small/model "$work/files"
cp "$small" tests/cli/small/mentors.yaml tests/cli/small/calm.yaml "$work/files"
sed 's|^model: .*|model: ./model|' tests/cli/bad/world.yaml >"$work/files/bad.yaml"
for rank in 1 3; do
    status=0
    # shellcheck disable=SC2086 # the words of a command
    timeout 120 $MPIRUN -n $rank "$LIVSBANA" batch "$work"/files/{school,bad,calm,mentors}.yaml \
        -o "$work/mended-$rank" --no-plots --threads 2 --worlds 1000 --replicates 4000 \
        >"$work/out" 2>"$work/err" </dev/null || status=$?
    [ $status -eq 3 ] || fail "a batch with an impossible world by $rank ranks: exit status $status"
    says err "1 of 4 scenarios failed"
done
diff -r "$work/mended-1" "$work/mended-3" || fail "batch: other tables after a scenario that failed"

# know_ranks JOB: the processes of the ranks that JOB starts, in $process.
all_numbered() {
    [ -s "$work/process.0" ] && [ -s "$work/process.1" ] && [ -s "$work/process.2" ]
}
know_ranks() {
    await "$1" all_numbered || fail "three ranks did not begin: $(cat "$work/err")"
    mapfile -t process < <(cat "$work"/process.[012])
    rm "$work"/process.?
}

# kill_rank RANK FOLDER: kills a rank when some blocks are kept; the run ends with a failure.
kill_rank() {
    local rank=$1 folder=$2 status=0
    by=$work/numbered run_ranks 3 "$folder" --quiet --threads 1 $longer --checkpoint &
    local job=$!
    know_ranks $job
    stop_when "${process[0]}" larger ".$folder.checkpoint" 100000 && [ ! -e "$work/$folder" ] ||
        fail "the run was over before rank $rank was killed"
    # mpirun ends the others a second after one is lost: time enough to be done without one that has no block in
    # hand. So a helper asks for one while the leader is stopped, and gets it, and never gives it back.
    [ "$rank" -eq 0 ] || { sleep 0.5 && kill -CONT "${process[0]}"; }
    kill -KILL "${process[rank]}"
    wait $job || status=$?
    [ $status -ne 0 ] || fail "rank $rank killed: exit status 0"
    if diff -r "$work/longer" "$work/$folder" >/dev/null 2>&1; then
        fail "the run was over without rank $rank: it had no block in hand when it was killed"
    elif [ -e "$work/$folder" ]; then
        fail "rank $rank killed: a folder is left"
    fi
    grep -q "rank $rank .*signal 9" "$work/err" || fail "rank $rank killed: $(cat "$work/err")"
}

# A lost rank ends the run, leaves no folder, and what was kept is gone on with.
longer="--worlds 4000 --replicates 24000"
expect 0 run "$work/long.yaml" -o "$work/longer" --no-plots $longer
kill_rank 2 lost-2
says err "the same command with --resume goes on"
compgen -G "$work/.lost-2.partial-*" && fail "a partial folder is left"
run_ranks 2 lost-2 $longer --resume || fail "lost-2: $(cat "$work/err")"
same lost-2 longer

# In a batch each rank works at scenarios of its own: those that are done stand, no half one does, and the
# same command goes on, with what was kept of the others.
for i in 1 2 3 4 5 6 7; do
    sed "s/^scenario: .*/scenario: Number $i/" "$work/files/school.yaml" >"$work/files/s$i.yaml"
done
size="--no-plots --worlds 4000 --replicates 8000"
expect 0 batch "$work"/files/s?.yaml -o "$work/unbroken" $size
# shellcheck disable=SC2086 # the words of a command
timeout 120 $MPIRUN -n 3 "$work/numbered" "$LIVSBANA" batch "$work"/files/s?.yaml -o "$work/broken" $size \
    --threads 1 --checkpoint >"$work/out" 2>"$work/err" </dev/null &
job=$!
know_ranks $job
half_made() { # PROCESS: a scenario by it, of which some blocks are kept
    local partial
    partial=$(cd "$work" && compgen -G "broken/.s*.partial-*-$1") || return 1
    larger "${partial%.partial-*}.checkpoint" 100000
}
stands() { # N: so many scenarios
    [ "$(compgen -G "$work/broken/s*/manifest.csv" | wc -l)" -eq "$1" ]
}
# Rank 1 is stopped at one, and killed when the others have made all but that and the last, which all share.
while stop_when "${process[1]}" half_made "${process[1]}" && ! half_made "${process[1]}"; do
    kill -CONT "${process[1]}"
done
n_done=5
half_made "${process[1]}" && await $job stands $n_done || fail "the batch was over before rank 1 was killed"
kill -KILL "${process[1]}"
status=0
wait $job || status=$?
[ $status -ne 0 ] || fail "a rank of a batch killed: exit status 0"
stands $n_done || fail "other scenarios stand than were done"
says err "interrupted, by you or because a rank was lost: $n_done of 7 scenarios are done"
[ ! -e "$work/broken/manifest.csv" ] || fail "a batch that was broken looks complete"
compgen -G "$work/broken/.*partial*" && fail "a partial folder of a batch is left"
# shellcheck disable=SC2086 # the words of a command
timeout 120 $MPIRUN -n 2 "$LIVSBANA" batch "$work"/files/s?.yaml -o "$work/broken" $size --resume \
    >"$work/out" 2>"$work/err" </dev/null || fail "it did not go on: $(cat "$work/err")"
says out "$((7 - n_done)) run, $n_done unchanged since before"
diff -r "$work/unbroken" "$work/broken" || fail "other tables after a rank was lost"
compgen -G "$work/broken/.*" | grep -v '/\.\.*$' && fail "something hidden is left in a batch"

# A rank that cannot read the files costs its part of the work and nothing else; one that reads others is told.
mkdir -p "$work/here" "$work/there"
cp -r "$work/files/." "$work/here"
cp -r "$work/files/model" "$work/there"
two_places() { # FOLDER: one thread each, so that a rank that begins late finds scenarios left
    # shellcheck disable=SC2086 # the words of a command
    timeout 120 $MPIRUN -n 1 -wdir "$work/here" "$LIVSBANA" batch s1.yaml s2.yaml s3.yaml s4.yaml \
        -o "$work/$1" $size --threads 1 : \
        -n 1 -wdir "$work/there" "$LIVSBANA" batch s1.yaml s2.yaml s3.yaml s4.yaml \
        -o "$work/$1" $size --threads 1 >"$work/out" 2>"$work/err" </dev/null
}
# shellcheck disable=SC2086 # the words of a command
expect 0 batch "$work"/here/s[1-4].yaml -o "$work/place" $size
two_places places || fail "a rank that cannot read failed the batch: $(cat "$work/err")"
says err "note: rank 1 could not make"
for table in batch measures ranks; do
    sed "s|$work/here/||" "$work/place/$table.csv" | diff - "$work/places/$table.csv" ||
        fail "$table.csv: other numbers when a rank cannot read"
done
for i in 1 2 3 4; do
    sed 's/odds_ratio: 1.6/odds_ratio: 1.7/; s/women: 0.5/women: 0.4/' "$work/here/s$i.yaml" >"$work/there/s$i.yaml"
done
two_places strange && fail "a rank with other files took part"
says err "or made by a rank that has other files"
kill_rank 0 lost-0
run_ranks 2 lost-0 $longer --resume || fail "lost-0: $(cat "$work/err")"
same lost-0 longer
finish
