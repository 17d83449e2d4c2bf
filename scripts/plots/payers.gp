# payers.gp: who pays and who gains: one bar a payer. Gains are solid, losses hollow, so that they
# are told apart in grey print, too.
call ARG1.'/style.gp' ARG2 ARG3 ARG4

left = 0.285
right = 0.885
top = 0.80
bottom = 0.165
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
do for [i=1:n_label] {
    set label label[i] at screen left-0.015,first at[i] right font lato(label_2[i] eq '' ? size : label_size) textcolor rgb (is_sum[i] ? ink : grey) noenhanced offset screen 0,up(label_2[i], label_size)
    set label label_2[i] at screen left-0.015,first at[i] right font lato(label_size) textcolor rgb (is_sum[i] ? ink : grey) noenhanced offset screen 0,-half_line(label_size)
    if (is_sum[i]) {
        set label bold(value[i]) at screen 0.955,first at[i] right font lato(size) textcolor rgb ink
        set object rectangle from screen frame_left,first at[i]-0.5 to screen 0.962,first at[i]+0.5 fc rgb shade fillstyle solid noborder behind
    } else {
        set label value[i] at screen 0.955,first at[i] right font lato(size) textcolor rgb grey noenhanced
    }
}
half = 0.31
set style fill solid 1.0 noborder
set arrow from 0,graph 0 to 0,graph 1 nohead lc rgb ink lw 2*lw front
plot $bars using (0):1:(0):($2>0 ? $2 : 0):($1-half):($1+half) with boxxyerror fc rgb blue_mid, \
     $bars using (0):1:($2<0 ? $2 : 0):(0):($1-half):($1+half) with boxxyerror fc rgb rust_light fillstyle solid 1.0 border lc rgb rust, \
     $bars using 3:1:($6-$3):(0) with vectors nohead lc rgb ink lw 1.8*lw, \
     $bars using 4:1:($5-$4):(0) with vectors nohead lc rgb ink lw 6*lw
