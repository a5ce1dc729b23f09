# words of states in which something is still to be done ("partially paid"): of an overdue thing such a state tells more than that a date lacks
open
unpaid
outstanding
overdue
due
pending
awaiting
partial
partially
part
unsettled
unresolved
unreturned
