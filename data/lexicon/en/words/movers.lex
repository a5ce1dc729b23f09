# What goes up or down from one period to the next.
mv rose: rise | rose | risen | grow | grew | grown | growing | increase | increased | went up | gone up | go up | up | improve | improved | gain | gained | climbed | did better | doing better | expanding
mv fell: fall | fell | fallen | decline | declined | declining | decrease | decreased | drop | dropped | went down | gone down | go down | down | shrank | shrunk | shrinking | slipped | did worse | doing worse | got worse
mv more: more | higher | larger | bigger | greater
mv less: less | lower | smaller | fewer
mv gain: increase | rise | gain | jump | uplift | improvement
mv loss: drop | fall | decline | decrease | loss | dip | slump | reduction
mv growth: growth | growth rate | percentage growth | percentage increase | relative growth
mv shrink: percentage drop | percentage decline | percentage decrease
mv fast: fastest growing
mv slow: fastest shrinking | fastest declining | fastest falling
mv far: most | fastest | quickest | furthest
