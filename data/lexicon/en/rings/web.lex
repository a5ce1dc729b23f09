# Marketing, the web, software, media use, telecommunication. An impression is no click, a session no user.
ring (0.25): click | ad click | click count
ring (0.2): click through rate | ctr | clickthrough rate
ring (0.25): conversion | goal completion
ring (0.25): conversion rate | conversion percentage | cvr
ring (0.2): cost per click | cpc
ring (0.2): cost per acquisition | cpa
ring (0.2): cost per thousand impressions | cpm
ring (0.2): return on ad spend | roas
ring (0.25): ad spend | spend on ads | spent on ads | spend on advertising | spent on advertising | spend on marketing | spent on marketing | spending on ads | ad spending | advertising expenses | advertising cost | advertising spend | marketing spend | ad cost | media spend | marketing cost | campaign cost
ring (0.25): ad | advertisement | advert | commercial
ring (0.25): ad group | ad set | adset
ring (0.25): keyword | search term | search word | search phrase
ring (0.25): audience | target group | target audience
ring (0.25): reach | number of people reached
ring (0.25): source | origin | traffic source
ring (0.25): referrer | referring site | referral source
ring (0.25): landing page | entry page | first page
ring (0.25): exit page | last page
ring (0.25): bounce rate | share of bounces
ring (0.25): page | web page | webpage
ring (0.25): website | web site | site | homepage | home page | web address | url
ring (0.25): url | link | web address
ring (0.25): newsletter | mailing | email campaign
ring (0.25): open rate | opening rate
ring (0.25): unsubscribe | opt out
ring (0.25): opt in | consent | marketing consent
ring (0.25): visitor | guest | unique visitor
ring (0.25): active user | active account
ring (0.2): daily active users | dau
ring (0.2): monthly active users | mau
ring (0.25): user name | username | login name | user id | nickname | handle | screen name
ring (0.25): password | passphrase
ring (0.25): profile | user profile
ring (0.25): login | log in | sign in | logon
ring (0.25): app | application | program | software
ring (0.25): app version | version | release
ring (0.25): feature | functionality
ring (0.25): operating system | os
ring (0.25): browser | web browser
ring (0.25): server | machine | host
ring (0.25): database | data base
ring (0.25): error | failure | fault
ring (0.25): uptime | availability
ring (0.25): downtime | outage time | time down
ring (0.25): latency | response time | delay
ring (0.25): bandwidth | throughput
ring (0.25): storage | disk space | memory
ring (0.25): upload | file upload
ring (0.25): download | file download
ring (0.25): post | message
ring (0.25): thumbs up | reaction
ring (0.25): follower | fan
ring (0.25): followers | number of followers | follower count
ring (0.25): friend | buddy | contact
ring (0.25): hashtag | tag
ring (0.25): tag | label | keyword
ring (0.25): notification | alert | push message
ring (0.25): chat | conversation | dialogue
ring (0.25): comment | reply
ring (0.25): share | repost
ring (0.25): video | clip
ring (0.25): channel | station
ring (0.25): stream | playback | play
ring (0.25): plays | play count | number of plays | streams
ring (0.25): watch time | viewing time | minutes watched | time watched
ring (0.25): viewer | spectator | watcher
ring (0.25): views | view count | number of views | viewership
ring (0.25): listener | hearer
ring (0.25): subscriber | follower
ring (0.25): subscribers | subscriber count | number of subscribers
ring (0.25): playlist | play list
ring (0.25): podcast | audio show
ring (0.25): episode | installment
ring (0.25): season | series
ring (0.25): series | tv series | tv show | television series
ring (0.25): television | tv
ring (0.25): broadcast | transmission | airing
ring (0.25): air date | broadcast date | original air date | first aired | airdate
ring (0.25): share of viewers | audience share
ring (0.25): phone call | call
ring (0.25): caller | calling party
ring (0.25): text message | sms | message
ring (0.25): phone plan | mobile plan | tariff
ring (0.25): data usage | data volume | data used
ring (0.25): carrier | network operator | provider | mobile operator
ring (0.25): handset | phone | mobile phone | smartphone
ring (0.25): network | grid
ring (0.25): signal | reception
ring (0.25): tower | mast | cell tower
ring (0.25): internet | web | net
ring (0.25): computer | pc | machine
ring (0.25): laptop | notebook
ring (0.25): printer | printing device
ring (0.25): screen | monitor
ring (0.25): screen size | display size
ring (0.25): memory | ram
ring (0.25): processor | cpu | chip
ring (0.25): game | video game
ring (0.25): gaming platform | console | game console
ring (0.25): developer | game studio
ring (0.25): experiment | ab test | test
ring (0.25): control group | baseline group
ring (0.25): cohort | group
ring (0.25): sensor | probe | measuring device
ring (0.25): reading | measurement | measured value
ring (0.25): log | record | journal
ring (0.25): repository | repo | code repository
ring (0.25): commit | code change
ring (0.25): pull request | merge request
ring (0.25): deployment | rollout | release
