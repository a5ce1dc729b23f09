# How a figure changes from one unit of time to the next.
chg diff: change | difference | increase or decrease | movement
chg rel: percent change | percentage change | % change | change in percent | change in % | relative change | growth | growth rate
evolve: develop | evolve | change
