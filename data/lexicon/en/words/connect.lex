# Small words that connect.
conn by: by | broken down by | break down by | breakdown by | split by | grouped by | group by | segmented by | segment by | categorized by | categorised by | classified by | as broken down by | separated by | organized by |
	sliced by | according to | based on | in terms of | as measured by | aggregated by | by each | by every | by their | by its | partitioned by | sorted into | with a breakdown by | ranked on
conn per: per | /
conn each: for each | for every | in each | of each | at each | on each | in every | of every | at every | from each | by each of | with each | per each | for each of | for each of the | to each | for all the different | each |
	every | for the different | from every | to every | of each of | for every different | for each different | for each distinct | associated with each | corresponding to each | belonging to each | within each | across each |
	under each
conn across: across | throughout | among all | among the different | across all | across the | across different
conn of: of | of the | of all | of all the | among | amongst | out of | out of the | belonging to | pertaining to | associated with | that belongs to | that belong to
conn in: in | inside | within | in the | located in | based in | living in | that are in | situated in | residing in | at the | being in
conn for: for | for the | concerning | on behalf of | corresponding to | related to | relating to | in relation to | related with | as for | for all | for all the
conn from: from | coming from | comes from | come from | came from | originating from | originating in | sourced from | attributed to
conn with: with | w | having | that have | which have | who have | that has | which has | who has | that had | who had | with the corresponding | with their | with its | along with the | that contain | having the | holding | carrying
conn without: without | w o | lacking | with no | without any | having no | that have no | who have no | that lack | not having | which have no | that has no | with zero | free of | missing any | with none of | absent |
	that do not have any | who do not have any | that do not have | who do not have | that don't have | who don't have | which do not have | does not have any | do not have any | have no | has no | had no | does not have |
	do not have | doesn't have | don't have | did not have | not have any | lack | lacks
conn to: to | - | – | — | through | thru | up to
conn on: on | upon | on the | onto
conn at: at | @
conn and: and | as well as | and also | & | and the | plus | and their | and its | , and | and then
conn or: or | or the
conn both: both | both of | both the | simultaneously | at the same time | in common | shared by both
conn vs: versus | against | vs | compared to | compared with | in comparison to | in comparison with | as compared to | as compared with | compare | comparing | compared against | v | over against | than | comparison of | comparison between |
	compare to | compare with | compare against | difference between
conn than: than | than that of | than the | than those of | than those | than any | than all | than that | than in | than for | than that in | than any of | than all of | than every
conn as: as | as a | as an | as the | serving as | served as | serve as | acting as
conn rel: that | which | who | whom | that are | which are | who are | that is | which is | who is | that were | which were | who were | that was | which was | who was | those that | those who | those which | in which | on which |
	of which | to which | from which | at which | with which | that were also | that has been | that have been | which have been | which has been | who have been | who has been | ones that | the ones that | ones who | so that |
	by which | for whom | whichever | such that | during which | through which
conn whose: whose | of whose | in whose | for whose | with whose
conn comma: ,
conn semicolon: ; | :
conn possessive: 's | ’s | '
conn then: and then | then | after that | next
conn outside: outside | outside of | not in | not within | not located in | not from | not based in
conn where: where | that is in | which is in
conn either: either
conn but: but | however | although | though | while | whereas
conn beside: with their | and their | and its | with its | along with | along with the | along with their | along with its | together with | together with their | with the corresponding | alongside | alongside their | including their | including its | plus their | as well as their
