#!/usr/bin/env bash
# A run that is killed goes on from its checkpoint, and its tables are those of a run that was not.
source "$(dirname "$0")/harness.bash"

# 40 blocks.
sed "s|./model|$here/small/model|; s/worlds: 200, replicates: 400/worlds: 2000, replicates: 12000/" \
    "$small" >"$work/long.yaml"
run_long() { # FOLDER ARGUMENTS...
    local folder=$1
    shift
    "$LIVSBANA" run "$work/long.yaml" -o "$work/$folder" --no-plots --quiet --threads 2 "$@" \
        >"$work/out" 2>"$work/err" </dev/null
}
same() {
    diff -r "$work/whole" "$work/$1" >"$work/diff" || fail "$1: $(head -n 3 "$work/diff")"
    compgen -G "$work/.$1.*" && fail "$1: something hidden is left"
}
run_long whole || fail "the whole run: $(cat "$work/err")"

# begin_run FOLDER ARGUMENTS...: in the background, as $job.
begin_run() {
    local folder=$1
    shift
    "$LIVSBANA" run "$work/long.yaml" -o "$work/$folder" --no-plots --quiet "$@" \
        >"$work/out" 2>"$work/err" </dev/null &
    job=$!
}
kept() { # FOLDER: bytes
    stat -c %s "$work/.$1.checkpoint" 2>/dev/null || echo 0
}

# half FOLDER: a run killed when it has kept some blocks but not all.
half() {
    begin_run "$1" --threads 1 --checkpoint
    kill_when $job larger ".$1.checkpoint" 2000000 && [ ! -e "$work/$1" ] ||
        fail "$1: the run was over before it was killed"
}

# Killed at moments that a seed decides, by how much more is kept, again and again, until it is done.
for seed in 1 2 3; do
    n_kills=0
    for more in $(awk "BEGIN { srand($seed); for (i = 0; i < 20; i++) print int(4e6 * rand()) }"); do
        before=$(kept "killed-$seed")
        begin_run "killed-$seed" --threads 2 --resume
        kill_when $job larger ".killed-$seed.checkpoint" $((before + more)) || break
        n_kills=$((n_kills + 1))
    done
    [ "$n_kills" -eq 20 ] || [ "$ended" -eq 0 ] || fail "seed $seed: exit status $ended: $(cat "$work/err")"
    [ "$n_kills" -gt 0 ] || fail "seed $seed: the run was over before it was killed"
    run_long "killed-$seed" --resume || fail "seed $seed: not done: $(cat "$work/err")"
    same "killed-$seed"
    echo "seed $seed: killed $n_kills times"
done

# Torn and flipped bytes cost their blocks and nothing else.
half torn
truncate -s -1000 "$work/.torn.checkpoint"
size=$(stat -c %s "$work/.torn.checkpoint")
for place in 5000 900000 1500000; do
    printf 'X' | dd of="$work/.torn.checkpoint" bs=1 seek=$place conv=notrunc status=none
done
[ "$(stat -c %s "$work/.torn.checkpoint")" -eq "$size" ] || fail "the file was not written over"
run_long torn --resume || fail "torn: $(cat "$work/err")"
same torn

# What was kept is told when a run is interrupted, and is not used unless it is asked for.
half told
run_long told --checkpoint && fail "a checkpoint was written over"
says err "go on with it by --resume"
run_long told --seed 2 --resume && fail "another seed went on"
says err "other files, another seed or other settings"
run_long told --horizon 9 --resume && fail "another horizon went on"
says err "other files, another seed or other settings"
cp "$LIVSBANA" "$work/other"
printf 'another build' >>"$work/other"
status=0
"$work/other" run "$work/long.yaml" -o "$work/told" --resume >"$work/out" 2>"$work/err" || status=$?
[ $status -eq 4 ] || fail "another build: exit status $status"
says err "another build of livsbana"
gsl=$(ldd "$LIVSBANA" | awk '$1 ~ /^libgsl\.so/ { print $3 }')
mkdir "$work/libraries"
cp -L "$gsl" "$work/libraries/"
printf 'another version' >>"$work/libraries/${gsl##*/}"
LD_LIBRARY_PATH=$work/libraries run_long told --resume && fail "another version of GSL went on"
says err "other versions of its libraries"
run_long told || fail "told: $(cat "$work/err")"
says err "is left of a run that was not finished"
[ -f "$work/.told.checkpoint" ] || fail "a checkpoint nobody asked for was removed"
run_long told --resume || fail "told: $(cat "$work/err")"
same told

# A disk that is full takes the checkpoint, not the result.
status=0
(ulimit -f 4000 && run_long full --checkpoint) || status=$?
[ $status -eq 0 ] || fail "full: exit status $status: $(cat "$work/err")"
says err "could not be written to its end and is removed"
same full

# With nothing to go on with, --resume begins; a run that cannot begin leaves nothing.
run_long fresh --resume || fail "fresh: $(cat "$work/err")"
same fresh
finish
