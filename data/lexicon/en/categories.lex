# Every category of words/: one sentence each. `many`: a phrase may stand in it more than once, with other subs; `exact`: its
# phrases match as they are written, not in other forms; `open`: data may well have its words as values. Joined by `+`.
q many+exact: what is asked for: a thing, a number, a time, a list, a yes or no
agg many+exact: how a measure is summed up over many instances
dir many+exact: which end of an order a superlative takes
adj many+exact+open: superlatives and comparatives of an attribute, as direction and attribute (`desc:price`)
order exact: how rows are to be sorted
cmp many+exact: a comparison that stands before its number, text or time
cmppost exact: a comparison that stands after its number
conn many+exact: small words that connect the parts of a question
neg many+exact: negation and exclusion
set many+exact: words that range over a set
op many+exact+open: operators on measures, and analyses
an many+open: words of analyses, each with a rule file of its own
grain: units of the calendar
every exact: adverbs of the calendar, one group for each unit
month: months by number
weekday: days of the week by number, Monday is 1
quarter: quarters written as one word, by number
half: halves of the year written as one word, by number
part: recurring parts of the calendar
rel many+exact: times relative to today or to another time
fiscal: the fiscal year
happened exact+open: what happens to some things only, and connects none
dating open: what happened on one of the dates of a thing; made from the names of its columns
times open: how often something happens
id open: what identifies a thing
name open: what a thing is called
called exact+open: a name follows
gen open: generic nouns for the main amount or number of a thing
missing exact+open: no value
present exact+open: some value
exist open: to have, to exist
verb many+open: verbs: light ones carry no meaning of their own, event ones name an event, create ones begin a thing
noise many+exact: words that carry no meaning in a question about data
concept many+exact+open: words of a trade that name nothing in the data: what each means is said in concepts.lex
talk many+exact+open: what is said about the answer before, in a conversation
write many+exact+open: words that ask to change data
opinion exact+open: words that ask for an opinion or advice
meta many+exact+open: questions about the data itself
num exact: numbers in words: unit, teen, tens, scale, ordinal with their value
glue many+exact+open: what may be written together with a number: prefixes, ordinal endings, scales, words
aux exact: auxiliary verbs, where the grammar needs them
common exact+open: how often something occurs, after a direction ("most common")
link exact+open: participles that say that two things are connected
single exact+open: one alone
way many+exact+open: before a value, which end of a movement it is: where that begins, where it ends
end many+open: words by which tables tell the ends of a movement apart; the program reads them in names
endname many+open: what the ends of a movement go by, whatever the tables call them
acmp many+exact: comparatives of an adjective that stand before a number, with the noun that they are about
filler exact: what may follow the noun for a group and adds nothing ("staff members")
money many+open: currencies in words, behind a number ("500 dollars")
thing many+exact: words for one thing that was named before
lag open: time that passes between two dates
clock many+exact+open: units in which it is told how long something takes
lagw open: verbs of what takes time
chg exact: words for how much a figure changes
numerous exact: superlatives of how many there are
mv many+exact+open: words for what goes up or down from one period to the next
evolve open: verbs of changing over time
reach exact: the longest and the shortest time
human open: what people are called in what they do; "who" asks for one of them
holiday exact+open: days of the year that have a name, as the rule by which they are found (words/holidays.lex)
mark many+open: words in names of columns that mark what they hold: the rows of today, a reason
band exact+open: groups of a number, each as wide
opposite many+exact+open: states that are the lack of another, which is the sub: open is not closed
particle exact: short words of English: written small, they are no code of the data ("showed up" is not UP)
due many+exact+open: when something that is promised for a date comes: late, on time, not yet
left many+exact+open: whether some of a thing are left
owed exact+open: what is still to be paid
