# Short forms in names, each with the words it may stand for, the likeliest first: `short inst: institution | instructor`. Those that
# stand for one word in any business are in names/short.tsv.
short jan: january
short feb: february
short mar: march
short apr: april
short jun: june
short jul: july
short aug: august
short sep: september
short sept: september
short oct: october
short nov: november
short dec: december
short fname: first name
short lname: last name
short mname: middle name
short minit: middle initial
short fullname: full name
short firstname: first name
short lastname: last name
short bdate: birth date
short bday: birthday
short dod: date of death
short doj: date of joining
short eid: employee id
short no: number
short num: number
short nr: number
short ssn: social security number
short inst: institution | instructor | institute | instrument
short acc: account | accident
short adm: admission | administration
short admin: administrator | administration
short adv: advisor | advertising
short agr: agreement
short alloc: allocation
short alt: altitude | alternative
short app: application | appointment
short appl: application
short approx: approximate
short appr: approval
short apt: apartment
short arr: arrival
short asmt: assessment | assignment
short assgn: assignment
short assoc: association | associate
short asst: assistant
short att: attendance | attribute
short attr: attribute
short auth: author | authorization
short ave: avenue | average
short avg: average
short bk: book
short bnk: bank
short brd: board | brand
short cal: calendar | calorie
short calc: calculated
short cand: candidate
short cap: capacity | capital
short cat: category
short categ: category
short cert: certificate
short char: character
short chg: charge | change
short cl: class | client
short clm: claim
short cmt: comment
short cnslt: consultation
short co: company
short coll: college | collection
short comm: commission | communication
short comp: company | competition | component
short compl: complaint | completion
short cond: condition
short conf: conference | confirmation
short cont: contact | continent | contract
short contr: contract | contribution
short contrib: contribution
short coord: coordinator
short corp: corporation
short couns: counselor
short crs: course
short curr: current | currency
short ctr: center
short del: delivery
short deliv: delivery
short dep: departure | department | deposit | dependent
short depr: depreciation
short desc: description
short descr: description
short dest: destination
short dev: device | developer
short diag: diagnosis
short diff: difference
short dim: dimension
short dir: director | direction
short disc: discount
short disp: display
short dist: distance | district
short distr: distributor | district
short div: division | dividend
short dnr: donor
short doc: document | doctor
short docs: documents
short dr: doctor
short drv: driver
short dur: duration
short ed: education
short edu: education
short eff: effective
short elec: election | electricity
short elev: elevation
short eng: engine | engineer
short enr: enrollment
short enrol: enrollment
short env: environment
short eq: equipment
short equip: equipment
short est: estimated | established
short eval: evaluation
short exam: examination
short exec: executive
short exp: expiration | expected | expense | experience
short ext: extension
short fac: faculty | facility
short fav: favorite
short fin: final | financial
short flr: floor
short flt: flight
short freq: frequency
short func: function
short gen: gender | generation
short geo: geography
short gov: government | governor
short govt: government
short grd: grade
short grad: graduation | graduate
short gr: grade | group
short hosp: hospital
short hq: headquarters
short hrly: hourly
short hs: high school
short hst: history
short ht: height
short img: image
short impr: impression
short inc: income | incident
short incd: incident
short info: information
short ins: insurance
short insp: inspection
short intl: international
short inv: invoice | inventory | investment
short iss: issue
short jrnl: journal
short lab: laboratory
short lat: latitude
short len: length
short lib: library
short lic: license
short lng: longitude
short lon: longitude
short ln: line | loan
short lst: list | last
short mag: magazine | magnitude
short maint: maintenance
short manuf: manufacturer
short mat: material
short max: maximum
short med: medicine | medical
short mem: member | memory
short memb: member
short merch: merchant | merchandise
short mfg: manufacturing
short mgmt: management
short mi: miles
short min: minimum
short mkt: market | marketing
short mktg: marketing
short mo: month
short mob: mobile
short mod: model | module
short msg: message
short mtg: meeting | mortgage
short mun: municipality
short nat: nationality | nation
short neigh: neighborhood
short nbhd: neighborhood
short obs: observation
short occ: occupation | occupancy
short offc: office
short op: operation | operator
short oper: operation | operator
short opp: opportunity | opponent
short org: organization
short pat: patient
short perf: performance
short pers: person
short ph: phone
short phys: physician
short pic: picture
short plat: platform
short pop: population
short pos: position
short poss: possession
short pub: publisher | publication
short publ: publisher | publication
short prem: premium
short pres: president | prescription
short presc: prescription
short prio: priority
short princ: principal
short proc: procedure | process
short prof: professor | profession | profit
short prog: program | progress
short proj: project
short prom: promotion
short promo: promotion
short prop: property
short prov: provider | province
short purp: purpose
short qual: quality | qualification
short rcv: received
short rec: record | receipt
short recip: recipient | recipe
short ref: reference
short reg: region | registration
short rel: relation | release
short rem: remaining
short rep: representative
short repr: representative
short req: request | requirement | required
short res: reservation | result | resident
short resp: response | responsible | responsibility
short rev: revenue | review | revision
short rm: room
short rt: route
short rte: route
short sal: salary
short sch: school | schedule
short schl: school
short sec: section | second | security
short sect: section
short sem: semester
short serv: service
short sess: session
short sid: student id
short sig: signature
short sku: stock keeping unit
short spec: specialty | specification
short spk: speaker
short sq: square
short src: source
short srv: service
short st: state | street
short sta: station
short stat: status
short std: student | standard
short stk: stock
short stu: student
short stud: student
short sub: subscription | subject
short subs: subscription
short supv: supervisor
short surg: surgery | surgeon
short svc: service
short sym: symbol | symptom
short sys: system
short tech: technician | technology
short tel: telephone
short temp: temperature
short term: termination
short ter: territory
short thru: through
short tran: transaction
short trans: transaction | transmission
short treat: treatment
short trn: transaction | training
short univ: university
short upd: update
short uni: university
short util: utilization
short val: value
short var: variance
short veh: vehicle
short ver: version
short vers: version
short vis: visit
short vol: volume
short wh: warehouse
short wkr: worker
short xfer: transfer
short rnk: rank
short ctgr: category
short clnt: client
short cmpny: company
short cstmr: customer
short crd: card
short dlr: dealer
short dmg: damage
short drvr: driver
short emply: employee
short flg: flag
short frt: freight
short hr: hour
short hrs: hours
short lgth: length
short mdl: model
short mgt: management
short mntr: monitor
short msr: measure
short mstr: master
short nmbr: number
short ofc: office
short ownr: owner
short ppl: people
short pct: percent
short plc: policy
short plcy: policy
short plyr: player
short prcnt: percent
short prm: premium
short prty: party | priority
short ptnt: patient
short rsrv: reservation
short rstr: restaurant
short schd: schedule
short slry: salary
short spd: speed
short sprt: sport
short srvc: service
short stdnt: student
short strt: street | start
short tchr: teacher
short tm: team | time
short trnsp: transport
short ttl: total | title
short vhcl: vehicle
short vst: visit
short wdth: width
short wght: weight
short wrkr: worker
short yld: yield
short bkd: booked
short crtd: created
short qte: quote
short qtn: quotation
short so: sales order
short wo: work order
short ae: account executive
short ptnr: partner
short cntr: container | center
short csg: consignment
short shpt: shipment
short dlv: delivery
short rslt: result
short tkt: ticket
short rfnd: refund
short pymt: payment
short vsl: vessel
short whs: warehouse
short pkgs: packages
short wt: weight
short cxl: cancelled
short ret: returned
short lvl: level
short lbl: label
