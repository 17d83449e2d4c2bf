# rules.gp: the mean balance under each rule of return: own, full, partial, none.
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

# Lines lie over each other where rules do the same: the own rules are dashed, over the others.
array tone[4] = [0x1b2733, 0x1f5fa8, 0x5d8fc9, 0xb5472b]
do for [i=1:4] {
    set label rule_text[i] at screen plot_right+0.014,first rule_at[i] left font lato(label_size) textcolor rgb tone[i] noenhanced offset screen 0,half_line(label_size)
    set label rule_text_2[i] at screen plot_right+0.014,first rule_at[i] left font lato(label_size) textcolor rgb tone[i] noenhanced offset screen 0,-half_line(label_size)
}

plot 0 with lines lc rgb ink lw 2*lw, \
     $lines using 1:3 with lines lc rgb 0x8db4e0 lw 12*lw, \
     $lines using 1:4 with lines lc rgb tone[3] lw 4*lw, \
     $lines using 1:5 with lines lc rgb tone[4] lw 4*lw, \
     $lines using 1:2 with lines lc rgb tone[1] lw 3.2*lw dt (14*lw,10*lw)
