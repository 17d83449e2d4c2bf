# speed.gp: bars of the bench, the kernel's in blue. Called like the program's charts.
call ARG1.'/style.gp' ARG2 ARG3 ARG4

left = 0.33
set lmargin at screen left
set rmargin at screen 0.86
set tmargin at screen 0.83
set bmargin at screen 0.10
set xrange [0:most]
set yrange [rows-0.3:-0.7]
do for [i=1:n_bar] {
    set label name[i] at screen left-0.015,first at[i] right font lato(19) textcolor rgb grey noenhanced
    set label shown[i] at screen 0.955,first at[i] right font lato(19) textcolor rgb ink noenhanced
}
do for [i=1:n_group] {
    set label bold(group[i]) at screen left-0.015,first group_at[i] right font lato(20) textcolor rgb ink
}
set arrow from 0,graph 0 to 0,graph 1 nohead lc rgb axis lw 1.5*lw back
plot $bars using (0):1:(0):($3 > 0 ? $2 : 0):($1-0.36):($1+0.36) with boxxyerror fc rgb blue_mid, \
     $bars using (0):1:(0):($3 > 0 ? 0 : $2):($1-0.36):($1+0.36) with boxxyerror fc rgb 0xaab2ba
