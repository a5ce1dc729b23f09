# What should be done by when.
due late: =late | tardy | =delayed | behind schedule | too late | belatedly | later than promised | later than expected | later than planned | later than agreed | later than scheduled | after the promised date | past the promised date
due ontime: on time | =on-time | on schedule | in time | punctual | punctually | by the promised date | as promised | no later than promised
due overdue: overdue | past due | =past-due | past their due date | past its due date | past the due date | in arrears | delinquent | past due right now
# What is still to be paid.
owed: owed | owe | owe us | owed to us | outstanding | unpaid right now
