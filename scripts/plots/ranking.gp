# ranking.gp: scenarios of a batch, best first: what is expected, what is known, what luck adds; to the
# right the ranks each may hold and the chance that it has paid back.
call ARG1.'/style.gp' ARG2 ARG3 ARG4

left = 0.315
right = 0.735
rank_at = 0.79
back_at = 0.955
top = 0.79
bottom = 0.19
set lmargin at screen left
set rmargin at screen right
set tmargin at screen top
set bmargin at screen bottom
set xrange [x_low:x_high]
set yrange [rows-0.4:-0.6]
do for [i=1:n_x_at] {
    set label x_text[i] at x_at[i],graph 0 center offset screen 0,-0.030 font tick_font textcolor rgb grey noenhanced
    set arrow from x_at[i],graph 0 to x_at[i],graph 1 nohead lc rgb rule lw 1.2*lw back
}
set label loses_text at 0,graph 1.035 right offset graph -0.012,0 font lato(21) textcolor rgb rust noenhanced
set label gains_text at 0,graph 1.035 left offset graph 0.012,0 font lato(21) textcolor rgb blue noenhanced
set label rank_text at screen rank_at,graph 1.035 right font lato(21) textcolor rgb grey noenhanced
set label back_text at screen back_at,graph 1.035 right font lato(21) textcolor rgb grey noenhanced
do for [i=1:n_label] {
    y = i-1
    set label label[i] at screen left-0.015,first y right font lato(label_2[i] eq '' ? size : label_size) textcolor rgb ink noenhanced offset screen 0,up(label_2[i], label_size)
    set label label_2[i] at screen left-0.015,first y right font lato(label_size) textcolor rgb ink noenhanced offset screen 0,-half_line(label_size)
    set label bold(rank_of[i]) at screen rank_at,first y right font lato(size) textcolor rgb ink
    set label chance_of[i] at screen back_at,first y right font lato(size) textcolor rgb ink noenhanced
    if (i%2 == 0) {
        set object rectangle from screen frame_left,first y-0.5 to screen 0.962,first y+0.5 fc rgb shade fillstyle solid noborder behind
    }
}
half = rows < 4 ? 0.16 : 0.26
set style fill solid 1.0 noborder
set arrow from 0,graph 0 to 0,graph 1 nohead lc rgb ink lw 2*lw front
plot $rows using (0):1:5:6:($1-half):($1+half) with boxxyerror fc rgb blue_light, \
     $rows using (0):1:3:4:($1-half):($1+half) with boxxyerror fc rgb blue_mid, \
     $rows using 2:1 with points pt 7 ps 3.2*ps lc rgb 0xffffff, \
     $rows using 2:1 with points pt 7 ps 2.4*ps lc rgb blue
