# Movements have two ends. What stands before a value tells which is meant; the names of references and columns tell which they are.
way origin: from | coming from | originating from | originating in | departing from | departing | leaving from | leaving | starting in | starting at | starting from | out of | shipped from | sent from | sent by | sent out of |
	picked up in | picked up at | flying from | flying out of | exported from | transferred from | moved from | dispatched from
way destination: to | into | arriving in | arriving at | arriving | landing in | landing at | going to | headed to | heading to | bound for | destined for | ending in | ending at | shipped to | sent to | delivered to | delivered in |
	delivered at | dropped off in | dropped off at | flying to | flying into | imported to | imported into | transferred to | moved to | dispatched to | received by
end origin: origin | orig | source | src | from | departure | dep | depart | start | starting | pickup | pick up | sender | sending | shipper | exporter | payer | debit | giver | begin
end destination: destination | dest | dst | to | target | arrival | arr | arrive | end | ending | dropoff | drop off | receiver | receiving | recipient | consignee | importer | payee | credit | delivery | final
endname origin: origin | departure
endname destination: destination | arrival
