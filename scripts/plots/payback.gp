# payback.gp: the fan of cumulative net saving, and when the money is back.
call ARG1.'/style.gp' ARG2 ARG3 ARG4

set lmargin at screen plot_left
set rmargin at screen plot_right
set tmargin at screen plot_top
set bmargin at screen plot_bottom
set xrange [0:x_high]
set yrange [y_low:y_high]
set label x_label at screen (plot_left+plot_right)/2,0.098 center font lato(21) textcolor rgb grey noenhanced
do for [i=1:n_y_at] {
    set arrow from 0,y_at[i] to x_high,y_at[i] nohead lc rgb rule lw 1.2*lw back
}
set arrow from 0,y_low to x_high,y_low nohead lc rgb axis lw 1.2*lw front
do for [i=1:n_x_at] {
    set arrow from x_at[i],y_low rto 0,graph 0.011 nohead lc rgb axis lw 1.2*lw front
}

# The right edge: the ranges at the horizon, and their names.
last = x_high
array tone[3] = [0x56789c, 0x2f6db5, 0x1f5fa8]
set label edge_text[1] at screen plot_right+0.022,first edge_at[1] left font lato(21) textcolor rgb tone[1] noenhanced
set label edge_text[2] at screen plot_right+0.022,first edge_at[2] left font lato(21) textcolor rgb tone[2] noenhanced
set label bold(edge_text[3]) at screen plot_right+0.022,first edge_at[3] left font lato(27) textcolor rgb tone[3]
stats $fan using 2 every ::x_high::x_high nooutput name 'l'
stats $fan using 3 every ::x_high::x_high nooutput name 'h'
stats $fan using 4 every ::x_high::x_high nooutput name 'kl'
stats $fan using 5 every ::x_high::x_high nooutput name 'kh'
set arrow from screen plot_right+0.010,first l_min to screen plot_right+0.010,first h_max nohead lc rgb blue_light lw 7*lw
set arrow from screen plot_right+0.010,first kl_min to screen plot_right+0.010,first kh_max nohead lc rgb blue_mid lw 7*lw

# The time when the money is back: its median, its middle half, the share that never gets there.
if (has_marker) {
    set arrow from marker,0 to marker,y_low nohead lc rgb rust lw 2.2*lw dt (2*lw,3*lw) front
    set arrow from half_from,0 to half_to,0 nohead lc rgb rust lw 5*lw front
}
if (has_note) {
    side = note_left ? -0.008 : 0.008
    height = y_high-y_low
    if (note_left) {
        set label bold(note_head) at marker,y_low+0.155*height right offset graph side,0 font lato(26) textcolor rgb rust front
        set label note_body at marker,y_low+0.100*height right offset graph side,0 font lato(22) textcolor rgb rust noenhanced front
    } else {
        set label bold(note_head) at marker,y_low+0.155*height left offset graph side,0 font lato(26) textcolor rgb rust front
        set label note_body at marker,y_low+0.100*height left offset graph side,0 font lato(22) textcolor rgb rust noenhanced front
    }
}

$marker << END
0 0
END
plot $fan using 1:2:3 with filledcurves lc rgb blue_light, \
     $fan using 1:4:5 with filledcurves lc rgb blue_mid, \
     0 with lines lc rgb ink lw 2*lw, \
     $fan using 1:6 with lines lc rgb '#ffffff' lw 6.5*lw, \
     $fan using 1:6 with lines lc rgb blue lw 3.4*lw, \
     $marker using (has_marker ? marker : NaN):2 with points pt 7 ps 3.0*ps lc rgb rust, \
     $marker using (has_marker ? marker : NaN):2 with points pt 7 ps 2.1*ps lc rgb '#ffffff'
