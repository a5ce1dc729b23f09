# Operators on measures, and analyses.
op share: share | share of | percentage | percentage of | percent | percent of | proportion | proportion of | fraction | fraction of | % of | % | portion | portion of | pct | pct of | percentages | as a percentage | as a percent |
	as a percentage of total | percent of total | percentage of total | % of total | share of total | as a share of | as a share of total | ratio of total | relative share | what part of | what part | what share of | what percentage of | what percent of |
	what proportion of | what fraction of | market share | mix | split of | contribute to | makes up | make up | accounts for | account for | accounted for
op rate: rate | rate of | rates | percentage rate
op growth: growth in percent | growth in % | growth in per cent | growth | growth of | growth in | grow | grown | grew | growing | growth rate | growth rate of | rate of growth | percentage growth | percent growth | percentage change | percent change | % change | % growth | percentage increase | percent increase |
	relative change | period over period | increase rate | trend in growth
op growth_month: month over month | mom | month on month | month over month growth | month to month | monthly growth
op growth_year: year over year | yoy | year on year | year over year growth | yoy growth | annual growth | yearly growth | y/y | year to year
op growth_quarter: quarter over quarter | qoq | quarter on quarter | quarterly growth | q/q | quarter to quarter
op growth_week: week over week | wow | week on week | weekly growth
op growth_day: day over day | dod | day on day
op running: running total | running total of | cumulative | cumulative total | cumulatively | running sum | running sum of | cumulative sum | cumulative sum of | running | rolling total | accumulated over time | cumulated over time | to date total | running count | cumulative number of | cumulative count of
op rolling: rolling | rolling sum | rolling window | trailing | moving sum
op moving_average: moving average | rolling average | moving average of | rolling average of | moving mean | rolling mean | smoothed
op previous: previous period | prior period | preceding period | the period before | period before | same period last year | same time last year | a year earlier | year earlier | the year before | the month before | the quarter before | the same period of the previous year | same period the year before
op change: change | change in | change of | changes | changed | increase | increase in | increased | decrease | decrease in | decreased | rise | rose | risen | decline | declined | decline in | drop | dropped | fell | fall | fallen | delta | shift in | gained | gain in
op difference: difference | difference in | difference of | gap | gap between | discrepancy | differ | versus difference | spread between | how much more | how much less | how many more | how many fewer
op ratio: ratio | ratio of | ratio between | quotient | divided by | over
op distribution: distribution | distribution of | histogram | histogram of | distributed | frequency distribution | how are | spread of | spread out | bucket | buckets | bin | bins | binned | in buckets of | bucketed | brackets | ranges of | bands
op cohort: cohort | cohorts | cohort analysis | by cohort | cohorted | acquisition cohort
op retention: retention | retention rate | retain | retained | come back | came back | return rate of customers | keep coming back | returning after | stickiness
op repeat: repeat | repeated | returning | recurring | repeat purchase | repeat rate | repeat customer | repeat buyers | repeat purchase rate | bought again | ordered again | purchased again | came back to buy | one time | loyal | more than one time
op churn: churn | churned | churn rate | attrition | attrition rate | lapsed | stopped buying | stopped ordering | stopped purchasing | inactive | dormant | lost | at risk of leaving | likely to churn | no longer active | gone quiet
op rfm: rfm | recency frequency and monetary | recency frequency monetary | recency frequency and spend | recency frequency and spending | recency | rfm segments | rfm analysis | rfm segmentation | recency and frequency
op contribution: contribution | contribution to | contribute | contributed | contributed most to | driver | drivers | driver of | drivers of | drove | drive | drives | explain | explains | explained by | due to | because of | behind | responsible for | cause of | causes of | attributable to
op lifetime: lifetime value | customer lifetime value | life time value | clv | ltv | lifetime | lifetime spend | lifetime revenue | lifetime spending | customer value
op frequency: frequency | purchase frequency | order frequency | how frequent | frequent
op funnel: funnel | conversion funnel | drop off | dropoff | funnel analysis
op conversion: conversion | conversion rate | convert | converted | converts | conversions
op rank: rank | ranking | ranked | rankings | rank of | position of
op between_events: time between | days between | average time between | gap in days between | interval between | how long between | time from | days from | how many days between | time elapsed between | hours between | months between | weeks between | how long does it take | time to
op within: within each | within every | inside each
op interval: interval | confidence interval
op pivot: pivot | cross tab | crosstab | cross tabulation | matrix | pivoted by
op target: target | budget versus actual | goal | quota | benchmark
op bucket: bucket by | grouped into | in bins of | in steps of | in bands of | in intervals of | in groups of
op exceed: more of
op abc: pareto | abc analysis | 80/20 | top contributors
op versus: higher or lower | lower or higher | more or less | less or more | up or down | down or up | better or worse | worse or better | bigger or smaller | greater or smaller | above or below | higher or smaller
op compare: compare | comparison | how do | how did | how does | stack up | fare against
op duration: duration between
op combined_share: what percentage | what percent | what share | what proportion | what fraction
