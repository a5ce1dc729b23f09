# Words of compound names that say little: at the end ("country code" is also the country) or at the start ("is discounted"). `when`: at the end too, and said of a thing for the time it
# has ("order date").
tail: score | quantity | qty | id | ids | name | code | codes | key | number | no | nr | num | nbr | desc | description | text | label | title | flag | at | on | datetime | timestamp | ts | dt | day | value | amount | amt | count | cnt | uuid | guid | sk | pk | fk | type | usd | eur | gbp | pct | percent | in | ind | indicator | string | kg | kgs | lbs | km | kms | sqm | sqft | kwh | mwh | gb | mb | secs | detail | details | info | information | content | contents| mins | hrs | seconds | minutes
head: is | has | was | num | number | no | nr | nbr | n | cnt | count | of | total | tot | the | full | avg | my | cur | current | dim | fct | amt | dt | id
when: date | time
# `mute`: never names a compound by itself; it means counting ("the number of invoices" is not their invoice number).
mute: number | numbers | no | nr | num | nbr | count | counts | cnt | total | of | the
# `class`: rows of a table whose name ends so are classes of the things, not the things.
class: type | types | category | categories | class | classes | kind | kinds | group | groups
# `such`: at the end of a flag's name, what it only says to be such a one ("is trade account": trade customers).
such: account | customer | member | user | client | order | product | item | store | shop | record | line | employee | contract | subscription | property | patient | student | company | visit | sale | booking | claim
