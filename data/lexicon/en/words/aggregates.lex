# How a measure is summed up. "minimum", "maximum" and kin are directions too (directions.lex).
agg sum: total | totals | totaled | totalled | summed up | totaling | sum | sums | sum of | total of | sum of the | the sum of | totals of | total sum of | total amount of | overall | combined | altogether | in total | all together | aggregate | summed | sum total of | grand total | accumulated | added up | cumulated
agg avg: average | averaged over | averaging | averages | average of | =mean | mean of | avg | avg of | typical | on average | in average | averaged | the average | average amount of | typically | average number of
agg median: median | median of | middle value | midpoint
agg min: min | minima | minimum | minimum of | minimal | min of
agg max: max | maxima | maximum | maximum of | maximal | max of | peak | record high
agg stddev: standard deviation | standard deviation of | stddev | std dev | stdev | std | sd | spread | sigma
agg variance: variance | variance of
agg distinct: distinct | different | unique | distinct values of | unique values of | non duplicate | deduplicated | without duplicates | without repetition | no duplicates | non repeated | different kinds of | distinct kinds of | uniquely
agg percentile: percentile | percentile of | quantile | pctl | percentiles
agg p90: p90
agg p95: p95
agg p99: p99
agg p75: p75 | upper quartile | third quartile
agg p25: p25 | lower quartile | first quartile
agg mode: mode | most common | most frequent | most frequently | commonest | most popular | most widely used | most commonly used | most often used | most prevalent | most frequently used | most used | predominant
agg antimode: least common | least frequent | least popular | rarest | least used | least commonly used | least often used | least frequently used | least widely used
agg first: first value of
agg last: last value of
agg range: range between minimum and maximum
