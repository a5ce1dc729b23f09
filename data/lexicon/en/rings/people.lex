# People, places and things of daily life.
ring (0.25): state | province
ring (0.35): state | region
ring (0.25): city | town | municipality
ring (0.25): country | nation
ring (0.3): location | place | site | venue
ring (0.3): address | street address | postal address
ring (0.25): zip code | postal code | postcode | zip
ring (0.25): gender | sex
ring (0.3): birth date | birthday | date of birth | birthdate | birth day
ring (0.25): phone | telephone | phone number | telephone number | contact number | cell phone | mobile | mobile number | cell number | cell mobile number
ring (0.25): email | email address | mail address | e mail
ring (0.25): last name | surname | family name | lname
ring (0.25): first name | given name | forename | fname
ring (0.25): middle name | middle initial
ring (0.3): nationality | citizenship | country of origin
ring (0.3): car | vehicle | automobile | auto
ring (0.3): movie | film | picture
ring (0.3): song | track | tune
ring (0.3): artist | musician | singer
ring (0.3): doctor | physician
ring (0.3): student | pupil
ring (0.3): teacher | instructor | professor | lecturer | faculty member
ring (0.3): course | class
ring (0.3): school | college
ring (0.3): grade | mark
ring (0.3): author | writer
ring (0.3): book | publication
ring (0.3): author | editor
ring (0.3): game | match
ring (0.3): team | club | squad
ring (0.3): player | athlete
ring (0.3): wrestler | fighter
ring (0.3): airplane | plane | aircraft
ring (0.3): airport | airfield
ring (0.3): flight | trip
ring (0.3): train | rail
ring (0.3): apartment | flat
ring (0.3): house | home
ring (0.3): hotel | inn
ring (0.3): room | chamber
ring (0.3): people | person | individual | human
ring (0.3): picture | photo | image
ring (0.3): size | dimensions
ring (0.3): height | elevation | altitude
ring (0.3): weight | mass
ring (0.3): length | distance
ring (0.3): duration | length | running time | length of time
ring (0.3): population | number of inhabitants | inhabitants | number of residents | residents | number of people
ring (0.3): area | surface | surface area | square footage
ring (0.3): score | points | result
ring (0.3): rating | score | stars | grade
ring (0.3): rank | ranking | position
ring (0.3): rank | place
ring (0.3): code | abbreviation
ring (0.3): description | details | explanation
ring (0.3): comment | remark | note
ring (0.3): name | title
ring (0.3): date | day
ring (0.3): capacity | size | number of seats | seating
ring (0.3): founded | founding year | founding date | foundation year | established
ring (0.3): languages | language | tongue
ring (0.3): speed | velocity | pace
ring (0.3): capital | capital city
ring (0.3): continent | part of the world
ring (0.3): headquarters | headquarter | main office | head office
ring (0.3): age | years of age
ring (0.3): hometown | home town | birthplace | birth place | place of birth
ring (0.3): major | field of study
ring (0.3): dorm | dormitory
ring (0.3): type | kind | sort
ring (0.3): color | colour
ring (0.3): theater | theatre
ring (0.3): center | centre
ring (0.3): program | programme
ring (0.3): organization | organisation
ring (0.3): attendance | number of attendees | turnout | audience | number of spectators
