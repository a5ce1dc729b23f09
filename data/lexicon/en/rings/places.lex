# Places, travel, buildings, food, nature, the state.
ring (0.25): city | town | municipality | urban area
ring (0.25): town | city | municipality
ring (0.25): village | hamlet | settlement
ring (0.25): capital | capital city | seat of government
ring (0.25): country | nation | sovereign state
ring (0.25): nation | country
ring (0.25): county | shire
ring (0.25): district | borough | quarter
ring (0.25): neighborhood | neighbourhood | quarter | area
ring (0.25): suburb | outskirts
ring (0.25): province | state
ring (0.25): region | area | zone | part of the country
ring (0.25): zone | area | sector
ring (0.25): location | place | position | site | whereabouts
ring (0.25): venue | location | place | event location
ring (0.25): address | postal address | street address | home address
ring (0.25): street | road | avenue | street name
ring (0.25): house number | street number | building number
ring (0.25): postal code | zip code | post code | postcode | zip
ring (0.25): coordinates | position | geographic coordinates
ring (0.25): border | frontier | boundary
ring (0.25): neighbor | neighbour
ring (0.25): population | inhabitants | number of inhabitants | number of residents | residents | number of people
ring (0.25): population density | density | people per square kilometer | inhabitants per square kilometer
ring (0.25): inhabitant | resident | citizen
ring (0.25): resident | inhabitant | dweller
ring (0.25): citizen | national
ring (0.25): household | family home
ring (0.25): hometown | home town | native town | home city
ring (0.25): birthplace | place of birth | birth place | born in | birth city | city of birth
ring (0.25): residence | home | place of residence | dwelling
ring (0.25): area | land area | surface area | size
ring (0.25): elevation | altitude | height above sea level
ring (0.25): latitude | lat
ring (0.25): longitude | lon | lng
ring (0.25): distance | how far | length of the way
ring (0.25): river | stream | waterway
ring (0.25): lake | inland water
ring (0.25): sea | ocean
ring (0.25): island | isle
ring (0.25): mountain range | mountain chain | range
ring (0.25): valley | dale
ring (0.25): beach | shore | seaside
ring (0.25): coast | shoreline
ring (0.25): desert | arid land
ring (0.25): climate | weather conditions
ring (0.25): weather | weather condition | conditions
ring (0.25): rainfall | precipitation | rain | amount of rain
ring (0.25): snowfall | snow
ring (0.25): storm | hurricane | tempest | cyclone
ring (0.25): wind speed | wind velocity
ring (0.25): max speed | maximum speed | top speed
ring (0.25): earthquake | quake | tremor
ring (0.25): flood | flooding | inundation
ring (0.25): damage | harm | destruction
ring (0.25): magnitude | strength
ring (0.25): trip | journey | travel | tour
ring (0.25): journey | trip | voyage
ring (0.25): traveler | traveller | passenger | tourist
ring (0.25): passenger | traveler | rider | traveller
ring (0.25): tourist | visitor | sightseer | holidaymaker
ring (0.25): guide | tour guide
ring (0.25): travel agency | travel agent
ring (0.25): attraction | tourist attraction | sight | place of interest | point of interest
ring (0.25): monument | memorial | landmark
ring (0.25): airline | air carrier | carrier | airline company
ring (0.25): flight | plane trip | air trip
ring (0.25): flight number | flight code | flight no
ring (0.25): airplane | plane | aircraft | aeroplane | jet
ring (0.25): pilot | aviator | captain | flyer
ring (0.25): airport | airfield | aerodrome
ring (0.25): runway | landing strip
ring (0.25): gate | boarding gate
ring (0.25): terminal | station building
ring (0.25): departure | takeoff
ring (0.25): departure time | time of departure | leaving time | takeoff time | departs at
ring (0.25): arrival time | time of arrival | landing time | arrives at
ring (0.25): departure date | date of departure | day of departure
ring (0.25): arrival date | date of arrival | day of arrival
ring (0.25): departure airport | origin airport | source airport | airport of departure
ring (0.25): arrival airport | destination airport | airport of arrival
ring (0.25): luggage | baggage
ring (0.25): fare | ticket price | travel price | price of a ride
ring (0.25): travel time | journey time | trip duration | trip time | ride time
ring (0.25): train | railway train
ring (0.25): railway | railroad | rail line
ring (0.25): station | stop | depot
ring (0.25): railway station | train station | railroad station
ring (0.25): bus | coach | omnibus
ring (0.25): bus stop | bus station
ring (0.25): subway | metro | underground | tube
ring (0.25): tram | streetcar
ring (0.25): taxi | cab
ring (0.25): ride | trip
ring (0.25): driver | motorist | chauffeur
ring (0.25): bicycle | bike | cycle
ring (0.25): motorcycle | motorbike
ring (0.25): car | automobile | vehicle | motor vehicle
ring (0.25): vehicle | car | automobile
ring (0.25): road | street | highway | route
ring (0.25): highway | motorway | freeway | expressway
ring (0.25): parking lot | car park | parking space
ring (0.25): hotel | lodging | accommodation | inn
ring (0.25): hostel | guest house | guesthouse
ring (0.25): guest | hotel guest | visitor
ring (0.25): room | hotel room | guest room
ring (0.25): room type | type of room | kind of room | room category
ring (0.25): room rate | room price | nightly rate | price per night | rate per night
ring (0.25): booking | reservation
ring (0.25): reservation | booking
ring (0.25): check in | check in date | checkin date | arrival | checkin
ring (0.25): check out | check out date | checkout date | departure
ring (0.25): nights | number of nights | length of stay | nights stayed
ring (0.25): stay | visit
ring (0.25): occupancy | occupancy rate
ring (0.25): occupant | resident | tenant
ring (0.25): capacity | number of seats | seats | seating capacity | maximum number of people | how many people fit
ring (0.25): apartment | flat | condo | condominium | unit
ring (0.25): house | home | dwelling | residence
ring (0.25): building | edifice | structure | property
ring (0.25): property | real estate | piece of real estate | estate
ring (0.25): landlord | property owner | lessor
ring (0.25): tenant | renter | lessee | occupant
ring (0.25): rent | monthly rent | rental price | rental fee
ring (0.25): lease | rental contract | rental agreement | tenancy
ring (0.25): rental | hire | renting
ring (0.25): real estate agent | realtor | estate agent
ring (0.25): bedroom | sleeping room
ring (0.25): bathroom | bath | washroom
ring (0.25): bedrooms | number of bedrooms | bedroom count | beds
ring (0.25): bathrooms | number of bathrooms | bathroom count | baths
ring (0.25): rooms | number of rooms | room count
ring (0.25): kitchen | cookery
ring (0.25): garden | yard
ring (0.25): garage | car shed
ring (0.25): furniture | furnishings
ring (0.25): decor | decoration | furnishing style
ring (0.25): living area | living space | floor space | square footage | floor area | square feet
ring (0.25): restaurant | eatery | eating place | diner
ring (0.25): cafe | coffee shop | coffee house | coffeehouse
ring (0.25): bar | pub | tavern
ring (0.25): bakery | bake shop
ring (0.25): cuisine | type of food | food type | kind of food | cooking style
ring (0.25): dish | meal | menu item | course
ring (0.25): menu | bill of fare
ring (0.25): ingredient | component
ring (0.25): food | groceries | foodstuff
ring (0.25): drink | beverage
ring (0.25): wine | vintage
ring (0.25): flavor | flavour | taste
ring (0.25): table | dining table
ring (0.25): party size | number of guests | guest count | number of diners
ring (0.25): government | administration | state
ring (0.25): mayor | head of the city
ring (0.25): president | head of state | chairman
ring (0.25): prime minister | premier | head of government
ring (0.25): governor | head of the state government
ring (0.25): minister | secretary
ring (0.25): senator | member of the senate
ring (0.25): representative | delegate | congressman | congressperson | member of congress
ring (0.25): politician | office holder | statesman
ring (0.25): election | vote | ballot | poll
ring (0.25): candidate | contender | nominee | person running
ring (0.25): voter | elector | voting person
ring (0.25): votes | number of votes | vote count
ring (0.25): constituency | electoral district
ring (0.25): voter turnout | turnout
ring (0.25): law | statute | act | legislation
ring (0.25): court | tribunal | court of law
ring (0.25): judge | magistrate | justice
ring (0.25): lawsuit | case | legal case | court case
ring (0.25): crime | offense | offence | felony
ring (0.25): criminal | offender | perpetrator | culprit
ring (0.25): victim | injured party
ring (0.25): witness | observer
ring (0.25): police | law enforcement
ring (0.25): police officer | policeman | cop
ring (0.25): prison | jail
ring (0.25): prisoner | inmate | convict
ring (0.25): army | military | armed forces
ring (0.25): soldier | serviceman
ring (0.25): war | armed conflict | conflict
ring (0.25): battle | fight | combat
ring (0.25): fire department | fire brigade
ring (0.25): budget year | fiscal year
ring (0.25): service | public service
ring (0.25): council | assembly
ring (0.25): committee | board | commission
ring (0.25): embassy | diplomatic mission
ring (0.25): passport | travel document
ring (0.25): visa | entry permit
ring (0.25): immigrant | migrant
ring (0.25): refugee | displaced person
