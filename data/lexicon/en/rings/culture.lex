# Culture and leisure: what is shown, played, read and won.
ring (0.25): movie | film | motion picture | feature film
ring (0.25): director | film director | movie director | filmmaker | movie maker
ring (0.25): actor | performer | cast member | player | actress
ring (0.25): actress | female actor
ring (0.25): cast | actors
ring (0.25): star | leading actor | lead actor | celebrity
ring (0.25): role | character
ring (0.25): character | figure | role
ring (0.25): producer | film producer
ring (0.25): screenwriter | scriptwriter | writer
ring (0.25): studio | production company | film studio
ring (0.25): cinema | movie theater | movie theatre | theater
ring (0.25): theater | theatre | playhouse
ring (0.25): screening | film showing | show time
ring (0.25): showtime | show time | screening time
ring (0.25): box office | gross | box office gross | gross revenue | worldwide gross | box office revenue | ticket sales
ring (0.25): budget | production cost | production budget
ring (0.25): running time | runtime | duration | length | run time
ring (0.25): release date | date released | date of release | released on | premiere date
ring (0.25): release year | year released | year of release | released in
ring (0.25): genre | type | category | kind | style
ring (0.25): rating | age rating
ring (0.25): trailer | preview
ring (0.25): song | track | tune | music track | musical piece | title
ring (0.25): album | record | lp
ring (0.25): band | group | music group | musical group
ring (0.25): singer | vocalist | performer
ring (0.25): artist | performer | musical artist
ring (0.25): musician | instrumentalist | player
ring (0.25): composer | songwriter | song writer
ring (0.25): conductor | orchestra leader
ring (0.25): orchestra | philharmonic | symphony
ring (0.25): instrument | musical instrument
ring (0.25): lyrics | words of the song
ring (0.25): concert | gig | live show | music show
ring (0.25): festival | fest
ring (0.25): tour | concert tour
ring (0.25): record label | record company | music label | label
ring (0.25): ticket | admission ticket | pass
ring (0.25): ticket price | price of a ticket | admission price | entrance fee | admission fee | admission
ring (0.25): seat | place
ring (0.25): audience | spectators | viewers | public
ring (0.25): performance | act
ring (0.25): play | drama | stage play
ring (0.25): opera | musical drama
ring (0.25): dance | ballet
ring (0.25): book | title | volume | publication
ring (0.25): novel | fiction book
ring (0.25): author | writer | novelist
ring (0.25): poet | lyric writer
ring (0.25): publisher | publishing house | publishing company
ring (0.25): publication date | date published | published on | date of publication
ring (0.25): publication year | year published | year of publication | published in
ring (0.25): edition | printing
ring (0.25): pages | number of pages | page count
ring (0.25): magazine | periodical | journal
ring (0.25): newspaper | paper | daily paper
ring (0.25): issue | edition number
ring (0.25): article | piece | story
ring (0.25): journalist | reporter | correspondent
ring (0.25): editor | redactor
ring (0.25): library | public library
ring (0.25): librarian | library worker
ring (0.25): reader | library user
ring (0.25): borrower | reader
ring (0.25): museum | gallery | exhibition hall
ring (0.25): exhibition | exhibit
ring (0.25): gallery | art gallery
ring (0.25): artwork | work of art | piece of art | art piece
ring (0.25): painting | picture | canvas
ring (0.25): painter | artist
ring (0.25): sculpture | statue
ring (0.25): sculptor | artist
ring (0.25): photograph | photo | picture | image
ring (0.25): photographer | camera person
ring (0.25): camera | photo camera
ring (0.25): lens | camera lens
ring (0.25): designer | creator
ring (0.25): style | design | look
ring (0.25): award | prize | trophy | honor | honour | accolade
ring (0.25): nomination | shortlisting
ring (0.25): nominee | candidate
ring (0.25): winner | champion | victor
ring (0.25): loser | losing side
ring (0.25): medal | decoration
ring (0.25): gold | gold medal | gold medals | golds
ring (0.25): silver | silver medal | silver medals
ring (0.25): bronze | bronze medal | bronze medals
ring (0.25): competition | contest | tournament | championship
ring (0.25): tournament | competition | championship | cup
ring (0.25): league | division | sports league
ring (0.25): match | game | fixture
ring (0.25): game | match | contest
ring (0.25): race | run | competition
ring (0.25): round | stage
ring (0.25): season | sports year
ring (0.25): team | squad | side | club
ring (0.25): club | team | sports club
ring (0.25): player | athlete | sportsman | team member
ring (0.25): athlete | sportsperson | sportsman | competitor | sportswoman
ring (0.25): swimmer | swimming athlete
ring (0.25): runner | racer
ring (0.25): cyclist | rider | biker
ring (0.25): driver | racing driver | racer
ring (0.25): golfer | golf player
ring (0.25): gymnast | gymnastics athlete
ring (0.25): wrestler | grappler
ring (0.25): boxer | fighter
ring (0.25): coach | trainer | team manager
ring (0.25): referee | umpire | judge
ring (0.25): captain | team captain
ring (0.25): goalkeeper | goalie | keeper
ring (0.25): position | playing position | role
ring (0.25): stadium | arena | sports ground | sports venue | ballpark
ring (0.25): track | racetrack | race track | circuit
ring (0.25): attendance | crowd | number of spectators | spectators
ring (0.25): goals | goals scored | number of goals
ring (0.25): wins | victories | games won | matches won | number of wins | won games
ring (0.25): losses | defeats | games lost | matches lost | number of losses | lost games
ring (0.25): draws | ties | tied games | drawn games
ring (0.25): win | victory
ring (0.25): loss | defeat
ring (0.25): score | result | points scored | final score
ring (0.25): points | score | points total
ring (0.25): opponent | opposing team | rival | adversary | other team
ring (0.25): home team | host team | home side
ring (0.25): away team | visiting team | guest team | visitors
ring (0.25): jersey number | shirt number | uniform number
ring (0.25): championship | title
ring (0.25): lap | round
ring (0.25): finish time | race time
ring (0.25): theme park | amusement park
ring (0.25): roller coaster | rollercoaster
ring (0.25): ride | attraction
ring (0.25): park | green space
ring (0.25): party | celebration | festivity
ring (0.25): party | political party
ring (0.25): host | organizer | party giver
ring (0.25): wedding | marriage | marriage ceremony
ring (0.25): ceremony | ritual
ring (0.25): church | chapel | house of worship
ring (0.25): religion | faith | belief
ring (0.25): mountain | summit
ring (0.25): climber | mountaineer | alpinist
ring (0.25): hobby | pastime | leisure activity
