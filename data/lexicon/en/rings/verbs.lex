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
