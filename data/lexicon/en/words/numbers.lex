# Numbers in words, and what may be written together with digits.
num unit:0: =zero
num unit:1: =one
num unit:2: =two | couple of | a couple of | =a pair of
num unit:3: =three
num unit:4: =four
num unit:5: =five
num unit:6: =six
num unit:7: =seven
num unit:8: =eight
num unit:9: =nine
num teen:10: =ten
num teen:11: =eleven
num teen:12: =twelve
num teen:13: =thirteen
num teen:14: =fourteen
num teen:15: =fifteen
num teen:16: =sixteen
num teen:17: =seventeen
num teen:18: =eighteen
num teen:19: =nineteen
num tens:20: =twenty
num tens:30: =thirty
num tens:40: =forty
num tens:50: =fifty
num tens:60: =sixty
num tens:70: =seventy
num tens:80: =eighty
num tens:90: =ninety
num scale:12: =dozen | =dozens
num scale:100: =hundred | =hundreds
num scale:1000: =thousand | =thousands | =grand
num scale:1000000: =million | =millions | =mio | =mln
num scale:1000000000: =billion | =billions | =bln
num scale:1000000000000: =trillion | =trillions
num ordinal:1: =first
num ordinal:2: =second
num ordinal:3: =third
num ordinal:4: =fourth
num ordinal:5: =fifth
num ordinal:6: =sixth
num ordinal:7: =seventh
num ordinal:8: =eighth
num ordinal:9: =ninth
num ordinal:10: =tenth
num ordinal:11: =eleventh
num ordinal:12: =twelfth
num ordinal:20: =twentieth
num ordinal:30: =thirtieth
glue ordinal: =st | =nd | =rd | =th
glue percent: =percent | =per cent | =pct | =percents
glue 1000: =k
glue 1000000: =m | =mm | =mn
glue 1000000000: =b | =bn
glue word: =d | =day | =days | =w | =week | =weeks | =months | =month | =mo | =years | =year | =yr | =yrs | =h | =hours | =hrs | =min | =am | =pm | =x | =q | =plus | =usd | =eur
times times: times | time | times more | occasions | instances | separate times | different times
times once: once | one time | a single time | only once
times twice: twice | two times | double
times thrice: thrice | three times
# Behind a number these say that it is money.
money minor: cent | penny | pence
money: dollar | usd | buck | euro | eur | pound | pound sterling | gbp | us dollar
# "average time from order to delivery": told in days
lag time: time | duration | lag | delay | turnaround time | turnaround | elapsed time
