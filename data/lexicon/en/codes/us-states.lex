# States and territories of the United States.
code AL: alabama
code AK: alaska
code AZ: arizona
code AR: arkansas
code CA: california | calif
code CO: colorado
code CT: connecticut
code DE: delaware
code FL: florida
code GA: georgia
code HI: hawaii
code ID: idaho
code IL: illinois
code IN: indiana
code IA: iowa
code KS: kansas
code KY: kentucky
code LA: louisiana
code ME: maine
code MD: maryland
code MA: massachusetts
code MI: michigan
code MN: minnesota
code MS: mississippi
code MO: missouri
code MT: montana
code NE: nebraska
code NV: nevada
code NH: new hampshire
code NJ: new jersey
code NM: new mexico
code NY: new york | new york state
code NC: north carolina
code ND: north dakota
code OH: ohio
code OK: oklahoma
code OR: oregon
code PA: pennsylvania
code RI: rhode island
code SC: south carolina
code SD: south dakota
code TN: tennessee
code TX: texas
code UT: utah
code VT: vermont
code VA: virginia
code WA: washington | washington state
code WV: west virginia
code WI: wisconsin
code WY: wyoming
code DC: district of columbia | washington dc
code PR: puerto rico
code GU: guam
code VI: virgin islands | us virgin islands
code AS: american samoa
code MP: northern mariana islands
