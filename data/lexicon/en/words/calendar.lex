# Units, names and relative words of the calendar.
grain hour: hour | hours | hr | hrs
grain day: day | days | date | dates | calendar day | calendar days
grain week: week | weeks | wk | wks | calendar week | calendar weeks
grain month: month | months | mo | mos | mth | mths | calendar month | calendar months
grain quarter: quarter | quarters | qtr | qtrs | calendar quarter | calendar quarters | trimester
grain year: year | years | yr | yrs | calendar year | calendar years
grain decade: decade | decades
grain weekend: weekend | weekends
grain half: half year | half years | semester | semesters | half | halves
every hour: hourly | every hour | by the hour | hour by hour | each hour | per hour
every day: daily | every day | day by day | each day | per day | everyday | by day | on a daily basis | day over day series
every week: weekly | every week | week by week | each week | per week | by week | on a weekly basis | week wise
every month: monthly | every month | month by month | each month | per month | by month | on a monthly basis | month wise
every quarter: quarterly | every quarter | quarter by quarter | each quarter | per quarter | by quarter | on a quarterly basis
every year: yearly | annual | annually | every year | year by year | each year | per year | by year | on a yearly basis | on an annual basis | per annum | year wise | in each year | for each year
every weekday: by weekday | per weekday | each weekday | by day of the week | by day of week | each day of the week
month 1: january | =jan
month 2: february | =feb
month 3: march | =mar
month 4: april | =apr
month 5: =may
month 6: june | =jun
month 7: july | =jul
month 8: august | =aug
month 9: september | =sep | =sept
month 10: october | =oct
month 11: november | =nov
month 12: december | =dec
weekday 1: monday | mondays | mon
weekday 2: tuesday | tuesdays | tue | tues
weekday 3: wednesday | wednesdays | wed
weekday 4: thursday | thursdays | thu | thur | thurs
weekday 5: friday | fridays | fri
weekday 6: saturday | saturdays | sat
weekday 7: sunday | sundays | sun
quarter 1: q1 | 1q | quarter one | quarter 1
quarter 2: q2 | 2q | quarter two | quarter 2
quarter 3: q3 | 3q | quarter three | quarter 3
quarter 4: q4 | 4q | quarter four | quarter 4
half 1: h1 | 1h | first half | first half of
half 2: h2 | 2h | second half | second half of | latter half | last half
part weekday: day of the week | day of week | days of the week | weekday | weekdays | week day | which weekday | dow
part hour: hour of the day | hour of day | time of day | hours of the day | time of the day | which hour
part month: month of the year | month of year | calendar month | months of the year | which month of the year
part quarter: quarter of the year | quarter of year
part day: day of the month | day of month
part week: week of the year | week of year | week number
part year: year of
rel last: last | preceding | most recently completed
rel past: past | trailing | rolling | previous few
rel previous: preceding | previous | prior | before last | the one before
rel this: this | current | the current | present | ongoing | running | the present
rel next: next | coming | upcoming | following | the coming | the following
rel same: same | the same
rel yesterday: yesterday
rel today: today
rel tomorrow: tomorrow
rel ytd: ytd | year to date | so far this year | this year so far | this year to date | since the beginning of the year | since the start of the year | since january 1
rel qtd: qtd | quarter to date | so far this quarter | this quarter so far | this quarter to date
rel mtd: mtd | month to date | so far this month | this month so far | this month to date
rel wtd: wtd | week to date | so far this week | this week so far | this week to date
rel sofar: so far | to date | until now | till now | up to now | up to today | thus far
rel ago: ago | back
rel alltime: all time | of all time | since the beginning | since inception | to date overall | since we started | since the start | since launch | entire history | whole period | in history
rel recently: recently | lately | these days | of late | nowadays
rel start: start of | beginning of | the start of | the beginning of | early
rel end: end of | the end of | late
rel mid: middle of | mid
rel first: first | opening | initial
rel lasttwelve: last twelve months | trailing twelve months | ttm | ltm | last 12 months | past twelve months | past 12 months
rel century: century
fiscal year: fiscal year | fiscal | fy | financial year | budget year
fiscal quarter: fiscal quarter | fiscal quarters
glue prefix: fy | cy | top | last | past | next | bottom
fiscal calendar: cy
