#!/usr/bin/env bash
# What stands in a result's folder is replaced only when the same command made it: files of the user's
# are refused wherever they lie, and so is a result that another command puts there meanwhile.
source "$(dirname "$0")/harness.bash"

quick="--no-plots --quiet --worlds 50 --replicates 50"
charts="$work/own/charts"

# refused NAME: neither run nor batch of the folder goes on; what would be lost is named, and stays.
refused() {
    cp -r "$work/own" "$work/kept"
    expect 4 run "$small" -o "$work/own" $quick
    says err "$work/own: expected an earlier result and nothing else, got also $1, which would be lost: move it away or choose another folder with -o"
    diff -r "$work/own" "$work/kept" || fail "$1: the refused run touched the folder"
    rm -r "$work/kept"
}

expect 0 run "$small" -o "$work/own" $quick
mkdir "$charts"
for name in mitt.png payback.png payback.de.png payback.en.jpg payback.en.png.bak Payback.en.png \
    .payback.en.svg.swp .hidden payback.en.sheet; do
    echo mine >"$charts/$name"
    refused "charts/$name"
    rm "$charts/$name"
done
mkdir "$charts/old"
refused charts/old
rmdir "$charts/old" "$charts"
echo mine >"$charts" # not the program's folder at all
refused charts
rm "$charts"

# Charts of every command, format and language, and what a killed gnuplot left of them, go with the result.
mkdir "$charts"
touch "$charts"/{payback.en.png,payers.sv.svg,career.en.pdf,occupancy.sv.png,boards.en.png,people.en.svg} \
    "$charts"/{ranking.sv.pdf,validation.en.png,contract.sv.png,fund.en.svg,rules.sv.png} \
    "$charts"/{.payback.en.sheet,.payback.en.png.part,.payers.sv.svg.errors}
expect 0 run "$small" -o "$work/own" $quick
[ ! -e "$charts" ] || fail "charts of the earlier result are left"

# Each command that replaces folders asks; a batch fails the scenario, and leaves its own folder's files alone.
small_of() { # COMMAND
    case $1 in
        validate) echo tests/analysis/data/fitted ;;
        *) echo "tests/cli/small/$1.yaml" ;;
    esac
}
for command in fund contract validate; do
    few=$quick
    [ $command = validate ] && few=${quick% --replicates*}
    expect 0 $command "$(small_of $command)" -o "$work/$command" $few
    mkdir "$work/$command/charts"
    echo mine >"$work/$command/charts/mitt.png"
    expect 4 $command "$(small_of $command)" -o "$work/$command" $few
    says err "got also charts/mitt.png, which would be lost"
    [ -f "$work/$command/charts/mitt.png" ] || fail "$command lost a file"
done
expect 0 batch "$small" -o "$work/batch" $quick
mkdir "$work/batch/charts" "$work/batch/school/charts"
echo mine | tee "$work/batch/charts/mitt.png" >"$work/batch/school/charts/mitt.png"
expect 0 batch "$small" -o "$work/batch" $quick # the scenario's folder is reused
expect 1 batch "$small" -o "$work/batch" $quick --seed 5
says err "got also charts/mitt.png, which would be lost"
for folder in batch batch/school; do
    [ -f "$work/$folder/charts/mitt.png" ] || fail "batch lost a file of $folder"
done

# Two commands at once into one new folder: the later is refused, and the earlier's result stays.
sed "s|./model|$here/small/model|; s/worlds: 200, replicates: 400/worlds: 10000, replicates: 10000/" \
    "$small" >"$work/slow.yaml"
begun() { # PARTIAL
    compgen -G "$1-*" >/dev/null
}
meanwhile() { # COMMAND PARTIAL WORK: WORK is done while the command is at work, its PARTIAL folder there
    "$LIVSBANA" "$1" "$work/slow.yaml" -o "$work/two" --threads 1 --no-plots \
        >"$work/out" 2>"$work/slow-err" </dev/null &
    local job=$! partial=$work/$2 status=0
    shift 2
    stop_when "$job" begun "$partial" && begun "$partial" ||
        fail "the command was over before it could be stopped"
    "$@" || fail "$*"
    rm -rf "$work/kept"
    cp -r "$work/two" "$work/kept"
    kill -CONT "$job"
    wait "$job" || status=$?
    [ $status -eq 4 ] || fail "after $*: exit status $status"
    cp "$work/slow-err" "$work/err"
    for file in "$work"/kept/*; do
        diff -r "$work/two/${file##*/}" "$file" || fail "$*: its result was touched"
    done
    compgen -G "$work/.two*" && fail "$*: a hidden folder is left"
    rm -r "$work/two"
}
put_fund() {
    "$LIVSBANA" fund tests/cli/small/fund.yaml -o "$work/two" $quick
}
put_notes() {
    "$LIVSBANA" run "$small" -o "$work/two" $quick && mkdir "$work/two/charts" &&
        echo mine >"$work/two/charts/mitt.png"
}
meanwhile run .two.partial put_fund
says err "expected a new folder or one that \`livsbana run\` made, got the result of another command, which would be lost: give another folder by -o"
meanwhile run .two.partial put_notes
says err "got also charts/mitt.png, which would be lost"
# A batch makes its folder at once, so that nothing but a copy gets in between.
copy_fund() {
    cp -r "$work/fund/." "$work/two"
}
meanwhile batch two/.slow.partial copy_fund
says err "expected a new folder or one that \`livsbana batch\` made, got the result of another command"
finish
