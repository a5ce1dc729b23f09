# Selling and buying. Cost is not price, revenue not profit, an order not its line, a discount not a refund.
ring (0.25): competitor | rival | competing company | competition
ring (0.25): territory | sales region | sales territory
ring (0.35): territory | region | area
ring (0.25): industry | vertical | sector | line of business | branch of industry
ring (0.25): deal | opportunity | sales opportunity
ring (0.25): lead | prospect | sales lead | potential customer | potential client
ring (0.25): sales rep | sales representative | salesperson | seller | sales agent | account executive | salesman | salespeople | saleswoman | sales person | rep
ring (0.3): owner | holder | proprietor
ring (0.25): account manager | key account manager | customer success manager
ring (0.25): pipeline | sales pipeline | funnel | sales funnel
ring (0.25): quota | sales target | sales goal | sales quota
ring (0.25): target | goal | objective | aim
ring (0.25): attainment | achievement of target | target achievement
ring (0.25): forecast | projection | prediction | outlook
ring (0.25): deal size | contract value | deal value | deal amount | acv
ring (0.2): annual recurring revenue | arr | yearly recurring revenue
ring (0.2): monthly recurring revenue | mrr
ring (0.2): average order value | aov | basket size | average basket | average ticket | order size
ring (0.2): gross merchandise value | gmv | merchandise volume
ring (0.2): average revenue per user | arpu | revenue per user
ring (0.2): customer acquisition cost | cac | acquisition cost | cost of acquisition
ring (0.25): churn | attrition | customer loss
ring (0.25): churn rate | attrition rate
ring (0.25): retention rate | share of customers kept
ring (0.25): loyalty program | rewards program | loyalty scheme | bonus program
ring (0.25): loyalty points | reward points | bonus points
ring (0.3): loyalty tier | membership level | membership tier | loyalty level | status level
ring (0.3): membership | subscription
ring (0.25): plan | pricing plan | subscription plan | package | tariff
ring (0.25): seat | license | user license
ring (0.25): trial | free trial | test period | trial period
ring (0.25): upgrade | upsell | plan upgrade
ring (0.25): downgrade | plan downgrade
ring (0.25): renewal | extension | contract renewal
ring (0.25): purchase order | po | supplier order | procurement order
ring (0.25): procurement | sourcing
ring (0.25): basket | cart | shopping cart | shopping basket | shopping bag
ring (0.25): wishlist | wish list | favorites
ring (0.25): checkout | check out
ring (0.25): receipt | sales slip | till receipt | proof of purchase
ring (0.25): gift card | gift voucher | gift certificate
ring (0.25): catalog | catalogue | product range | assortment
ring (0.25): product line | product family | product group | product range
ring (0.3): subcategory | sub category | product subcategory
ring (0.25): product name | item name | article name
ring (0.25): product type | product category | kind of product | type of product | category of product
ring (0.25): variant | version | product variant | product version
ring (0.25): bundle | kit
ring (0.25): barcode | ean | upc | gtin
ring (0.25): sku | stock keeping unit | article number | item number | part number
ring (0.25): model | model name | model number
ring (0.3): manufacturer | maker | producer
ring (0.25): distributor | wholesaler | reseller | dealer
ring (0.25): retailer | merchant | shopkeeper | trader
ring (0.25): marketplace | market place
ring (0.25): mall | shopping center | shopping centre | shopping mall
ring (0.25): supermarket | grocery store | grocery | grocer
ring (0.25): department store | warehouse store
ring (0.25): storefront | online store | web shop | online shop | webshop | e shop
ring (0.25): sales channel | distribution channel
ring (0.25): list price | catalog price | recommended price | msrp | recommended retail price | retail price
ring (0.25): sale price | selling price | sales price
ring (0.25): wholesale price | trade price
ring (0.25): unit cost | cost per unit | cost price | purchase price | cost of one
ring (0.25): cost of goods sold | cogs | cost of sales | product cost
ring (0.25): markup | mark up
ring (0.25): margin rate | margin percentage | margin percent | gross margin percentage | gross margin rate
ring (0.25): net revenue | net sales | revenue net of discounts
ring (0.25): grand total | total price | order total | amount due | total due | total payable
ring (0.25): surcharge | extra charge | additional charge | extra fee
ring (0.25): fee | charge
ring (0.25): commission | sales commission | brokerage
ring (0.25): royalty | license fee
ring (0.25): tip | gratuity
ring (0.25): deposit | down payment | advance payment | prepayment
ring (0.25): installment | instalment | partial payment
ring (0.25): payment terms | terms of payment
ring (0.25): due date | payment due date | deadline | date due
ring (0.25): billing address | invoice address
ring (0.25): shipping address | delivery address | ship to address
ring (0.25): bill to | billed to
ring (0.25): order status | status of order | state of order
ring (0.25): order date | purchase date | date of order | date of purchase | date ordered
ring (0.25): ship date | shipping date | shipment date | dispatch date | date shipped | shipped on | date of dispatch
ring (0.25): delivery date | date delivered | date of delivery | delivered on | arrival date
ring (0.25): delivery time | lead time | time to deliver | transit time
ring (0.25): delivery method | shipping method | ship mode | shipping mode | shipping option | delivery option | mode of delivery
ring (0.25): backorder | back order
ring (0.25): stockout | stock out | out of stock
ring (0.25): reorder level | reorder point | minimum stock
ring (0.25): shelf | rack
ring (0.25): shelf life | durability | best before
ring (0.25): warranty | guarantee
ring (0.25): return reason | reason for return
ring (0.25): exchange | swap
ring (0.25): complaint | grievance | customer complaint
ring (0.25): customer segment | customer type | type of customer | kind of customer | client type
ring (0.25): customer satisfaction | csat | satisfaction score | satisfaction
ring (0.25): net promoter score | nps
ring (0.3): review | customer review | product review
ring (0.25): testimonial | endorsement
ring (0.25): auction | bidding
ring (0.25): tender | request for proposal | rfp
ring (0.25): quote | quotation | offer | price quote
ring (0.25): proposal | bid | offer
ring (0.25): franchise | franchisee
ring (0.25): partner | business partner | associate
ring (0.25): agency | bureau
ring (0.25): broker | intermediary | middleman
ring (0.25): market share | share of market
ring (0.25): market | marketplace
ring (0.25): trade | commerce
ring (0.25): export | shipments abroad
ring (0.25): import | goods from abroad
ring (0.25): price range | price band | price bracket | price class
ring (0.25): first order | initial order | first purchase | initial purchase
ring (0.25): sign up date | signup date | registration date | date of registration | join date | date joined | joined on | member since | date registered | sign up
ring (0.25): last login | last log in | last sign in | latest login
ring (0.25): last order | latest order | most recent order | latest purchase
ring (0.25): number of orders | order count | orders placed | how many orders
ring (0.25): units sold | quantity sold | number sold | pieces sold | sold units
ring (0.25): sales | sales amount
ring (0.3): amount spent | total spent | spend | money spent
ring (0.25): foot traffic | footfall | visitors | number of visitors
