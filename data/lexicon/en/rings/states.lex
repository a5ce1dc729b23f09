# States that values name: a value "cancelled" is also found by "called off". `state` rings stand for values of categories and for flags.
state (0.2): cancelled | canceled | called off | voided | scrapped | aborted
state (0.2): delivered | handed over | dropped off
state (0.2): shipped | dispatched | sent out
state (0.05): sent | sent out
state (0.05): paid | paid out
state (0.05): closed | closed out
state (0.1): mailed | mailed out | posted | emailed
state (0.2): complete | completed | finished | fulfilled
state (0.2): in progress | ongoing | under way | underway | being worked on | in process
state (0.2): pending | waiting | awaiting | outstanding | not yet processed | in the queue | queued
state (0.2): open | unresolved | unsolved | still open | not closed
state (0.2): resolved | solved | fixed | settled
state (0.2): closed | shut
state (0.2): won | closed won | landed
state (0.2): lost | closed lost
state (0.2): refunded | reimbursed | paid back
state (0.2): returned | sent back | brought back
state (0.2): paid | settled
state (0.2): unpaid | not paid | owing
state (0.2): overdue | past due | in arrears | delinquent
state (0.2): no show | noshow | did not attend | not attended | did not turn up | did not show up | failed to attend | missed appointment
state (0.2): failed | unsuccessful | not successful
state (0.2): successful | succeeded
state (0.2): approved | accepted | granted | authorized
state (0.2): rejected | declined | denied | turned down | refused
state (0.2): inactive | dormant | not active
state (0.2): disabled | deactivated | switched off | turned off
state (0.2): enabled | activated | switched on | turned on
state (0.2): suspended | on hold | paused | frozen | halted
state (0.2): expired | lapsed | run out
state (0.2): blocked | banned | barred
state (0.2): terminated | dismissed
state (0.2): deceased | dead | passed away
state (0.2): unmarried | not married
state (0.2): retired | in retirement
state (0.2): unemployed | jobless | out of work
state (0.2): self employed | freelance
state (0.2): online | internet | web | on the web
state (0.2): in store | offline | in person | on site
state (0.2): mobile | smartphone | cell phone
state (0.2): desktop | computer | pc
state (0.2): bank transfer | wire transfer | wire | bank wire
state (0.2): cash on delivery | cod
state (0.2): one time | one off
state (0.2): small business | smb | small and medium businesses | small companies | sme
state (0.2): mid market | midmarket | medium sized companies | midsize companies
state (0.2): enterprise | large companies | large accounts | big companies
state (0.2): full time | fulltime
state (0.2): part time | parttime
state (0.2): temporary | fixed term
state (0.2): remote | work from home | working from home | home office
state (0.2): international | foreign | abroad | overseas
state (0.2): domestic | inland
state (0.2): second hand | pre owned
state (0.2): male | men | man
state (0.2): female | women | woman
state (0.2): low priority | not urgent
state (0.2): critical | severe
state (0.2): defective | faulty | broken
state (0.2): damaged | harmed
state (0.2): vacant | empty | unoccupied
state (0.2): occupied | in use
state (0.2): available | in stock
state (0.2): out of stock | sold out | unavailable
state (0.2): discontinued | no longer sold
state (0.2): discounted | reduced | on sale | marked down
state (0.2): organic | bio
state (0.2): vegetarian | meatless
state (0.2): furnished | with furniture
state (0.2): electric | battery powered | ev
state (0.2): hybrid | part electric
state (0.2): automatic | automated
state (0.2): late | delayed | behind schedule | not on time
state (0.2): on time | punctual
state (0.2): early | ahead of schedule
state (0.2): rainy | raining
state (0.2): verified | confirmed | validated
state (0.2): draft | unfinished
state (0.2): published | released
state (0.2): archived | filed away
state (0.2): subscribed | opted in
state (0.2): unsubscribed | opted out
state (0.2): insured | covered
state (0.2): uninsured | not insured
state (0.2): injured | hurt | wounded
state (0.2): vaccinated | immunized
state (0.2): admitted | hospitalized
state (0.2): discharged | sent home
state (0.2): upgraded | moved to a higher plan
state (0.2): downgraded | moved to a lower plan
state (0.2): converted | became a customer
state (0.2): qualified | eligible
state (0.2): unqualified | ineligible | disqualified
# nouns for a state that is counted or rated: "denial rate"
state (0.2): denied | denial
state (0.2): cancelled | cancellation
state (0.2): approved | approval
state (0.2): rejected | rejection
state (0.2): refunded | refund
state (0.2): returned | return
state (0.2): completed | completion
state (0.2): delivered | delivery
state (0.2): renewed | renewal
state (0.2): failed | failure
state (0.2): converted | conversion
state (0.2): won | win
state (0.2): churned | churn
state (0.2): accepted | acceptance
state (0.2): withdrawn | withdrawal
state (0.2): expired | expiry | expiration
state (0.2): overturned | reversal
