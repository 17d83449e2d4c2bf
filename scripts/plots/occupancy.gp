# occupancy.gp: where participants are at each age, without and with the programme.
call ARG1.'/style.gp' ARG2 ARG3 ARG4

left_panel = 0.055
right_panel = left_panel+panel_width+0.03
bottom = 0.165
top = bottom+panel_height
set xrange [x_low:x_high]
set yrange [0:100]
set tmargin at screen top
set bmargin at screen bottom
set style fill solid 1.0 border rgb '#ffffff'
set multiplot

# What is too thin for its name inside.
rest_left = right_panel+panel_width+0.022
do for [i=1:n_rest_name] {
    set object 100+i rectangle center screen rest_left,top-rest_at[i] size screen 0.012,screen 0.0213 fc rgb colour[int(rest_state[i])] fillstyle solid noborder
    set label 100+i rest_name[i] at screen rest_left+0.013,top-rest_at[i] left font lato(rest_size) textcolor rgb grey noenhanced offset screen 0,up(rest_name_2[i], rest_size)
    set label 140+i rest_name_2[i] at screen rest_left+0.013,top-rest_at[i] left font lato(rest_size) textcolor rgb grey noenhanced offset screen 0,-half_line(rest_size)
}

set lmargin at screen left_panel
set rmargin at screen left_panel+panel_width
set label 1 without_text at screen left_panel,top+0.035 left font lato(25) textcolor rgb ink noenhanced
set label 2 x_label at screen left_panel+panel_width/2,0.098 center font lato(22) textcolor rgb grey noenhanced
do for [i=1:n_baseline_name] {
    set label 10+i baseline_name[i] at baseline_age[i],baseline_height[i] center font lato(20) textcolor rgb (baseline_light[i] ? 0xffffff : ink) noenhanced front offset screen 0,up(baseline_name_2[i], 20)
    set label 50+i baseline_name_2[i] at baseline_age[i],baseline_height[i] center font lato(20) textcolor rgb (baseline_light[i] ? 0xffffff : ink) noenhanced front offset screen 0,-half_line(20)
}
do for [i=1:n_x_at] {
    set label 200+i x_text[i] at x_at[i],graph 0 center offset screen 0,-0.030 font tick_font textcolor rgb grey noenhanced
}
plot for [s=n_colour:1:-1] $baseline using 1:(column(s+1)):(column(s+2)) with filledcurves lc rgb colour[s] lw 1.2*lw, \
     for [s=1:n_colour-1] $baseline using 1:(column(s+2)) with lines lc rgb '#ffffff' lw 1.6*lw

# The second panel: the frame is drawn once.
unset label
unset object
set format y ''
unset ytics
set lmargin at screen right_panel
set rmargin at screen right_panel+panel_width
set label 1 with_text at screen right_panel,top+0.035 left font lato(25) textcolor rgb ink noenhanced
set label 2 x_label at screen right_panel+panel_width/2,0.098 center font lato(22) textcolor rgb grey noenhanced
do for [i=1:n_intervention_name] {
    set label 10+i intervention_name[i] at intervention_age[i],intervention_height[i] center font lato(20) textcolor rgb (intervention_light[i] ? 0xffffff : ink) noenhanced front offset screen 0,up(intervention_name_2[i], 20)
    set label 50+i intervention_name_2[i] at intervention_age[i],intervention_height[i] center font lato(20) textcolor rgb (intervention_light[i] ? 0xffffff : ink) noenhanced front offset screen 0,-half_line(20)
}
do for [i=1:n_x_at] {
    set label 200+i x_text[i] at x_at[i],graph 0 center offset screen 0,-0.030 font tick_font textcolor rgb grey noenhanced
}
plot for [s=n_colour:1:-1] $intervention using 1:(column(s+1)):(column(s+2)) with filledcurves lc rgb colour[s] lw 1.2*lw, \
     for [s=1:n_colour-1] $intervention using 1:(column(s+2)) with lines lc rgb '#ffffff' lw 1.6*lw
unset multiplot
