# Countries by their two-letter code; three letters and common names beside.
code AR: arg | argentina
code AU: aus | australia
code AT: aut | austria
code BE: bel | belgium
code BR: bra | brazil
code BG: bgr | bulgaria
code CA: can | canada
code CL: chl | chile
code CN: chn | china
code CO: col | colombia
code HR: hrv | croatia
code CZ: cze | czech republic | czechia
code DK: dnk | denmark
code EG: egy | egypt
code EE: est | estonia
code FI: fin | finland
code FR: fra | france
code DE: deu | germany
code GR: grc | greece
code HK: hkg | hong kong
code HU: hun | hungary
code IS: isl | iceland
code IN: ind | india
code ID: idn | indonesia
code IE: irl | ireland
code IL: isr | israel
code IT: ita | italy
code JP: jpn | japan
code KE: ken | kenya
code KR: kor | south korea | korea
code LV: lva | latvia
code LT: ltu | lithuania
code LU: lux | luxembourg
code MY: mys | malaysia
code MT: mlt | malta
code MX: mex | mexico
code MA: mar | morocco
code NL: nld | netherlands | the netherlands | holland
code NZ: nzl | new zealand
code NG: nga | nigeria
code NO: nor | norway
code PK: pak | pakistan
code PE: per | peru
code PH: phl | philippines
code PL: pol | poland
code PT: prt | portugal
code RO: rou | romania
code RU: rus | russia
code SA: sau | saudi arabia
code RS: srb | serbia
code SG: sgp | singapore
code SK: svk | slovakia
code SI: svn | slovenia
code ZA: zaf | south africa
code ES: esp | spain
code SE: swe | sweden
code CH: che | switzerland
code TW: twn | taiwan
code TH: tha | thailand
code TN: tun | tunisia
code TR: tur | turkey | türkiye
code UA: ukr | ukraine
code AE: are | united arab emirates | uae
code GB: gbr | united kingdom | uk | great britain | britain
code US: usa | united states | united states of america | u s | america
code UY: ury | uruguay
code VE: ven | venezuela
code VN: vnm | vietnam
code DZ: dza | algeria
code BD: bgd | bangladesh
code BY: blr | belarus
code BO: bol | bolivia
code BA: bih | bosnia and herzegovina
code KH: khm | cambodia
code CM: cmr | cameroon
code CR: cri | costa rica
code CU: cub | cuba
code CY: cyp | cyprus
code DO: dom | dominican republic
code EC: ecu | ecuador
code SV: slv | el salvador
code ET: eth | ethiopia
code GE: geo | georgia
code GH: gha | ghana
code GT: gtm | guatemala
code HN: hnd | honduras
code IR: irn | iran
code IQ: irq | iraq
code JM: jam | jamaica
code JO: jor | jordan
code KZ: kaz | kazakhstan
code KW: kwt | kuwait
code LB: lbn | lebanon
code LY: lby | libya
code MD: mda | moldova
code MN: mng | mongolia
code ME: mne | montenegro
code MM: mmr | myanmar
code NP: npl | nepal
code NI: nic | nicaragua
code MK: mkd | north macedonia
code OM: omn | oman
code PA: pan | panama
code PY: pry | paraguay
code QA: qat | qatar
code SN: sen | senegal
code LK: lka | sri lanka
code SD: sdn | sudan
code SY: syr | syria
code TZ: tza | tanzania
code UG: uga | uganda
code UZ: uzb | uzbekistan
code YE: yem | yemen
code ZM: zmb | zambia
code ZW: zwe | zimbabwe
code AF: afg | afghanistan
code AL: alb | albania
code AM: arm | armenia
code AZ: aze | azerbaijan
code BH: bhr | bahrain
code CI: civ | ivory coast
code LI: lie | liechtenstein
code MC: mco | monaco
code RW: rwa | rwanda
code TT: tto | trinidad and tobago
