# Whether groups differ, and how long something takes. What they are about is a name of the catalog.
an signif: significant | significantly | statistically significant | statistically significantly | statistically | meaningful | meaningfully | noticeable | noticeably
an differ: =different | =differ | =differs | =vary | =varies | significantly different | statistically different | any different
an test: t test | t-test | ttest | welch test | significance test | statistical test | hypothesis test | test of significance | mann whitney test | mann-whitney test | test for a difference | test the difference | a/b test | ab test
an oftener: more often than | more frequently than | less often than | less frequently than | more regularly than
an timeto: time until | time before | time till | time to | days until | days to | days before | how long until | how long before | how long till | how long does it take until | how long does it take before | how long does it take for | how long does it take | how long is it until | how many days until | how many days before | how soon | how soon after | how quickly | how fast | how many days does it take
an timebetween: time between | days between | time from | days from | gap between | interval between | how long between | how many days between
an half: half | half of | 50% of | 50 % of | one half of
an gone: gone | left | leave | leaving | we lose them | stop coming | stopped coming | drop out | dropped out | cease to buy | quit
an tenure: lifespan | life span | half life | half-life | tenure | survival | survival time | survival curve | survival analysis | survival rate | lifetime in days | lifetime duration | length of the relationship | relationship length | active lifetime | staying time
an stay: stay | stays | stay with us | stay active | remain | remain active | stick around | stick with us | keep buying | keep ordering | keep coming back | last
an next: next | another | following | repeat
