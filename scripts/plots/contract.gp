# contract.gp: what a contract pays against what is truly saved.
call ARG1.'/style.gp' ARG2 ARG3 ARG4

left = 0.08; right = 0.83
set lmargin at screen left
set rmargin at screen right
set tmargin at screen 0.82
set bmargin at screen 0.19
set xrange [x_low:x_high]
set yrange [y_low:y_high]
do for [i=1:n_y_at] {
    set arrow from x_low,y_at[i] to x_high,y_at[i] nohead lc rgb rule lw 1.2*lw back
}
do for [i=1:n_x_at] {
    set label x_text[i] at x_at[i],graph 0 center offset screen 0,-0.030 font tick_font textcolor rgb grey noenhanced
    set arrow from x_at[i],y_low rto 0,graph 0.011 nohead lc rgb axis lw 1.2*lw front
}
set label x_label at screen (left+right)/2,0.108 center font lato(20) textcolor rgb grey noenhanced
set arrow from x_low,y_low to x_high,y_low nohead lc rgb axis lw 1.2*lw front

# Paid beyond the guarantee though nothing is saved.
set object 1 rectangle from x_low,guaranteed to 0,y_high fc rgb 0xfbf0ec fillstyle solid 1.0 noborder behind
set arrow from 0,y_low to 0,y_high nohead lc rgb ink lw 2*lw front

# The terms, named at the right edge.
set arrow from x_low,drawn to x_high,drawn nohead lc rgb axis lw 1.6*lw dt (2*lw,3*lw) back
set arrow from x_low,guaranteed to x_high,guaranteed nohead lc rgb axis lw 1.6*lw dt (2*lw,3*lw) back
set label drawn_text at screen right+0.012,first drawn left font lato(20) textcolor rgb grey noenhanced
gap = 0.062*(y_high-y_low)
if (abs(drawn-guaranteed) < 0.6*gap) { guaranteed_text = '' } # all of it is guaranteed
set label guaranteed_text at screen right+0.012,first guaranteed left font lato(20) textcolor rgb grey noenhanced
# The line's name goes where neither is: at the line's end or above it.
line_at = line_end
if (abs(line_at-drawn) < 2*gap) { line_at = drawn+2.2*gap }
if (abs(line_at-guaranteed) < 2*gap) { line_at = guaranteed+2.2*gap }
set label line_text at screen right+0.012,first line_at left font lato(20) textcolor rgb ink noenhanced offset screen 0,half_line(20)
set label line_text_2 at screen right+0.012,first line_at left font lato(20) textcolor rgb ink noenhanced offset screen 0,-half_line(20)

# What goes wrong, each in its corner.
set label nothing_text at graph 0,graph 0.955 left font lato(24) textcolor rgb rust noenhanced offset screen 0.008,half_line(24) front
set label bold(nothing_text_2) at graph 0,graph 0.955 left font lato(26) textcolor rgb rust offset screen 0.008,-half_line(25) front
unpaid_at = guaranteed < 0.22*y_high ? guaranteed/y_high+0.13 : 0.115
set label unpaid_text at graph 1,graph unpaid_at right font lato(24) textcolor rgb 0x56789c noenhanced offset screen -0.008,half_line(24) front
set label bold(unpaid_text_2) at graph 1,graph unpaid_at right font lato(26) textcolor rgb 0x56789c offset screen -0.008,-half_line(25) front

plot $plain using 1:2 with points pt 7 ps 0.75*ps lc rgb 0xc3c9cf, \
     $unpaid using 1:2 with points pt 6 ps 0.85*ps lw 1.2*lw lc rgb blue_mid, \
     $paid using 1:2 with points pt 7 ps 0.75*ps lc rgb blue_mid, \
     $nothing using 1:2 with points pt 7 ps 0.75*ps lc rgb 0xd98a72, \
     $line using 1:2 with lines lc rgb '#ffffff' lw 6.5*lw, \
     $line using 1:2 with lines lc rgb ink lw 3*lw
