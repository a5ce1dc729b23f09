# How long something takes: units of time, and words around them.
clock seconds: =seconds | =secs
clock minutes: =minutes | =minute | =mins
clock hours: =hours | =hour | =hrs
clock days: =days | =day | =calendar days
clock weeks: =weeks | =week
lagw take: take | need
lagw wait: wait
lagw last: last | run | runs | run for | go on | go on for
lagw join: signup | signups | sign up | sign ups | signing up | registration | registering | joining | joining us | becoming a customer | becoming a member | account creation | enrolment | enrollment
lagw pass: pass | go by | elapse | lie | are there | is there
lagw arrive: arrive | come in | came in | come through | reach us | turn up | turned up | show up | showed up | get there | got there
reach desc: longest | slowest | the longest | the slowest | longest time
reach asc: shortest | quickest | fastest | the shortest | the quickest | the fastest | shortest time
