# boards.gp: small multiples: what each board, and each sum, still lacks or has gained.
call ARG1.'/style.gp' ARG2 ARG3 ARG4

lines = int((n_name+columns-1)/columns)
left = 0.085
gap_x = panel_gap
width = panels_wide/columns-gap_x
top = 0.845
bottom = 0.175
name_step = 0.028                  # from the first line of a name to its second
remark_step = 0.024                # the same of a remark
head = 0.066+(name_lines > 1 ? name_step : 0)+(remark_lines > 1 ? remark_step : 0) # of a panel, for its name and remark
height = (top-bottom)/lines-head-0.035
panel_left(i) = left+((i-1)%int(columns))*(width+gap_x)
panel_top(i) = top-int((i-1)/columns)*((top-bottom)/lines)-head

set xrange [0:horizon]
unset ytics
set label 3 x_label at screen 0.5,0.128 center font lato(20) textcolor rgb grey noenhanced
set multiplot
do for [i=1:n_name] {
    set lmargin at screen panel_left(i)
    set rmargin at screen panel_left(i)+width
    set tmargin at screen panel_top(i)
    set bmargin at screen panel_top(i)-height
    unset arrow
    eval sprintf('low = y%d_low; high = y%d_high; n_at = n_y%d_at', i, i, i)
    set yrange [low:high]
    tick_tone = own_scale[i] > 0 ? ink : grey
    # A name of one line stands by its remark, and one of one line by its panel.
    above = remark_2[i] eq '' ? 0 : remark_step
    set label 1 name[i] at screen panel_left(i),panel_top(i)+0.046+above+(name_2[i] eq '' ? 0 : name_step) left font lato(name_size) textcolor rgb ink noenhanced
    set label 3000 name_2[i] at screen panel_left(i),panel_top(i)+0.046+above left font lato(name_size) textcolor rgb ink noenhanced
    set label 2 remark[i] at screen panel_left(i),panel_top(i)+0.019+above left font lato(remark_size) textcolor rgb grey noenhanced
    set label 3001 remark_2[i] at screen panel_left(i),panel_top(i)+0.019 left font lato(remark_size) textcolor rgb grey noenhanced
    if (is_sum[i]) {
        set object 1 rectangle from graph 0,0 to graph 1,1 fc rgb shade fillstyle solid noborder behind
    }
    do for [t=101:132] { unset label t }
    do for [t=1:n_at] {
        eval sprintf('place = y%d_at[t]; words = y%d_text[t]', i, i)
        set arrow from 0,place to horizon,place nohead lc rgb rule lw 1.2*lw back
        set label 100+t words at screen panel_left(i)-0.006,first place right font lato(18) textcolor rgb tick_tone noenhanced
    }
    do for [t=1:n_x_at] {
        if (x_at[t] <= horizon) {
            set label 200+t x_text[t] at x_at[t],graph 0 center offset screen 0,-0.020 font lato(18) textcolor rgb grey noenhanced
        }
    }
    eval sprintf('plot $panel%d using 1:3:4 with filledcurves lc rgb 0xdfe3e8, $panel%d using 1:(0):($2<0 ? $2 : 0) with filledcurves lc rgb rust fillstyle transparent solid 0.35, $panel%d using 1:(0):($2>0 ? $2 : 0) with filledcurves lc rgb blue fillstyle transparent solid 0.35, 0 with lines lc rgb ink lw 1.2*lw, $panel%d using 1:2 with lines lc rgb ink lw 2.6*lw', i, i, i, i)
    # The frame is drawn once.
    if (i == 1) {
        unset label
        unset object
    }
}
unset multiplot
