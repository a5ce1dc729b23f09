# Words of analyses. What an analysis is about is a name of the catalog; these say what is done with it.
an together: together | in combination | in conjunction | jointly | side by side | hand in hand | with each other | with one another | co purchased | copurchased | co bought | co ordered | co occurring | pair up | pairs up | paired up | pair well | pairs well | combine well | combined | in tandem | in one go | as a pair | in pairs | as a set | co occur | cooccur | in one transaction | in a single transaction | in one purchase | in a single purchase | at one time
an pair: pair | pairs | pairing | pairings | combination | combinations | combo | combos | bundle | bundles | pair of | pairs of | combination of | combinations of | combos of | duo | duos | twosome | twosomes
an triple: set of three | sets of three | triple | triples | trio | trios | groups of three | combinations of three | three way combinations
an basket: basket analysis | market basket | market basket analysis | affinity analysis | affinity | affinities | association rules | cross sell | cross selling | cross sell opportunities | cross selling opportunities
an same: same | =one | single
an else: else
an lift: lift | strength | affinity
an confidence: confidence
an count: count | frequency | support | how often
an often: usually | typically | regularly | normally | tend to | mostly | mainly | generally | well | repeatedly | tend to be | tends to be | more than any others | more than any other | more than all others | more often than any others | more often than any other | more than anything else
an strong: =strongest | =closest | =tightest
an worth: worth | worth to us | be worth | worth to the business | worth to the company | worth to our business
an lifespan: over their lifetime | over the lifetime of their relationship | over the course of the relationship | during the relationship | in the long run | over his or her lifetime | all told | altogether so far | over its lifetime | over his lifetime | in their lifetime | during their lifetime | over the lifetime | over time | over the whole relationship | over their entire lifetime | while they are with us | as long as they stay with us | during their time with us | in all the time that they are with us | across their lifetime | throughout their lifetime | over the entire relationship | over the years
an repeatrate: repeat rate | repeat purchase rate | repeat order rate | repurchase rate | repeat buying rate | repeat purchase ratio | repeat business | rate of repeat purchases
an repeat: =repeat | =returning | =recurring | =repeating
an again: =again | =return | =returns | =return to us | =come back | =came back | =comes back | =coming back | =a second time | =for a second time | =repeatedly
an once: =one time | =one off | =single time
an inactivity: inactivity | inactive | without activity | of silence
an recency: recency
an frequency: frequency
an monetary: spend | spending | monetary | monetary value | value | amount | money | revenue
an segment: segment | segmentation | segments | group | cluster | divide | classify | score | scores
an existing: =existing | =old | =established
an abc: pareto | pareto analysis | abc | abc analysis | abc classification | 80/20 | 80/20 analysis | 80/20 rule
an concentration: concentration | concentrated | how concentrated | gini | gini coefficient | gini index
an analysis: analysis | analyses | table | triangle | matrix | chart | curve | rate | rates
an change: go up | went up | gone up | go down | went down | gone down | improve | improved | improvement | worsen | worsened | shrink | shrank | jump | jumped | surge | surged | plunge | plunged | dip | dipped | spike | spiked | slump | slumped | slow down | slowed down | climb | climbed | tank | tanked | collapse | collapsed
an overview: quick health check | quick overview | quick summary | brief overview | brief summary | short summary | how are we doing | how are things | how are things going | how is business | how is business doing | how is business going | how is the business doing | how is it going | how did we do | how have we done | how have we been doing | overview | business overview | performance overview | summary | executive summary | business summary | kpi | kpis | key figures | key metrics | main figures | headline figures | state of the business | how is the company doing | how are we performing | how did we perform | how is the business going | how is business looking | how are things looking | how is everything going | how is the company performing | how is the business performing | how is our business doing | how are we getting on | how are we faring | how well are we doing | where do we stand | health check | business health | business health check | snapshot | business snapshot | pulse of the business | how's business | how's the business | how's the business going | how's the business doing | how's business doing | how's business going | how's it going | how's the company doing | summary of the business | overview of the business | state of affairs | our performance | recap | give me the big picture | big picture | how did the business do | how was business | how has business been
an occurs: occur | occurs | occurred | happen | happens | happened | happening | going on | went on | goes on | appear | appears | appeared | show up | shows up | turn up | come up | crop up | look | looks | looked | seem | seems | seemed | take place | took place | end up | ends up | ended up | land | lands | landed | sit | sits | crops up | turns up | comes up
an cart: basket | baskets | cart | carts | shopping cart | shopping basket | trolley | bag | checkout | ticket | receipt | transaction
an alongside: alongside | along with | in addition to | on top of | in combination with | next to | besides | paired with | as well as | together with
an when: =when | =whenever | =once | =if
an valuable: most valuable | =valuable | highest value | most worthwhile
an howvaluable: how valuable | how much value | how much worth
an worthof: value of an average | value of a typical | worth of a
an goods: items | goods | articles | things | item
an updown: =up | =down | =lower | =higher | =less | =more | so low | so high | so weak | so strong | =worse | =better | =off
an decompose: break down | decompose | analyze | analyse | dissect | attribute | account for
an shares: share | shares | sharing | end up sharing
an joint: joint | shared | common | combined | mutual
an buys: grab | grabs | pick up | picks up | add to | pick | picks | put | puts | drop | drops
an onewho: =one | a single | an individual | a | an
an todate: to date | so far | until now | up to now | to this day | altogether | all in all | overall | in total | in all
an bringsin: bring in | brings in | bring us | brings us | generate | generates | earn us | earns us | make us | makes us | yield | spend with us | spends with us | leave with us | contribute | contributes | give us | gives us | pay us | pays us | are giving us | is giving us | spend in | spends in
an couple: couple | couples
an tell: tell me about | tell us about | what can you say about | profile of | give me the story of
an overview_do: =doing | =performing | =going | =faring | is doing | is performing
an gap: time between | days between | gap between | gaps between | interval between | intervals between | how long between | how many days between | number of days between | amount of time between | time elapsed between | days elapsed between | how many days pass between | how much time passes between | how much time goes by between | how many days go by between | how many days are there between | how much time is there between | how long is it between | waiting time between | wait between | time in between | days in between | time that passes between | days that pass between | gap in days between | time lag between | pause between
an waits: wait | waits | take | takes | go | let pass | pause
an howoften: how often | how frequently
an consecutive: consecutive | successive | subsequent | two consecutive | two successive | any two | one's
an gains: get | gain | earn | make | receive | collect | see | have
an after: after | following | since | beyond
an later: later | subsequent | following | the following | the months after | the months following | the period after
an stays: stick around | sticking around | stick with us | sticking with us | stay with us | staying with us | stay around | staying around | stay loyal | staying loyal | stay on | keep buying | keep ordering
an looklike: look like | looks like | looked like | look | looks | looked
an initial: first | initial | very first | first ever
an howgood: how good is | how good was | how strong is | how strong was | how high is | how is | how was | how has | how does | how did
