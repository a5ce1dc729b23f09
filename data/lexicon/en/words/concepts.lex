# Words of a trade that name nothing in the data. What each sub means is said in ../concepts.lex, in words that the data knows; `takings` is
# what others pay (../incomes.lex). Where the data has something of that name, the name counts.
concept takings (0.4): sales | total sales | gross sales | sales value | sales amount | revenue | revenues | sales revenue | turnover | takings | income | proceeds | earnings | money taken | topline | top line | gmv | gross merchandise value | gross merchandise volume | merchandise value
concept pipeline (0.3): pipeline | sales pipeline | open pipeline | pipeline value | deal pipeline | deals pipeline | open pipe
concept backlog (0.3): backlog | order backlog | order book | orderbook | sales backlog | backlog value
concept bookings (0.4): bookings | sales bookings | booked business | order intake | order entry | orders booked
concept billings (0.3): billings | billing
concept win_rate (0.1): win rate | winning rate | win ratio | close rate | closing rate | close ratio | hit rate | deal win rate | win percentage | win %
concept quota_attainment (0.2): quota attainment | attainment of quota | attainment | target attainment | quota achievement
concept lead_conversion (0.2): lead conversion rate | lead conversion | conversion rate of leads | conversion rate from lead to customer | lead to customer conversion rate | lead to customer conversion | lead to deal conversion rate | conversion rate from lead to deal
concept churned_revenue (0.3): churned revenue | churned mrr | churned arr | lost mrr | lost recurring revenue | revenue churned | mrr churned
concept basket_value (0.3): average basket | average basket value | average basket size in money | average ticket | average ticket value | average receipt | average transaction value | average cheque | average check value | average spend per visit | atv
concept basket_items (0.3): average basket size | basket size | units per transaction | upt | items per basket | units per basket | articles per basket
concept margin_percent (0.2): gross margin percent | gross margin % | gross margin percentage | gross margin rate | margin percent | margin % | margin percentage | margin rate | profit margin | gross profit margin | gross margin in percent
concept discount_rate (0.3): discount rate | average discount rate | discount percentage | overall discount rate | discount as a percentage of list | discount off list | average discount off list
concept refund_rate (0.3): refund rate | refund rate by value | refunds as a percentage of sales
concept sell_through (0.2): sell through | sell through rate | sellthrough | sell thru | sell thru rate
concept open_rate (0.1): open rate | email open rate | opening rate | newsletter open rate | mail open rate
concept click_rate (0.1): click through rate | click-through rate | clickthrough rate | ctr | click rate
concept cost_per_click (0.1): cost per click | cpc | price per click | average cost per click
