# What a thing comes to as a whole goes by these words, the surest first; of several amounts of one thing it is the one meant by its "value".
grand total
tot
total
total amount
net total
gross total
net amount
amount
value
price
