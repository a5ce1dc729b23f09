# Money, banks, accounts, insurance. Principal is not interest, credit not debit, premium not claim, balance not limit.
ring (0.25): loan | credit | lending
ring (0.25): mortgage | home loan | housing loan
ring (0.25): principal | loan amount | amount borrowed | principal amount
ring (0.25): interest | interest paid | interest amount
ring (0.25): interest rate | rate of interest | lending rate
ring (0.2): annual percentage rate | apr
ring (0.25): term | loan term | duration of the loan
ring (0.25): maturity | maturity date | date of maturity
ring (0.25): repayment | pay back | loan payment
ring (0.25): default | nonpayment | payment default
ring (0.25): arrears | overdue amount | past due amount | outstanding debt
ring (0.25): debt | liabilities | money owed | indebtedness
ring (0.25): debtor | borrower
ring (0.25): creditor | lender
ring (0.25): collateral | security
ring (0.25): credit score | credit rating | creditworthiness
ring (0.25): credit limit | credit line | line of credit
ring (0.25): credit card | charge card
ring (0.25): debit card | bank card
ring (0.25): card | payment card | bank card
ring (0.25): card number | number of the card
ring (0.25): card type | kind of card | type of card
ring (0.25): checking account | current account | giro account
ring (0.25): savings account | deposit account
ring (0.25): account number | number of the account
ring (0.25): account type | type of account | kind of account
ring (0.25): balance | account balance | funds | money in the account
ring (0.25): deposit | paying in | cash deposit
ring (0.25): withdrawal | cash withdrawal | payout
ring (0.25): transfer | bank transfer | wire transfer | remittance
ring (0.25): transaction amount | transaction value | amount of the transaction | transaction size
ring (0.25): transaction type | type of transaction | kind of transaction
ring (0.25): transaction date | date of transaction | booking date | posting date
ring (0.25): transaction fee | processing fee | handling fee | service charge
ring (0.25): bank | financial institution | credit institution
ring (0.3): branch | bank branch | branch office | office
ring (0.25): bank name | name of the bank
ring (0.25): teller | cashier
ring (0.25): atm | cash machine | cash dispenser
ring (0.25): currency | monetary unit
ring (0.25): exchange rate | conversion rate | fx rate | rate of exchange
ring (0.25): share | stock | equity
ring (0.25): share price | stock price | price per share
ring (0.25): shareholder | stockholder
ring (0.25): share count | number of shares | shares outstanding
ring (0.25): dividend | payout to shareholders
ring (0.25): bond | fixed income security | debenture
ring (0.25): fund | investment fund | mutual fund
ring (0.25): portfolio | holdings | investments
ring (0.25): asset | assets | possessions | total assets
ring (0.25): net worth | wealth | fortune
ring (0.25): equity | net assets
ring (0.25): investor | backer | financier
ring (0.25): investment | amount invested | money invested | capital invested
ring (0.25): funding | funds raised | money raised | financing | capital raised
ring (0.25): funding round | round of funding | financing round | investment round
ring (0.25): valuation | company value
ring (0.2): market capitalization | market cap | market value
ring (0.2): initial public offering | ipo | stock market launch
ring (0.25): return | yield | return on investment
ring (0.2): return on investment | roi
ring (0.25): ledger | general ledger | account book
ring (0.25): journal entry | booking entry
ring (0.25): budget | planned cost | planned amount
ring (0.25): actual | actual amount | real amount
ring (0.25): variance | deviation | difference from plan | deviation from plan
ring (0.25): fiscal year | financial year | business year
ring (0.25): fiscal quarter | financial quarter
ring (0.25): cost center | cost centre
ring (0.25): operating expense | operating cost | opex | running cost | overhead
ring (0.25): capital expenditure | capex
ring (0.25): depreciation | write down
ring (0.25): write off | bad debt
ring (0.2): ebitda | operating result before depreciation
ring (0.25): operating profit | operating income | ebit
ring (0.25): net profit | net income | bottom line | profit after tax | net earnings
ring (0.25): loss | deficit | shortfall
ring (0.25): surplus | excess
ring (0.25): cash flow | cashflow
ring (0.25): accounts receivable | receivables | money owed to us
ring (0.25): accounts payable | payables | money we owe
ring (0.25): invoice date | date of invoice | billing date | invoiced on
ring (0.25): invoice number | bill number
ring (0.25): invoice total | invoice amount | amount billed | billed amount | amount invoiced
ring (0.25): amount paid | paid amount | payment amount | sum paid
ring (0.25): amount due | outstanding amount | open amount | unpaid amount | outstanding balance | amount owed | balance due
ring (0.25): payment date | date of payment | date paid | paid on
ring (0.25): payer | paying party
ring (0.25): payee | recipient of payment | beneficiary
ring (0.25): tax rate | rate of tax
ring (0.25): tax id | tax number | vat number
ring (0.25): subsidy | grant | government aid
ring (0.25): fine | penalty | monetary penalty
ring (0.25): insurance policy | policy | insurance contract
ring (0.25): policyholder | policy holder | insured | insured person | insuree
ring (0.25): insurer | insurance company | carrier | insurance provider
ring (0.25): premium | insurance premium
ring (0.25): deductible | excess amount | self insured retention
ring (0.25): coverage | cover | sum insured | insured amount | insurance cover
ring (0.25): claim amount | amount claimed | claimed amount
ring (0.25): claim payout | settlement | settlement amount | amount settled | claim payment | indemnity
ring (0.25): claim date | date of claim | date claim made
ring (0.25): date of loss | loss date | incident date
ring (0.25): loss ratio | claims ratio
ring (0.25): adjuster | claims adjuster | loss adjuster | claims handler
ring (0.25): underwriter | underwriting officer
ring (0.25): risk | hazard
ring (0.25): risk score | risk rating | risk level
ring (0.25): fraud | scam | deception
ring (0.25): pension | retirement benefit | retirement plan
ring (0.25): charity | nonprofit | non profit | ngo | charitable organization
ring (0.25): donor | giver | contributor | benefactor
ring (0.25): donation | gift | contribution
ring (0.25): grant | award | scholarship
ring (0.25): fundraiser | fundraising event | fundraising campaign
ring (0.25): wallet | digital wallet | e wallet
ring (0.25): coupon | voucher
ring (0.25): top up | reload | recharge
ring (0.25): chargeback | payment dispute | disputed charge
