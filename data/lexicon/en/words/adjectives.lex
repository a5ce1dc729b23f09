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
