# Days of the week.
code mon: monday
code tue: tuesday | tues
code wed: wednesday
code thu: thursday | thur | thurs
code fri: friday
code sat: saturday
code sun: sunday
