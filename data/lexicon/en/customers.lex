# Who pays.
customer
client
member
guest
account
buyer
patient
subscriber
shipper
