select member_no, arg_max(bill_amount, bought_on) as latest_bill, max(bought_on) as bought_on
from {{ ref('bills') }}
group by 1
