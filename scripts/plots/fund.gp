# fund.gp: the fan of a fund's balance by its own rules.
call ARG1.'/style.gp' ARG2 ARG3 ARG4

set lmargin at screen plot_left
set rmargin at screen plot_right
set tmargin at screen plot_top
set bmargin at screen plot_bottom
set xrange [x_low:x_high]
set yrange [y_low:y_high]
do for [i=1:n_y_at] {
    set arrow from x_low,y_at[i] to x_high,y_at[i] nohead lc rgb rule lw 1.2*lw back
}
set arrow from x_low,y_low to x_high,y_low nohead lc rgb axis lw 1.2*lw front
do for [i=1:n_x_at] {
    set label x_text[i] at x_at[i],graph 0 center offset screen 0,-0.038 font tick_font textcolor rgb grey noenhanced
    set arrow from x_at[i],y_low rto 0,graph 0.011 nohead lc rgb axis lw 1.2*lw front
}

# The right edge: the ranges at the end, and their names.
array tone[4] = [0x56789c, 0x2f6db5, 0x1f5fa8, rust]
do for [i=1:4] {
    if (i == 3) {
        set label bold(edge_text[i]) at screen plot_right+0.022,first edge_at[i] left font lato(27) textcolor rgb tone[i]
    } else {
        set label edge_text[i] at screen plot_right+0.022,first edge_at[i] left font lato(21) textcolor rgb tone[i] noenhanced offset screen 0,half_line(21)
        set label edge_text_2[i] at screen plot_right+0.022,first edge_at[i] left font lato(21) textcolor rgb tone[i] noenhanced offset screen 0,-half_line(21)
    }
}
last = x_high-x_low
stats $fan using 2 every ::last::last nooutput name 'l'
stats $fan using 3 every ::last::last nooutput name 'h'
stats $fan using 4 every ::last::last nooutput name 'kl'
stats $fan using 5 every ::last::last nooutput name 'kh'
set arrow from screen plot_right+0.010,first l_min to screen plot_right+0.010,first h_max nohead lc rgb blue_light lw 7*lw
set arrow from screen plot_right+0.010,first kl_min to screen plot_right+0.010,first kh_max nohead lc rgb blue_mid lw 7*lw

# What one more programme would need.
set arrow from x_low,average to x_high,average nohead lc rgb rust lw 2.2*lw dt (2*lw,3*lw) front

plot $fan using 1:2:3 with filledcurves lc rgb blue_light, \
     $fan using 1:4:5 with filledcurves lc rgb blue_mid, \
     0 with lines lc rgb ink lw 2*lw, \
     $fan using 1:6 with lines lc rgb '#ffffff' lw 6.5*lw, \
     $fan using 1:6 with lines lc rgb blue lw 3.4*lw, \
     $fan using ($7 > 0 ? $1 : NaN):(y_low+0.028*(y_high-y_low)) with points pt 9 ps 2.2*ps lc rgb ink
