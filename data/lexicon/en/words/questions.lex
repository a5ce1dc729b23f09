# What is asked for.
q what: what | whats | what's
q which: which | which one | which ones | which of the | what kind of | what kinds of | what type of | what types of | what sort of | what sorts of
q kind: what kind of | what kinds of | what type of | what types of | what sort of | what sorts of
q who: who | whom | whos | who's
q howmany: how many | number of | numbers of | total number of | total numbers of | the number of | count of | counts of | total count of |
	=count | =counts | counting | # of | no of | nr of | count the number of | count the total number of | find the number of | give the number of |
	how many total | how many different | quantity of | how many of the | total count | number | count number of | how many number of
q howmuch: how much | how much money | how much total
q whole: everything about | everything on | everything we know about | everything we have on | all about | all we know about | all we have on | details of | details on |
	details for | details about | the details of | the details on | the details for | all details of | all details on | all details for | all the details of |
	all the details on | all the details for | full details of | full details for | full details on | the full record of | the full record for | full record of |
	full record for | the record of | the record for | record for | record of | the whole record of | info on | info about | info for | information on | information about |
	information for | all information on | all information about | what do we know about | what do we have on | what do you know about | what do you have on |
	all data on | all data about | all fields of | all fields for | all columns of | all columns for | profile of | the profile of
q when: when | at what time | what time | on what date | on which date | what date | on which day | on what day | in what year | in which year | what year | which year |
	in what month | in which month | since when
q where: where | in which place | at which place
q list: compute | calculate | determine | work out | list down | break down | show | shows | showing | shown | listing | lists | listed | giving | gives | finding | finds | returns | displays | displaying | displayed | retrieves | retrieving | provides | show me | list | list out | list all | list of | a list of | the list of | give | give me | give us | give a list of | give me a list of | display | display a list of |
	find | find out | return | tell | tell me | get | get me | fetch | retrieve | print | output | select | select all | name the | provide | provide me | provide a list of |
	show a list of | show me a list of | find a list of | find the list of | present | report | enumerate | look up | lookup | pull | pull up | state the | identify | see |
	let me see | let me know | make a list of | i need | i want | i want to see | i would like to see | describe | extract | please list | return a list of | draw | plot | chart | graph
q why: why | how come | what caused | what drove | what is driving | reason for | reasons for | explain why | what explains
q whether: =is | =are | =was | =were | =does | =do | =did | =has | =have | is there | are there | was there | were there | do we have | does it have
q howlong: how long
q howoften: how often | how frequently
q howold: how old
q rank: rank | ranking of | rank the | ranked list of | leaderboard of
