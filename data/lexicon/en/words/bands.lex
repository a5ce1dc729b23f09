# Groups of a number, each as wide: "by age group", "in price bands of 50".
band: group | groups | band | bands | bracket | brackets | bucket | buckets | bin | bins | range | ranges | tier | tiers | buckets of | bands of | groups of | bins of | ranges of | brackets of | steps of | intervals of | increments of
