# What people have and are to one another; general attributes of things.
ring (0.25): person | individual | human | human being
ring (0.25): man | male | gentleman
ring (0.25): woman | female | lady
ring (0.25): child | kid | youngster
ring (0.25): children | kids | number of children | number of kids
ring (0.25): baby | infant
ring (0.25): teenager | adolescent | teen
ring (0.25): adult | grown up
ring (0.25): senior | elderly person | pensioner | retiree
ring (0.25): husband | male spouse
ring (0.25): wife | female spouse
ring (0.25): spouse | partner | husband or wife | wife or husband
ring (0.25): father | dad
ring (0.25): mother | mum
ring (0.25): parent | father or mother
ring (0.25): sibling | brother or sister
ring (0.25): relative | family member | relation
ring (0.25): relationship | relation | kinship
ring (0.25): dependent | dependant
ring (0.25): guardian | custodian
ring (0.25): family | household
ring (0.25): friend | companion
ring (0.25): contact | contact person
ring (0.25): member | participant
ring (0.25): membership number | member number | member id
ring (0.25): full name | complete name | name in full
ring (0.25): first name | given name | forename | christian name
ring (0.25): last name | family name | surname
ring (0.25): maiden name | birth name
ring (0.25): nickname | alias | pet name
ring (0.25): gender | sex
ring (0.25): age | how old | years of age | years old
ring (0.25): age group | age band | age range | age bracket
ring (0.25): birth date | date of birth | birthday | birthdate | born on | born | dob
ring (0.25): birth year | year of birth | year born | born in
ring (0.25): nationality | citizenship
ring (0.25): ethnicity | ethnic group
ring (0.25): marital status | family status | civil status
ring (0.25): education | education level | level of education | highest degree
ring (0.25): occupation | profession | job | trade | line of work | vocation
ring (0.25): income | earnings | annual income | yearly income
ring (0.25): height | tallness | stature | body height
ring (0.25): weight | body weight
ring (0.25): hair color | hair colour | color of hair
ring (0.25): eye color | eye colour | color of eyes
ring (0.25): handedness | dominant hand
ring (0.25): hand | playing hand
ring (0.25): language | tongue | spoken language
ring (0.25): native language | mother tongue | first language
ring (0.25): phone number | telephone number | phone | telephone | contact number
ring (0.25): mobile number | cell phone number | mobile phone number | cell number | mobile phone
ring (0.25): fax | fax number
ring (0.25): email | email address | mail address | e mail address
ring (0.25): social security number | ssn
ring (0.25): identity card | id card
ring (0.25): driving licence | drivers license | driving license | drivers licence
ring (0.25): color | colour | shade | hue
ring (0.25): shape | form
ring (0.25): size | dimension | extent
ring (0.25): width | breadth
ring (0.25): depth | deepness
ring (0.25): thickness | gauge
ring (0.25): diameter | caliber
ring (0.25): volume | cubic content
ring (0.25): weight | mass | heaviness
ring (0.25): speed | velocity | rate of motion
ring (0.25): quality | grade | standard
ring (0.25): material | substance | fabric
ring (0.25): pattern | motif
ring (0.25): texture | feel
ring (0.25): origin | provenance | source
ring (0.25): purpose | intent
ring (0.25): method | way | procedure | technique
ring (0.25): feature | characteristic | attribute | property | trait
ring (0.25): description | explanation | details
ring (0.25): note | remark | annotation | comment
ring (0.25): abbreviation | short form | short name
ring (0.25): symbol | sign
ring (0.25): picture | image | photo | photograph
ring (0.25): logo | emblem
ring (0.25): slogan | motto
ring (0.25): version | revision | release
ring (0.25): category | class | group | type
ring (0.25): level | tier
ring (0.25): stage | phase | step
ring (0.25): status | condition
ring (0.25): rank | ranking | position
ring (0.25): score | rating | mark | points
ring (0.25): percentage | percent
ring (0.25): duration | length of time | time span | how long | time taken
ring (0.25): minutes | length in minutes | time in minutes | duration in minutes | number of minutes
ring (0.25): hours | length in hours | time in hours | number of hours | duration in hours
ring (0.25): days | length in days | time in days | number of days | duration in days
ring (0.25): year | calendar year
ring (0.25): holiday | public holiday | bank holiday
ring (0.25): weekday | day of the week | day of week
ring (0.25): century | hundred years
ring (0.25): founder | creator | establisher
ring (0.25): founding date | date founded | founded on | date of foundation | foundation date
ring (0.25): founded | founding year | year founded | founded in | foundation year | established | year of foundation | year established
ring (0.25): headquarters | main office | head office | hq | central office | seat of the company
ring (0.25): mission | assignment
ring (0.25): spaceship | spacecraft | space vehicle
ring (0.25): astronaut | cosmonaut
ring (0.25): planet | celestial body
ring (0.25): weapon | arm
ring (0.25): toy | plaything
ring (0.25): clothing | clothes | apparel | garments
ring (0.25): shoe | footwear
ring (0.25): jewelry | jewellery
ring (0.25): cosmetics | beauty products | makeup
ring (0.25): electronics | electronic goods
ring (0.25): appliance | household appliance
ring (0.25): flower | blossom
ring (0.25): tree | woody plant
ring (0.25): bird | fowl
ring (0.25): fish | seafood
ring (0.25): horse | steed
ring (0.25): battery | accumulator
ring (0.25): engine | motor
ring (0.25): wheel | tyre | tire
ring (0.25): transmission | gearbox
ring (0.25): letter | mail
ring (0.25): envelope | cover
ring (0.25): invitation | invite
ring (0.25): permission | right | access right
ring (0.25): access | entry
ring (0.25): access count | number of accesses | times accessed
ring (0.25): rule | regulation
ring (0.25): agreement | contract | deal
ring (0.25): dispute | disagreement
ring (0.25): success | achievement
ring (0.25): mistake | error
ring (0.25): decision | ruling
ring (0.25): plan | schedule | scheme
ring (0.25): schedule | timetable | time table
ring (0.25): program | agenda
ring (0.25): sample | specimen
ring (0.25): package | bundle
# what things do by what they have
ring (0.3): capacity | accommodate
ring (0.3): weight | weigh
