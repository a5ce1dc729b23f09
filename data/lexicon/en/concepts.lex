# What words of a trade mean (words/concepts.lex), each in plain English that is read by the rules of a question. The first phrase that the
# data can answer counts; where it can answer none, the question is refused, and the first is named.
pipeline: value of open deals | value of open opportunities
backlog: value of open orders | value of unshipped orders | value of undelivered orders
bookings: value of sales orders | value of orders | value of won deals
billings: value of invoices
win_rate: won deals as a percentage of closed deals | won opportunities as a percentage of closed opportunities
quota_attainment: value of won deals as a percentage of quota | value of orders as a percentage of quota
lead_conversion: converted leads as a percentage of leads
churned_revenue: mrr of churned subscriptions | mrr of cancelled subscriptions | mrr of churned customers | mrr of cancelled contracts
basket_value: average value of orders | average value of receipts | average value of till tickets | average value of tickets
basket_items: average quantity per order | average quantity per receipt | average quantity per till ticket | average quantity per ticket
margin_percent: gross margin as a percentage of line revenue | gross margin as a percentage of net revenue | gross profit as a percentage of net revenue
discount_rate: discount as a percentage of list amount | discount amount as a percentage of list amount | discount as a percentage of gross sales
refund_rate: refund amount as a percentage of revenue
sell_through: units sold as a percentage of units received
# What begins with ! means nothing else: "open rate" is no share of what is open.
open_rate: ! opened emails as a percentage of sent emails | opens as a percentage of emails sent | opens as a percentage of sends
click_rate: clicks as a percentage of impressions | clicks divided by impressions | clicks as a percentage of emails sent
cost_per_click: ad spend divided by clicks | spend divided by clicks
