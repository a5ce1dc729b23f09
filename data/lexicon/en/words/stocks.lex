# What is left of things.
left some: in stock | on hand | left in stock | on stock
left none: out of stock | out-of-stock | sold out | not in stock | no longer in stock
