# Words for what things come to in money, as they are written, one a line: things that go by one of them ("sales" for orders) are not counted by it.
sales
gross sales
net sales
revenue
revenues
turnover
income
takings
proceeds
earnings
