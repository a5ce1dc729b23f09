# Yes and no.
code Y: yes | true | t | 1
code N: no | false | f | 0
