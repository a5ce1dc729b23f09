# Words of analyses. What an analysis is about is a name of the catalog; these say what is done with it.
an together: together | in combination | in conjunction | jointly | side by side | hand in hand | with each other | with one another
an pair: pair | pairs | pairing | pairings | combination | combinations | combo | combos | bundle | bundles | pair of | pairs of | combination of | combinations of | combos of
an triple: set of three | sets of three | triple | triples | trio | trios | groups of three | combinations of three | three way combinations
an basket: basket analysis | market basket | market basket analysis | affinity analysis | affinity | affinities | association rules | cross sell | cross selling | cross sell opportunities | cross selling opportunities
an same: same | =one | single
an else: else
an lift: lift | strength | affinity
an confidence: confidence
an count: count | frequency | support | how often
an often: usually | typically | regularly | normally | tend to | mostly | mainly | generally | well | repeatedly
an strong: =strongest | =closest | =tightest
