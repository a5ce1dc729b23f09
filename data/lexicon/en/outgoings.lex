# What the platform's own pay for, or pay back: no income.
purchase order
purchase order line
supplier order
supplier invoice
vendor bill
expense
refund
return
payout
payroll
salary
claim
credit note
goods receipt
