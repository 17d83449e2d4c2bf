#!/usr/bin/env bash
# `describe` tells what the key tables and the model say.
source "$(dirname "$0")/harness.bash"

golden describe 0 describe
golden describe-scenario 0 describe scenario
golden describe-effects 0 describe effects
golden describe-contract 0 describe contract
golden describe-comparison 0 describe comparison
golden describe-key 0 describe effects.odds_ratio
golden describe-nested 0 describe programme.costs.payer
golden describe-batch 0 describe batch
golden describe-overlap 0 describe batch.overlap.share
golden describe-tables 0 describe tables
golden describe-transitions 0 describe transitions
golden describe-targets 0 describe targets
golden describe-draws 0 describe draws
golden describe-distributions 0 describe distributions
golden describe-grades 0 describe grades
golden describe-designs 0 describe designs
golden describe-model 0 describe --model tests/cli/small/model
for name in absence dead education high degree investigation leave_to_work exclusion invented; do
    golden "describe-name-$name" 0 describe "$name" --model tests/cli/small/model
done
golden describe-unknown 2 describe absense --model tests/cli/small/model
golden describe-unknown-key 2 describe effects.ods_ratio --model tests/cli/small/model
golden describe-unknown-model 3 describe absence --model nothing/here

# A Swedish word, a part of a name, and what nothing is near to.
for pair in socialnämnden:social Utbildningsnamnden:education nonsense:; do
    expect 2 describe "${pair%%:*}" --model tests/cli/small/model
    case $pair in
    *:) says err "\`livsbana describe\` lists what it can tell" ;;
    *) says err "did you mean \"${pair##*:}\"?" ;;
    esac
done
expect 2 describe vestigat --model tests/cli/small/model
says err 'did you mean "investigation"?'

# A key is told also where a model is named, unless the model has that name.
expect 0 describe effects --model tests/cli/small/model
says out "effects (in a scenario)"
expect 0 describe simulation.seed
says out "0 to 2147483647"

# A word of an explanation, if it is no name's.
expect 0 describe Återföring
says out "rules (in a fund file)"

# The shipped model, by its own name and by names in it.
expect 0 describe sweden
says out "The model sweden"
expect 0 describe absence
says out "(state)"
finish
