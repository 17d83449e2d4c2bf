# payback.gp: the fan of cumulative net saving, and when the money is back.
call ARG1.'/style.gp' ARG2 ARG3 ARG4

set lmargin at screen plot_left
set rmargin at screen plot_right
set tmargin at screen plot_top
set bmargin at screen plot_bottom
set xrange [0:x_high]
set yrange [y_low:y_high]
set label x_label at screen (plot_left+plot_right)/2,0.098 center font lato(20) textcolor rgb grey noenhanced
do for [i=1:n_y_at] {
    set arrow from 0,y_at[i] to x_high,y_at[i] nohead lc rgb rule lw 1.2*lw back
}
set arrow from 0,y_low to x_high,y_low nohead lc rgb axis lw 1.2*lw front
do for [i=1:n_x_at] {
    set label x_text[i] at x_at[i],graph 0 center offset screen 0,-0.030 font tick_font textcolor rgb grey noenhanced
    set label x_text_2[i] at x_at[i],graph 0 center offset screen 0,-0.058 font lato(19) textcolor rgb grey noenhanced
    set arrow from x_at[i],y_low rto 0,graph 0.011 nohead lc rgb axis lw 1.2*lw front
}

# The right edge: the ranges at the horizon, and their names.
last = x_high
array tone[3] = [0x56789c, 0x2f6db5, 0x1f5fa8]
do for [i=1:2] {
    set label edge_text[i] at screen plot_right+0.022,first edge_at[i] left font lato(21) textcolor rgb tone[i] noenhanced offset screen 0,half_line(21)
    set label edge_text_2[i] at screen plot_right+0.022,first edge_at[i] left font lato(21) textcolor rgb tone[i] noenhanced offset screen 0,-half_line(21)
}
set label bold(edge_text[3]) at screen plot_right+0.022,first edge_at[3] left font lato(27) textcolor rgb tone[3] offset screen 0,half_line(24)
set label edge_text_2[3] at screen plot_right+0.022,first edge_at[3] left font lato(21) textcolor rgb tone[3] noenhanced offset screen 0,-half_line(24)
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
    height = y_high-y_low
    if (note_left) {
        set label bold(note_head) at marker,y_low+0.165*height right offset screen -0.007,0 font lato(26) textcolor rgb rust front
        set label note_body at marker,y_low+0.083*height right offset screen -0.007,half_line(22) font lato(22) textcolor rgb rust noenhanced front
        set label note_body_2 at marker,y_low+0.083*height right offset screen -0.007,-half_line(22) font lato(22) textcolor rgb rust noenhanced front
    } else {
        set label bold(note_head) at marker,y_low+0.165*height left offset screen 0.007,0 font lato(26) textcolor rgb rust front
        set label note_body at marker,y_low+0.083*height left offset screen 0.007,half_line(22) font lato(22) textcolor rgb rust noenhanced front
        set label note_body_2 at marker,y_low+0.083*height left offset screen 0.007,-half_line(22) font lato(22) textcolor rgb rust noenhanced front
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
     $marker using (has_marker ? marker : NaN):2 with points pt 7 ps 4.2*ps lc rgb rust, \
     $marker using (has_marker ? marker : NaN):2 with points pt 7 ps 2.9*ps lc rgb '#ffffff'
