-- MetricFlow joins metrics to every day of this table, so that days without orders show as such.
select cast(range as date) as date_day
from range(date '2015-01-01', date '2036-01-01', interval 1 day)
