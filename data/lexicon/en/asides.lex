# What people say around a question, by what it does there (src/parse/spoken.c). A line: what it is, then phrases, as they are written.

# A remark says of somebody that he wants to know. Behind it nothing of data may be said.
asks: wants to see | want to see | wanted to see | wants to know | want to know | wanted to know | wants to understand | want to understand | would like to see | would like to know | is asking | are asking | was asking | were asking | keeps asking | keep asking | has asked | have asked | asked me | asked us | asked for this | asked about this | asked about it | needs this | need this | needs it | need it | needs to know | wants this | want this | wants it | on the phone | on the line | is for the | it is for | this is for | is curious | are curious | am curious

# Who asks, where nobody in the data is meant.
somebody: someone | somebody | my boss | the boss | a colleague | the team | my manager

# What they want to know may be told so.
clause: how | why | whether | this | that | it | for the | for a | for my | for our | about this | about it | today | now | again | before | urgently | quickly

# … or what the speaker is at: "I am preparing the board meeting."
self: i am | im | we are

# … which is not said with one of these: they tell how to count.
instructs: excluding | ignoring | counting | including | treating | using | considering | assuming | looking | comparing | defining | leaving | dropping | filtering | limiting | focusing | restricting | removing | skipping | measuring | wanting | needing | meaning | calling | thinking | talking | asking | speaking | referring | reporting

# "Our quotes are getting long."
our: our | the | my
changes: getting | becoming | growing | rising | falling | dropping | slipping | creeping | going up | going down

# A remark with one of these says something of what is asked, and is never set aside.
bounds: only | except | excluding | exclude | ignoring | ignore | including | include | included | excluded | without | not | no | never | none | count | counts | counted | treat | treated | means | mean | meant | defined | definition | assume | use | instead | otherwise | unless | rather | apart | other than | leave | drop | filter | limit | restrict | should | must | always | any | every | all | each | same | both | inclusive | exact | exactly | versus | vs | per | by | between | top | bottom | least | at most | more than | less than | if | when | where

# A question that leads up to another begins with one of these …
yesno: are | is | do | does | did | has | have | was | were | will | can
why: why | how come
manner: how are | how is | how do | how does | how did | how has | how have | how was | how were

# … and not with one of these: it asks for something itself.
requests: can you | can i | can we | can you please | could you | are there | is there | was there | were there | do we have | do you have | do you know | have we got | have you got | do i have | has there | have there | did anyone | did anybody | does anyone | does anybody | has anyone | has anybody | is anyone | is anybody | have any | has any | do any | does any | did any | are any | is any | were any

# It sets two things against each other, and their difference is what is asked.
against: than | versus | vs | or | between | compared

# What points back: behind it a question is none by itself.
back: it | its | they | them | their | those | these | ones | one | both | same | latter | former | others | he | she | him | her | his | that one | such | either | neither

# "for both": of the two that were set against each other before.
forboth: for both | of both | in both | for each | of each | for each of them | for each of the two | for each of both | for the two | of the two | for both of them | for either | for each one | for each group

# A description defines a term (src/lexicon/explained.c): by itself, among some, by a date.
itself: this | this column | this amount | this value | this figure | this number
among: for | over | across | taken over
dated: dated by | dated on | by the date of

# A name is explained.
means: = | means | is defined as | are defined as | stands for | is short for | refers to | is the same as
is: is | are
