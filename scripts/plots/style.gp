# style.gp: what all charts have in common. Every script is called with the folder of the scripts,
# the terminal, the image and the sheet, and calls this one with the last three:
#   ARG1 png, pdf or svg   ARG2 the image   ARG3 the sheet: texts, numbers, data
# Sizes are in points of a canvas of 1600 x 900; px, lw and ps carry them to each terminal.

set encoding utf8
ink = 0x1b2733; grey = 0x5d6975; rule = 0xe4e7ea; axis = 0xaab2ba; shade = 0xf4f5f7
blue = 0x1f5fa8; blue_mid = 0x7fa8d9; blue_light = 0xcbddf2
rust = 0xb5472b; rust_light = 0xf4d6ca

if (ARG1 eq 'png') {
    px = 0.75; lw = 1.0; ps = 1.0
    set terminal pngcairo size 1600,900 enhanced font sprintf('Lato,%.2f', 22*px) background '#ffffff'
}
word_of(sheet) = sheet[2:strstrt(sheet[2:],'.')] # the chart's name: ".payback.en.sheet"
if (ARG1 eq 'svg') {
    px = 1.0; lw = 1.0; ps = 0.34
    set terminal svg size 1600,900 dynamic name 'Livsbana_'.word_of(ARG3) enhanced font sprintf('Lato,%.2f', 22*px) background '#ffffff'
}
if (ARG1 eq 'pdf') { # the width of an A4 page lying down
    px = 0.75; lw = 1.0; ps = 0.5
    set terminal pdfcairo size 29.7cm,16.70625cm enhanced font sprintf('Lato,%.2f', 22*px) fontscale 0.529 background '#ffffff'
}
lato(size) = sprintf('Lato,%.2f', size*px)
# Labels of two lines are two labels, so that all terminals lead them alike: the first line is moved
# up and the second down by half a line, in shares of the canvas.
half_line(size) = 0.61*size/900.0
up(second, size) = second eq '' ? 0 : half_line(size)
bold(text) = '{/:Bold '.text.'}' # of our own words and numbers only

set output ARG2
load ARG3

set minussign
unset key
unset title
set border 0
set tics scale 0 nomirror
tick_font = lato(25)
set tics font tick_font textcolor rgb grey
unset xtics
unset ytics
if (exists('n_y_at')) {
    set ytics (y_text[1] y_at[1]) scale 0 nomirror font tick_font textcolor rgb grey
    set for [i=2:n_y_at] ytics add (y_text[i] y_at[i])
}
set style fill solid 1.0 noborder

# The message, the unit line, the source line. Texts of users are never enhanced.
frame_left = 0.05
set label 901 title_text at screen frame_left,0.943 left font lato(title_size) textcolor rgb ink noenhanced
set label 902 unit_text at screen frame_left,0.878 left font lato(unit_size) textcolor rgb grey noenhanced
source_step = 0.0257
source_top = (n_source > 2 ? 0.046 : 0.052)+source_step*(n_source-1)/2.0
do for [i=1:n_source] {
    set label 902+i source[i] at screen frame_left,source_top-source_step*(i-1) left font lato(source_size[i]) textcolor rgb grey noenhanced
}
