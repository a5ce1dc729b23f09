# Irregular forms: `base: form | form` gives the forms the stem of the base. `keep:` names words that are their own stem,
# where the stemmer would put unlike words together.
keep: monthly | weekly | quarterly | yearly | hourly | daily | rating | customer | university | organization | organisation | shipping | news | business | lower | fewer | meaning | marketing | building | offering | general | generation | past | paste | even | evening | universe |
	operations | operator | policy | police | international | intern | internal | physics | physical | arms | glass | manager | management | engine | engineering | engineer | listing | saving | savings | earnings | earning | holdings | training | trainer | trainee | billing | standing | setting | settings | being | accounting | account | during | nothing | something | anything |
	station | state | status | statement | static | late | later | lately | latest | hard | hardly | number | near | nearly | most | mostly | community | communication | department | departure | party | part | parting | animal | animation | author | authority | mine | mining | mean | spring | string | thing | king | ring | sing | wing | bed | red | need | speed | seed | feed | weed | breed | hundred | hired | used | united | married | retired | unlimited
rating: ratings
customer: customers
university: universities
organization: organizations | organisations
business: businesses
manager: managers
engine: engines
engineer: engineers
operator: operators
policy: policies
intern: interns
bus: buses | busses
tech: techs
gas: gases
lens: lenses
building: buildings
listing: listings
offering: offerings
training: trainings
trainer: trainers
trainee: trainees
state: states
status: statuses
statement: statements
station: stations
department: departments
departure: departures
part: parts
party: parties
animal: animals
author: authors
authority: authorities
account: accounts
number: numbers
mine: mines
glass: glasses
community: communities
generation: generations
be: is | are | was | were | been | am
do: does | did | done | doing
have: has | had | having
person: people | persons | persons'
child: children
man: men
woman: women
foot: feet
life: lives
wife: wives
leaf: leaves
shelf: shelves
half: halves
criterion: criteria
analysis: analyses
index: indices | indexes
matrix: matrices
buy: bought | buys | buying
sell: sold | sells | selling
pay: paid | pays | paying
spend: spent | spends | spending
make: made | makes | making
give: gave | given | gives | giving
get: got | gotten | gets | getting
take: took | taken | takes | taking
bring: brought | brings | bringing
see: saw | seen | sees | seeing
go: went | gone | goes | going
come: came | comes | coming
begin: began | begun | begins | beginning
write: wrote | written | writes | writing
win: won | wins | winning
lose: lost | loses | losing
grow: grew | grown | grows | growing
fall: fell | fallen | falls | falling
rise: rose | risen | rises | rising
hold: held | holds | holding
teach: taught | teaches | teaching
fly: flew | flown | flies | flying
leave: left
drive: drove | driven | drives | driving
choose: chose | chosen | chooses | choosing
lend: lent | lends | lending
build: built | builds
send: sent | sends | sending
find: found | finds | finding
know: knew | known | knows | knowing
run: ran | runs | running
become: became | becomes | becoming
tell: told | tells | telling
think: thought | thinks | thinking
meet: met | meets | meeting
ship: shipped | ships
cancel: cancelled | canceled | cancels | cancelling | canceling | cancellation | cancellations
travel: travelled | traveled | traveling | travelling | travels
enroll: enrolled | enrolls | enrolling | enrol | enrols | enrollment | enrolments | enrollments | enrolment
die: died | dies | dying
bear: bore | borne
# Endings that make another thing of a word, and that the stemmer must leave: a reviewer is no review.
ending: er | or | ist | ship
