# Superlatives and comparatives that name their attribute: direction and a word that the attribute's name or a ring of it has.
adj desc:price: expensive | most expensive | more expensive | priciest | pricey | costliest | costly | most costly | dearest | highest priced | higher priced | high priced
adj asc:price: cheap | cheapest | cheaper | least expensive | less expensive | most affordable | affordable | inexpensive | lowest priced | lower priced | low priced | least costly
adj desc:age: old | oldest | older | eldest | elder | most senior | senior most
adj asc:age: young | youngest | younger | most junior
adj desc:date: newest | newer | most recent | most recently | recent
adj asc:date: oldest | older
adj desc:length: long | longest | longer | lengthiest
adj asc:length: short | shortest | shorter
adj desc:duration: long | longest | longer | lengthiest
adj asc:duration: short | shortest | shorter | quickest | quick
adj desc:height: tall | tallest | taller | high | highest | higher
adj asc:height: short | shortest | shorter | low | lowest | lower
adj desc:weight: heavy | heaviest | heavier
adj asc:weight: light | lightest | lighter
adj desc:speed: quickest | fast | fastest | faster | quicker
adj asc:speed: slow | slowest | slower
adj desc:size: large | largest | larger | big | biggest | bigger
adj asc:size: small | smallest | smaller | tiniest
adj desc:area: large | largest | larger | widest | vast | vastest
adj asc:area: small | smallest | smaller
adj desc:width: widest | wide | wider | broadest
adj asc:width: narrow | narrowest | narrower
adj desc:depth: deep | deepest | deeper
adj asc:depth: shallow | shallowest | shallower
adj desc:population: large | largest | larger | populous | most populous | most populated | more populous
adj asc:population: small | smallest | smaller | least populous | least populated
adj desc:temperature: hot | hottest | hotter | warm | warmest | warmer
adj asc:temperature: cold | coldest | colder | cool | coolest | cooler
adj desc:profit: profitable | most profitable | more profitable | lucrative | most lucrative
adj asc:profit: unprofitable | least profitable | less profitable
adj desc:salary: best paid | highest paid | better paid | highest earning | top earning
adj asc:salary: worst paid | lowest paid | lowest earning
adj desc:rating: best rated | top rated | highest rated | better rated | best reviewed | best
adj asc:rating: worst rated | lowest rated | worst reviewed | worst
adj desc:score: best | best scoring | highest scoring | top scoring
adj asc:score: worst | lowest scoring
adj desc:rank: lowest ranked
adj asc:rank: highest ranked | top ranked | best ranked
adj desc:value: valuable | most valuable | more valuable | richest
adj asc:value: least valuable | less valuable
adj desc:wealth: richest | rich | richer | wealthy | wealthiest
adj desc:strength: strong | strongest | stronger
adj desc:time: slow | slowest | slower | longest | late
adj asc:time: fast | fastest | faster | shortest | quickest | early
adj desc:fare (0.1): expensive | most expensive | more expensive | priciest | costliest | dearest
adj asc:fare (0.1): cheap | cheapest | cheaper | least expensive | less expensive | most affordable
adj desc:rent (0.1): expensive | most expensive | more expensive | priciest | costliest | dearest
adj asc:rent (0.1): cheap | cheapest | cheaper | least expensive | less expensive | most affordable
adj desc:fee (0.15): expensive | most expensive | more expensive | priciest | costliest | dearest
adj asc:fee (0.15): cheap | cheapest | cheaper | least expensive | less expensive | most affordable
adj desc:tuition (0.1): expensive | most expensive | more expensive | priciest | costliest
adj asc:tuition (0.1): cheap | cheapest | cheaper | least expensive | less expensive | most affordable
adj desc:premium (0.2): expensive | most expensive | priciest | costliest
adj asc:premium (0.2): cheap | cheapest | least expensive
adj desc:cost (0.2): expensive | most expensive | more expensive | costliest | costly | most costly
adj asc:cost (0.2): cheap | cheapest | cheaper | least expensive | less expensive | least costly
adj desc:year (0.15): newest | newer | most recent
adj asc:year (0.15): oldest | older
adj desc:capacity (0.1): roomiest | biggest | largest | bigger | larger
adj asc:capacity (0.1): smallest | smaller
adj desc:income: richest | richer | best paid | highest earning | top earning
adj asc:income: poorest | poorer | worst paid | lowest earning
adj desc:wage: best paid | highest paid | better paid
adj asc:wage: worst paid | lowest paid
adj desc:experience: experienced | most experienced | more experienced | seasoned
adj asc:experience: inexperienced | least experienced | less experienced
adj desc:attendance: best attended | most attended | most crowded | fullest
adj asc:attendance: least attended | worst attended
adj desc:occupancy: fullest | busiest
adj asc:occupancy: emptiest
adj desc:traffic: busiest
adj asc:traffic: quietest
adj desc:thickness: thick | thickest | thicker
adj asc:thickness: thin | thinnest | thinner
adj asc:strength: weak | weakest | weaker
adj desc:magnitude: strongest | stronger
adj asc:magnitude: weakest | weaker
adj desc:distance: farthest | furthest | farther | further | most distant | longest
adj asc:distance: nearest | closest | nearer | closer | shortest
adj desc:density: densest | denser | most densely populated
adj asc:density: least densely populated | most sparsely populated
adj desc:humidity: most humid
adj asc:humidity: driest | drier
adj desc:rainfall: wettest | rainiest
adj asc:rainfall: driest | drier
adj desc:difficulty: hardest | harder | most difficult | more difficult | toughest
adj asc:difficulty: easiest | easier | least difficult
adj desc:priority: most urgent | more urgent
adj desc:severity: most severe | more severe | gravest
adj asc:severity: least severe | mildest
adj desc:risk: riskiest | riskier | most risky
adj asc:risk: safest | safer | least risky
adj desc:tenure: longest serving | longest tenured
adj desc:delay: most delayed | latest running
adj desc:power: most powerful | more powerful
adj asc:power: least powerful
adj desc:horsepower: most powerful | more powerful
adj asc:horsepower: least powerful
adj desc:efficiency: most efficient | more efficient
adj asc:efficiency: least efficient | less efficient
adj desc:productivity: most productive | more productive
adj asc:productivity: least productive
adj desc:popularity: most popular | more popular
adj asc:popularity: least popular
adj desc:calories: most fattening
adj desc:noise: loudest | noisiest
adj asc:noise: quietest
adj desc:brightness: brightest
adj desc:volume: loudest | bulkiest
adj desc:intensity: most intense
adj desc:damage: most destructive | most damaging
adj desc:deaths: deadliest
adj desc:mileage: most driven
adj desc:satisfaction: happiest | most satisfied
adj asc:satisfaction: unhappiest | least satisfied
adj desc:page (0.2): longest | longer
adj asc:page (0.2): shortest | shorter
adj desc:rate (0.3): best paid | highest paid
adj asc:rate (0.3): worst paid | lowest paid
adj desc:amount (0.2): large | largest | big | biggest
adj asc:amount (0.2): small | smallest
