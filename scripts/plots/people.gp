# people.gp: outcomes in numbers of participants, without the programme and with it.
call ARG1.'/style.gp' ARG2 ARG3 ARG4

left = 0.325
right = 0.775
top = 0.81
bottom = 0.165
set lmargin at screen left
set rmargin at screen right
set tmargin at screen top
set bmargin at screen bottom
set xrange [x_low:x_high]
set yrange [n_label-0.45:-0.55]
do for [i=1:n_x_at] {
    set label x_text[i] at x_at[i],graph 0 center offset screen 0,-0.030 font tick_font textcolor rgb grey noenhanced
    set arrow from x_at[i],graph 0 to x_at[i],graph 1 nohead lc rgb rule lw 1.2*lw back
}
set arrow from 0,graph 0 to 0,graph 1 nohead lc rgb axis lw 1.5*lw back
do for [i=1:n_label] {
    set label label[i] at screen left-0.02,first i-1 right font lato(label_size) textcolor rgb ink noenhanced offset screen 0,up(label_2[i], label_size)
    set label label_2[i] at screen left-0.02,first i-1 right font lato(label_size) textcolor rgb ink noenhanced offset screen 0,-half_line(label_size)
    set label bold(moved[i]) at screen right+0.025,first i-1 left font lato(moved_size) textcolor rgb blue
    set label range[i] at screen right+0.115,first i-1 left font lato(size-3) textcolor rgb grey noenhanced offset screen 0,up(range_2[i], size-3)
    set label range_2[i] at screen right+0.115,first i-1 left font lato(size-3) textcolor rgb grey noenhanced offset screen 0,-half_line(size-3)
}
away = 0.13
gap = 9/1600.0
if (names_left) {
    set label without_text at names_x[1],names_row-away right offset screen -gap,0 font lato(names_size) textcolor rgb grey noenhanced front
    set label with_text at names_x[2],names_row+away right offset screen -gap,0 font lato(names_size) textcolor rgb blue noenhanced front
} else {
    set label without_text at names_x[1],names_row-away left offset screen gap,0 font lato(names_size) textcolor rgb grey noenhanced front
    set label with_text at names_x[2],names_row+away left offset screen gap,0 font lato(names_size) textcolor rgb blue noenhanced front
}
plot $people using 3:($1-away):($4-$3):(0) with vectors nohead lc rgb 0x8a949e lw 2.2*lw, \
     $people using 6:($1+away):($7-$6):(0) with vectors nohead lc rgb blue lw 2.2*lw, \
     $people using 2:($1-away) with points pt 7 ps 3.4*ps lc rgb 0x5d6975, \
     $people using 2:($1-away) with points pt 7 ps 2.3*ps lc rgb '#ffffff', \
     $people using 5:($1+away) with points pt 7 ps 3.4*ps lc rgb blue
