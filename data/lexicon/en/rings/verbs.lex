# Verbs and the events they tell of.
verb order (0.1): order | buy | purchase | place an order
verb purchase (0.1): shop
verb order (0.2): place | transact | check out
verb order_line (0.2): sell | buy | order
verb sale (0.1): sell
verb visit (0.1): visit | come by
verb page_view (0.1): view | visit | look at | browse
verb view (0.1): look at
verb payment (0.1): pay
verb invoice (0.1): bill
verb booking (0.1): book
verb reservation (0.1): reserve | book
verb rental (0.1): rent | borrow
verb loan (0.1): borrow
verb flight (0.1): fly
verb enrollment (0.1): enroll | enrol
verb registration (0.1): register | sign up
verb review (0.1): review | rate
verb rating (0.1): rate
verb vote (0.1): vote
verb treatment (0.1): treat
verb appointment (0.1): make an appointment
verb shipment (0.1): ship
verb delivery (0.1): deliver
verb return (0.1): send back
verb session (0.1): log in
verb call (0.1): phone
verb subscription (0.1): subscribe
verb donation (0.1): donate
verb complaint (0.1): complain
verb claim (0.1): claim
verb trip (0.15): travel | ride
verb ride (0.1): ride
verb shipment (0.15): send | dispatch
verb donation (0.15): contribute | give money
verb call (0.15): dial | ring up
verb loan (0.15): take out
verb enrollment (0.15): sign up for
verb ticket (0.15): raise | submit
verb incident (0.15): report
verb download (0.1): download
verb inspection (0.1): inspect
verb race (0.15): compete
verb match (0.15): compete
verb meeting (0.1): meet
verb interview (0.1): interview
verb stay (0.1): stay
verb message (0.15): send
verb post (0.15): publish
verb comment (0.1): comment
verb purchase (0.1): buy | purchase | order
verb test (0.1): test
verb nomination (0.1): nominate
verb transfer (0.1): transfer | move
verb deposit (0.1): pay in
verb withdrawal (0.1): withdraw | take out
verb refund (0.1): reimburse
verb click (0.1): click
verb impression (0.15): see an ad
verb inspection (0.15): check
verb repair (0.1): repair | fix
verb maintenance (0.1): maintain | service
verb accident (0.15): crash
verb citation (0.1): cite
verb bid (0.1): bid
verb attendance (0.1): attend
verb participation (0.1): take part | participate
verb membership (0.15): be a member
verb dispatch (0.1): send out
verb upload (0.1): upload
verb login (0.1): log in | sign in
