# What others pay for, by the words that such things go by: what they come to is what comes in.
order
sales order
customer order
sale
receipt
till receipt
till ticket
ticket
invoice
sales invoice
booking
reservation
rental
transaction
checkout
ride
