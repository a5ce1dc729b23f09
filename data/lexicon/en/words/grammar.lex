# Words that the grammar names by themselves.
thing it: it | he | she | they | him | them
thing its: its | his | her | their
aux: do | does | did | have | has | had | is | are | was | were | be | been | will | can | could | would
common: common | frequent | popular | frequently | commonly | often | used | prevalent | popularly | widely | widespread | usual | typical
link: linked | connected | tied | attributed | associated | related | assigned | attached | belonging | matched | mapped | joined | due | part
single: single | one | individual | ever
