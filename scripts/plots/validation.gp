# validation.gp: published figures and the model's values, side by side in up to three panels.
call ARG1.'/style.gp' ARG2 ARG3 ARG4

top = 0.83
bottom = 0.15
width = 0.90/n_panels
size = rows <= 24 ? 20 : (rows <= 32 ? 15.5 : (rows <= 44 ? 13 : 10.5))
label_width = n_panels == 1 ? 0.34 : (n_panels == 2 ? 0.205 : 0.155)
bar = 0.34
set tmargin at screen top
set bmargin at screen bottom
set xrange [-1:1]
set yrange [rows-0.4:-0.6]
set style fill solid 1.0 noborder
set multiplot
do for [p=1:n_panels] {
    left = 0.05+(p-1)*width
    set lmargin at screen left+label_width
    set rmargin at screen left+width-0.03
    # The frame is drawn once.
    if (p == 2) { unset label 901; unset label 902; unset label 903; unset label 904 }
    unset for [i=1:400] label i
    unset arrow
    do for [i=1:n_x_at] {
        set label 300+i x_text[i] at x_at[i],graph 0 center offset screen 0,-0.025 font lato(17) textcolor rgb grey noenhanced
        set arrow from x_at[i],graph 0 to x_at[i],graph 1 nohead lc rgb rule lw 1.2*lw back
    }
    set arrow from 0,graph 0 to 0,graph 1 nohead lc rgb axis lw 1.5*lw back
    # Texts of users are never enhanced: a missed figure is told by colour and a mark.
    eval sprintf('n = n_label%d', p)
    do for [i=1:n] {
        eval sprintf('name_of = label%d[i]; y = at%d[i]; lost = missed%d[i]', p, p, p)
        set label i name_of at screen left+label_width-0.008,first y right font lato(size) textcolor rgb (lost ? rust : ink) noenhanced
    }
    plot for [q=p:p] '$panel'.q using (0):1:5:6:($1-bar):($1+bar) with boxxyerror fc rgb 0xd9dee3, \
         for [q=p:p] '$panel'.q using 3:1:($4-$3):(0) with vectors nohead lc rgb 0x8a949e lw 1.6*lw, \
         for [q=p:p] '$panel'.q using ($7 == 1 ? $2 : NaN):1 with points pt 7 ps 1.5*ps lc rgb blue, \
         for [q=p:p] '$panel'.q using ($7 == 0 ? $2 : NaN):1 with points pt 13 ps 2.4*ps lc rgb rust
}
unset multiplot
