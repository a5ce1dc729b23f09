# Logistics, manufacturing, energy, agriculture, building.
ring (0.25): shipment | consignment | delivery
ring (0.35): shipment | parcel
ring (0.25): package | parcel | packet
ring (0.25): freight | cargo | load
ring (0.25): carrier | shipper | courier | shipping company | delivery company | haulier
ring (0.25): courier | delivery driver | delivery person
ring (0.25): consignee | recipient | receiver
ring (0.25): consignor | sender
ring (0.25): tracking number | tracking code | tracking id | parcel number
ring (0.25): route | line | itinerary | course
ring (0.25): leg | segment | stage
ring (0.25): stop | halt | station
ring (0.25): origin | point of departure | starting point | place of departure | departure point | start point
ring (0.25): destination | point of arrival | end point | place of arrival | arrival point
ring (0.25): dock | bay | loading dock | loading bay
ring (0.25): container | shipping container | box
ring (0.25): pallet | skid
ring (0.25): vessel | ship | boat
ring (0.25): ship | vessel | boat
ring (0.25): boat | ship | vessel
ring (0.25): ferry | ferryboat
ring (0.25): captain | skipper | master
ring (0.25): port | harbor | harbour | seaport
ring (0.25): lorry | truck
ring (0.25): truck | lorry | heavy vehicle
ring (0.25): van | delivery van
ring (0.25): fleet | vehicle fleet
ring (0.25): license plate | registration number | plate number | licence plate | number plate | vehicle registration
ring (0.25): mileage | odometer | distance driven | kilometers driven | miles driven
ring (0.25): fuel | gas | gasoline | petrol
ring (0.25): gas station | petrol station | filling station | service station | fuel station
ring (0.2): miles per gallon | mpg | fuel economy | fuel efficiency
ring (0.2): horsepower | hp | engine power
ring (0.25): fuel consumption | fuel usage | fuel used
ring (0.25): distribution center | distribution centre | fulfillment center | logistics center | hub
ring (0.25): storage location | bin location | shelf location
ring (0.25): picking | order picking
ring (0.25): customs | border control
ring (0.25): delay | lateness | delay time | hold up
ring (0.25): on time | punctual | timely
ring (0.25): on time rate | punctuality
ring (0.25): factory | plant | production site | manufacturing site | works | mill
ring (0.25): plant | facility | works
ring (0.25): production line | assembly line | manufacturing line
ring (0.25): machine | equipment | device
ring (0.25): equipment | gear | apparatus
ring (0.25): tool | instrument | implement
ring (0.25): component | piece
ring (0.25): spare part | replacement part
ring (0.25): raw material | material | feedstock
ring (0.25): batch | lot | production batch
ring (0.25): production | quantity produced | production volume | produced quantity
ring (0.25): scrap | waste | rejects
ring (0.25): defect | flaw | fault
ring (0.25): defect rate | reject rate | failure rate | scrap rate
ring (0.25): inspection | check | quality check | control
ring (0.25): inspector | examiner | controller
ring (0.25): work order | production order | job order | manufacturing order
ring (0.25): maintenance | servicing | upkeep
ring (0.25): breakdown | machine failure | stoppage
ring (0.25): cycle time | processing time
ring (0.25): utilization | capacity utilization | usage rate | utilisation
ring (0.25): yield | harvest
ring (0.25): electricity | power | electric power
ring (0.25): energy consumption | energy usage | power consumption | energy use | electricity consumption | power usage
ring (0.25): consumption | usage
ring (0.25): power station | power plant | generating station
ring (0.25): generation | power generation | energy generated | electricity generated
ring (0.25): meter | counter | gauge
ring (0.25): meter reading | counter reading
ring (0.25): solar panel | photovoltaic panel
ring (0.25): wind turbine | windmill
ring (0.25): renewable | green
ring (0.25): grid | power grid | electricity network
ring (0.25): voltage | electric tension
ring (0.25): peak load | maximum load | peak demand
ring (0.25): demand | load
ring (0.25): oil | crude | petroleum
ring (0.25): pipeline | pipe
ring (0.25): emissions | emission | exhaust
ring (0.25): carbon dioxide | co2
ring (0.25): carbon footprint | carbon emissions
ring (0.25): pollution | contamination
ring (0.25): waste | garbage | trash | rubbish | refuse
ring (0.25): recycling | reuse
ring (0.25): water usage | water consumption | water used
ring (0.25): farm | ranch | homestead
ring (0.25): farmer | grower | rancher
ring (0.25): crop | produce | cultivar
ring (0.25): field | parcel of land
ring (0.25): livestock | farm animals | cattle
ring (0.25): herd | flock
ring (0.25): harvest date | date of harvest
ring (0.25): seed | grain
ring (0.25): fertilizer | manure
ring (0.25): tractor | farm vehicle
ring (0.25): greenhouse | glasshouse
ring (0.25): vineyard | winery
ring (0.25): forest | woodland | woods
ring (0.25): timber | lumber | wood
ring (0.25): pit | quarry
ring (0.25): ore | mineral
ring (0.25): construction site | building site
ring (0.25): builder | construction company | contractor
ring (0.25): architect | building designer | planner
ring (0.25): construction date | date built | year built | built in | year of construction | construction year | built | build year
ring (0.25): permit | license | licence | authorization
ring (0.25): engineer | constructor
ring (0.25): bridge | crossing
ring (0.25): tunnel | underpass
ring (0.25): tower | high rise
ring (0.25): skyscraper | high rise building | tower
ring (0.25): floors | stories | storeys | number of floors | number of stories | floor count | levels
ring (0.25): floor | story | storey | level
ring (0.25): safety | security
ring (0.25): accident | crash | collision
ring (0.25): hazard | danger | peril
ring (0.25): throughput | volume handled
ring (0.25): handling | processing
ring (0.25): supply | provision | stock
ring (0.25): bill of materials | bom | parts list
ring (0.25): specification | spec | technical data
ring (0.25): tolerance | allowed deviation
ring (0.25): temperature | temp | degrees
ring (0.25): pressure | air pressure
ring (0.25): humidity | moisture
ring (0.25): vibration | oscillation
ring (0.25): flow rate | flow
ring (0.25): serial number | serial no | device number
ring (0.25): installation date | date installed | installed on
