# Words for the whole amount of a thing, the surest first, one a line: an order's value is its revenue before it is its tax.
revenue
total
amount
amt
value
price
salary
budget
