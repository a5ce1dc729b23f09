# Words without a meaning of their own in a question about data. Only what can be left out of any question without changing
# what is asked may stand here: a word dropped in silence is how wrong numbers begin.
noise det: the | a | an
noise aux: do | does | did | done | be | is | are | was | were | been | being | have | has | had | having | will | would | can | could | get | gets | got | to be | there be | has been | have been | had been | 've
noise will: will | shall
noise pron: we | we've | weve | we're | i've | ive | you've | they've | our | ours | us | i | me | my | mine | you | your | yours | it | its | they | them | their | theirs | he | she | his | her | him | there | here | it's
noise polite: please | will you | good morning | good afternoon | good evening | morning | thanks a lot | cheers | many thanks | can you | could you | would you | kindly | i want to know | i would like to know | i would like | i want | i need | i need to know | i am interested in | i wonder | i was wondering | can you tell me | could you tell me | can i get | can i see | could i get |
	may i see | may i know | do you know | tell me about | let me know | help me | help me find | help me understand | thanks | thank you | if possible | for me | for us | would you mind | would like to know | can we | could we | i'm looking for | i am looking for | looking for | want to know | wanted to know | we need | we want | we want to know | we would like to know | i'd like | i'd like to know | could you please | can you please | please tell me | please show me | please give me | want to see | like to see | would like to see | like to know | need to know
noise stay: still with us | still here | still employed | still working for us | still work for us | still works for us | still at the company | still with the company | still on board | still around
noise now: currently | right now | at the moment | at present | presently | as we speak | these days | as of now | as of today | as things stand
noise filler: whatsoever | at all | corresponding | ever | yet | still | already | also | so | ok | okay | hey | hi | hello | well | actually | really | basically | just | simply | by the way | as well | too | respectively | hm | um | hmm | exactly |
	in our data | in the data | in the database | in our database | in the dataset | in the system | on record | in our system | on file | in the records | in our records | in the table | from the data | from the database | according to the data | we have | do we have | that we have | in our company | at our company | in our store | in our shop | in the company | in the store | of ours |
	all told | with us | from us | on them | on it | evening all | morning all | hi all | hello all | hello team | hi team |
	as a list | in a list | in existence | all together 
noise punct: . | ? | ! | , | ; | : | ( | ) | [ | ] | - | – | — | " | ' | ` | ... | … | • | “ | ” | ‘ | ’
