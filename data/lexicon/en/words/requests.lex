# What is no question of data: changes, opinions, and questions about the data itself.
write delete: delete | remove | erase | purge | wipe | get rid of | clear | destroy
write drop: drop | drop table | drop the table | drop column | drop database
write insert: insert | insert into | add a row | add a record | add new | add a new | append to | import
write update: update | set | modify | edit | change the | overwrite | replace | rename | correct the | mark as | set the | adjust the | increase the | reduce the
write truncate: truncate | truncate table
write alter: alter | alter table | add column | add a column
write create: create | create table | create a table | create a new | create view | build a table | make a table
write grant: grant | revoke | grant access
write run: execute | run sql
write send: send | email | email it to | mail it to | post to | notify
opinion opinion: should we | should i | do you think | what do you think | in your opinion | best way | best way to | recommend | recommendation | recommendations | advise | advice | suggest | suggestion | is it worth | would you | how can we | how can i | how should we | how do we improve | how to improve | what should | what should we do | what can we do | how could we | is it a good idea | what if | how do i | improve | strategy | your opinion | what would happen if | ought we | help us decide
meta range: data range | available data | date range | time period covered | how far back | available data range | range of data | range of dates | range of the data | period covered | what period | which period | time range | time frame | timeframe | time span | what dates | what dates do we have | data coverage | date coverage | time coverage | first and last date | earliest and latest date | how much history | since when do we have data | covered by the data | what time period | which dates | covered period | what years
meta table: tables | table | what data do you have | what data do we have | what data is available | schema | datasets | dataset | data sets | which tables | available tables | database | columns | fields | data model | data dictionary
meta offer: what can i ask | what can i ask you | what can you answer | what can i ask about | what could i ask | what could i ask about | what can we ask | what can be asked | what can you do | what can you tell me | what can you tell me about | what do you know | what do you know about | what questions can i ask |
	what questions can i ask about | what should i ask | what can i find out | what can i find out about | help | help me | =examples | example questions | examples of questions | show me examples | give me examples | give me some examples | some examples | what else can i ask | what can i look at | how do i use this | how does this work
meta ask: can i ask about | can i ask | can i query | can i use | can you answer | can be asked about | could i ask about
meta fresh: fresh | freshness | how fresh | up to date | how current | last updated | last refreshed | last refresh | when was the data updated | data updated | how recent is the data | how old is the data | how recent | stale | latest data | most recent data | last loaded | how up to date
meta mean: mean | meaning | meaning of | definition | definition of | define | what does mean | defined | how is defined | explain the term | what is meant by | meant by | how do you define | how do you calculate | how is calculated | calculated | computed | how do you compute | calculation | formula | stand for | stands for
meta source: come from | comes from | coming from | lineage | source of | origin | origin of | derived from | where from | origin of the data | which source | upstream | data source | data sources | provenance
meta quality: quality | data quality | how clean | reliable | accurate | accuracy | trustworthy | completeness | how complete | data issues | data problems | checks | failing checks | errors in the data | duplicates in the data
meta help: usage | manual
