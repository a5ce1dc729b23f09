# Negation and sets.
neg not: not | isn't | isnt | arent | dont | doesnt | didnt | havent | hasnt | hadnt | wasnt | werent | wouldnt | couldnt | cannot | nor | non | neither | aren't | did not | do not | does not | were not | was not | are not | is not | has not | have not | had not | don't | doesn't | didn't | haven't | hasn't | wasn't | weren't |
	have not been | has not been | not been | un
neg no: no | not any | zero | not a | not one | not a single | none of | not even one | no single
neg never: never | at no time | not once | never ever | not ever | have never | has never | had never | never been | have never been | has never been | not yet | never once
neg excluding: excluding | except | except for | other than | but not | besides | apart from | aside from | excepting | excludes | exclude | leaving out | without counting | not counting | ignoring | outside of | not including | leave out | disregard | don't count | dont count | do not count | don't include | dont include | do not include |
	save for | with the exception of | exclusive of | without including | omitting | leaving aside | disregarding | filtering out
neg including: even including
set each: each | every | each of | each one | individual | respective | respectively | individually | each individual | separately
set both: both | both of | the two | two of them
set only: only | just | solely | exclusively | purely | nothing but | no other than | limited to | restricted to | alone
set other: everyone else | everybody else | all others | all the others | all the rest | the rest of them | non-members | other | others | another | the rest | remaining | else | the remaining | all other | the others | rest of
set all: all | all the | all of | all of the | every single | any and all | everything | full list of | complete list of | everyone | everybody
set any: any | anything | something | any of | at all | at least one | someone | somebody | anyone | anybody | either of
set same: same | the same | identical | in common | shared | the same as | common | similar
set more_than_one: more than one | at least two | two or more | more than once | many | various | numerous
set none: none | no one | nobody | nothing
set top: top
set also: also | as well | too | additionally | in addition
set one: a single | one of | any one | single | exactly one | just one
neg without: without | without any | lacking | with no | having no | that have no | who have no | that has no | with zero | not having | missing any
set every: every | each | each and every
set some: some | some of | certain | a few | few | several | multiple
set those: those | these | this | that
