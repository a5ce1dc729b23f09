# A state that is the lack of another: `opposite closed: open`. The sub is the word by which a flag or a date of the data goes.
opposite closed: open | still open
opposite resolved: open | still open | unresolved
opposite ended: ongoing | still running
opposite solved: unsolved
opposite paid: unpaid | unsettled
opposite active: inactive | dormant
opposite delivered: undelivered
opposite shipped: unshipped
opposite sold: unsold
opposite verified: unverified
opposite completed: incomplete | uncompleted | unfinished
opposite billed: unbilled
opposite invoiced: uninvoiced
opposite approved: unapproved
opposite published: unpublished
opposite confirmed: unconfirmed
opposite processed: unprocessed
opposite answered: unanswered
opposite fulfilled: unfulfilled
opposite signed: unsigned
opposite opened: unopened
opposite claimed: unclaimed
opposite used: unused
opposite redeemed: unredeemed
opposite insured: uninsured
opposite returned: unreturned
opposite reviewed: unreviewed
opposite registered: unregistered
opposite subscribed: unsubscribed
opposite settled: unsettled | open
opposite scheduled: unscheduled
opposite tested: untested
opposite converted: unconverted
# What a column holds, by a word of its name.
mark today: current
mark birth: birth | born | birthday | dob | birthdate
mark due: due | promised | expected | estimated | scheduled | planned | target | deadline | required | exp | sched | eta
mark from: received | receive | raised | created | requested | request | submitted | reported | logged | lodged | filed | registered | registration | placed | ordered | booked | issued | joined | start | started | starts | starting | begin | begins | began | beginning | from | opened
mark until: end | ended | ends | ending | finish | finished | finishes | complete | completed | completion | done | stop | stopped | stops | until | thru | returned | return | closed | resolved
mark came: delivered | delivery | arrived | arrival | received | recd | landed
mark cost: cost | costs | purchase | wholesale | buying | landed
mark balance: balance | outstanding | remaining | unpaid | open
mark billed: billed | invoiced | charged | due
mark paid: paid
mark least: reorder | minimum | min | safety | par
mark reason: reason | cause
mark state: status | stage | state | phase | st | stat
mark over: left | exit | exited | leaving | leave | departed | departure | ended | end | closed | closing | cancelled | canceled | terminated | termination | term | quit | expired | resigned |
	discontinued | retired | retirement | withdrawn | withdrawal | churned | deactivated | decommissioned | dissolved
