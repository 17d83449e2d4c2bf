# career.gp: yearly net contribution by age, on the expected career and in exclusion.
call ARG1.'/style.gp' ARG2 ARG3 ARG4

set lmargin at screen plot_left
set rmargin at screen plot_right
set tmargin at screen 0.82
set bmargin at screen 0.165
set xrange [x_low:x_high]
set yrange [y_low:y_high]
set label x_label at screen (plot_left+plot_right)/2,0.102 center font lato(23) textcolor rgb grey noenhanced
do for [i=1:n_y_at] {
    set arrow from x_low,y_at[i] to x_high,y_at[i] nohead lc rgb rule lw 1.2*lw back
}
set arrow from x_low,y_low to x_high,y_low nohead lc rgb axis lw 1.2*lw front
do for [i=1:n_x_at] {
    set label x_text[i] at x_at[i],graph 0 center offset screen 0,-0.030 font tick_font textcolor rgb grey noenhanced
    set arrow from x_at[i],y_low rto 0,graph 0.011 nohead lc rgb axis lw 1.2*lw front
}

set label upper_label at label_age,upper_at left font lato(26) textcolor rgb blue noenhanced front
set label lower_label at label_age,lower_at left font lato(26) textcolor rgb rust noenhanced front
set label above_text at screen plot_right+0.012,first y_high/2 left font lato(20) textcolor rgb grey noenhanced offset screen 0,half_line(20)
set label above_text_2 at screen plot_right+0.012,first y_high/2 left font lato(20) textcolor rgb grey noenhanced offset screen 0,-half_line(20)
set label below_text at screen plot_right+0.012,first y_low/2 left font lato(20) textcolor rgb grey noenhanced offset screen 0,half_line(20)
set label below_text_2 at screen plot_right+0.012,first y_low/2 left font lato(20) textcolor rgb grey noenhanced offset screen 0,-half_line(20)
if (has_gap) {
    set arrow from gap_age,gap_low to gap_age,gap_high heads filled size screen 0.008,20 lc rgb ink lw 2*lw front
    set label gap_text at gap_age,gap_text_at left offset screen 0.010,half_line(23) font lato(23) textcolor rgb ink noenhanced front
    set label gap_text_2 at gap_age,gap_text_at left offset screen 0.010,-half_line(23) font lato(23) textcolor rgb ink noenhanced front
}

plot $lower using 1:2:3 with filledcurves lc rgb rust fillstyle transparent solid 0.22, \
     $upper using 1:2:3 with filledcurves lc rgb blue fillstyle transparent solid 0.23, \
     0 with lines lc rgb ink lw 2*lw, \
     $lower using 1:4 with lines lc rgb rust lw 3.6*lw, \
     $upper using 1:4 with lines lc rgb blue lw 3.6*lw
