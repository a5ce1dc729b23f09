# Abbreviations and contractions: one expansion each. Not used where the catalog itself has something of that name.
%: percent
aov: average order value
clv: customer lifetime value
cltv: customer lifetime value
ltv: lifetime value
arpu: average revenue per user
asp: average selling price
gmv: gross merchandise value
cogs: cost of goods sold
lob: line of business
qty: quantity
qtys: quantities
amt: amount
amts: amounts
cust: customer
custs: customers
dept: department
depts: departments
emp: employee
emps: employees
acct: account
bal: balance
bals: balances
txn: transaction
txns: transactions
stmt: statement
stmts: statements
mgr: manager
mgrs: managers
accts: accounts
addr: address
tel: telephone
dob: date of birth
yr: year
yrs: years
wk: week
wks: weeks
approx: approximately
e-mail: email
e-mails: emails
asap: please
pls: please
plz: please
thx: thanks
btw: by the way
b2b: business to business
prod: product
prods: products
rev: revenue
ytm: year to date
lq: last quarter
ly: last year
lm: last month
lw: last week
cac: customer acquisition cost
ctr: click through rate
cpc: cost per click
cpm: cost per thousand impressions
roas: return on ad spend
roi: return on investment
kpi: key figure
kpis: key figures
# contractions
what's: what is
whats: what is
who's: who is
where's: where is
when's: when is
how's: how is
that's: that is
there's: there is
it's: it is
he's: he is
she's: she is
here's: here is
which's: which is
let's: let us
can't: can not
cannot: can not
won't: will not
shan't: shall not
ain't: is not
i'd: i would
i'm: i am
o'clock: time
n't: not
dont: do not
doesnt: does not
didnt: did not
isnt: is not
arent: are not
wasnt: was not
havent: have not
hasnt: has not
're: are
've: have
'll: will
'd: would
'm: am
