#!/usr/bin/env bash
# A wrong command line is exit status 2, with everything that is wrong and the nearest name.
source "$(dirname "$0")/harness.bash"

golden usage-no-command 2
golden usage-command 2 rnu
golden usage-option 2 run file.yaml --sead=5
golden usage-option-of-another 2 check --output x file.yaml
golden usage-option-first 2 --medians run file.yaml
golden usage-letter 2 run -x
golden usage-values 2 run file.yaml --threads 0 --seed 1.5 --replicates 1e12 --horizon 3,5 \
    --language no
golden usage-no-value 2 run file.yaml --output
golden usage-option-as-value 2 run file.yaml --output --quiet
golden usage-empty-value 2 run file.yaml --output=
golden usage-flag-with-value 2 run file.yaml --quiet=1
golden usage-negative 2 run file.yaml --seed -1
golden usage-formats 2 plot folder --format png,pfd
golden usage-no-file 2 run
golden usage-two-files 2 run a.yaml b.yaml
golden usage-help 2 help rnu

# Options may stand before and after the file; `--` ends them; a last one counts.
expect 4 run --quiet -- --missing.yaml
says err "--missing.yaml: could not be read"
expect 0 --seed 3 exact "$small" --medians --seed=4
finish
