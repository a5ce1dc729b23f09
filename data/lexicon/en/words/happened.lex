# What happens to some of the things that there are, after they are there: it is never just how two things are connected ("orders returned by
# customers" are not the orders of customers). Where the data know it, it is a state, a date or an event of its own.
happened: =cancel | =cancels | =cancelled | =canceled | =cancelling | =return | =returns | =returned | =returning | =refund | =refunded | =refunds | =dispute | =disputed | =disputes | =contest | =contested |
	=complain | =complained | =complaining | =reject | =rejected | =decline | =declined | =deny | =denied | =approve | =approved | =authorise | =authorised | =authorize | =authorized |
	=reschedule | =rescheduled | =postpone | =postponed | =delay | =delayed | =expire | =expired | =renew | =renewed | =renewing | =default | =defaulted | =escalate | =escalated |
	=resolve | =resolved | =solve | =solved | =reopen | =reopened | =abandon | =abandoned | =void | =voided | =exchange | =exchanged | =repay | =repaid | =prepaid | =settle | =settled |
	=block | =blocked | =suspend | =suspended | =lapse | =lapsed | =audit | =audited | =inspect | =inspected | =verify | =verified | =flag | =flagged | =confirm | =confirmed |
	=ship | =shipped | =dispatch | =dispatched | =deliver | =delivered | =recommend | =recommended | =like | =liked | =report | =reported | =fail | =failed | =redeem | =redeemed |
	=review | =reviewed | =rate | =rated | =archive | =archived | =delete | =deleted | =upgrade | =upgraded | =downgrade | =downgraded | =recall | =recalled | =repair | =repaired |
	=damage | =damaged | =steal | =stole | =stolen | =replace | =replaced | =reimburse | =reimbursed | =forget | =forgot | =forgotten | =miss | =missed | =skip | =skipped | =refuse | =refused |
	=object to | =objected to | =withdraw | =withdrew | =withdrawn | =revoke | =revoked | =misplace | =misplaced | =break | =broke | =broken | =unpaid | =overpaid | =underpaid | =dislike | =disliked
