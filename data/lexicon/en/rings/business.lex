# Words of business that stand for one another. Cost and price, revenue and profit, tax and fee are not the same.
ring (0.3): customer | client | buyer | shopper | consumer | purchaser | patron
ring (0.4): customer | user | member | account
ring (0.3): user | member | subscriber
ring (0.25): revenue | sales | turnover | income | sales revenue | gross sales | takings | proceeds | earnings | topline | top line
ring (0.45): revenue | total | sales amount | total amount | amount
ring (0.3): product | item | article | sku | good | merchandise
ring (0.3): quantity | units | pieces | unit count | items | volume
ring (0.4): quantity | bottles | boxes | packs | cases | copies | bags | cans | jars
ring (0.25): order | purchase | transaction | sale
ring (0.35): order line | line item | order item | sales line | item sold | line
ring (0.3): employee | staff | worker | personnel | staff member | team member | colleague
ring (0.3): salary | pay | wage | compensation | earnings | payroll
ring (0.3): discount | rebate | markdown | price reduction | price cut
ring (0.3): margin | profit | gross profit | gross margin
ring (0.25): profit | earnings | net income | gain
ring (0.3): spend | spending | expenditure | outlay | expense | money spent
ring (0.35): cost | expense | expenditure
ring (0.3): price | unit price | list price | selling price | sticker price
ring (0.3): tax | vat | sales tax | duty
ring (0.3): shipping | freight | delivery fee | shipping cost | shipping fee | postage | delivery cost | shipping charge | shipping costs
ring (0.3): invoice | bill
ring (0.3): supplier | vendor | provider
ring (0.3): warehouse | depot | storehouse
ring (0.3): store | shop | outlet | branch
ring (0.3): stock | inventory | stock level | stock on hand
ring (0.3): stock quantity | units in stock | pieces in stock | items in stock | quantity in stock | quantity on hand | units on hand
ring (0.3): payment method | payment type | paid with | pay type | tender type | way of paying | means of payment | payment option | mode of payment | method of payment
ring (0.3): segment | tier | customer group | customer class
ring (0.3): category | type | kind | class
ring (0.3): campaign | promotion | promo | marketing campaign | ad campaign | advertisement
ring (0.3): impression | ad view
ring (0.3): page view | pageview | hit | view | web visit
ring (0.3): session | visit
ring (0.3): brand | make | label | maker
ring (0.3): company | firm | business | corporation | enterprise | organization
ring (0.3): department | division | unit
ring (0.3): manager | boss | supervisor
ring (0.3): job | position | occupation | role | job title | profession
ring (0.3): project | initiative
ring (0.3): contract | agreement
ring (0.3): complaint | grievance
ring (0.3): claim | insurance claim
ring (0.3): account balance | balance
ring (0.3): return | refund
ring (0.3): coupon code | discount code | promo code | voucher code | promotion code | coupon | voucher | code
ring (0.3): status | state of processing | order state
ring (0.3): lifetime value | customer lifetime value
ring (0.3): budget | planned spend | allocated budget
ring (0.3): channel | platform | medium
ring (0.3): device | device type | hardware
