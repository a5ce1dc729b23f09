# Generic nouns that stand for something of a thing named beside them.
id id: id | ids | identifier | identifiers | identification | identification number | identity | unique identifier | id number | id numbers | ident
name name: name | names | full name | full names | title
gen value: value | values | amount | amounts | worth | total value | size | sum of money | amount of money | amounts of money | monetary value | dollar amount | dollar value | money | dollars | figure | figures | total amount | in dollars | in value | by value | volume in dollars
gen number: number | numbers | count | counts | quantity | volume | total number | in number | by count | frequency | occurrences | occurrence | numbers of records | tally | number of times | number of occurrences | number of records | in numbers | entries
gen record: record | records | row | rows | entry | observation | observations | data point | data points | instance | instances | item in the data | tuples
gen detail: details | detail | information | info | all information | all details | all the details | all the information | all attributes | attributes | every detail | everything | all fields | all columns | complete information | data | full details | details of | particulars | profile | characteristics | all info | related information
gen kind: kind | kinds | type | types | sort | category of | group of
gen result: result | results | list | answer | answers | output | report | table of results | breakdown | overview | summary
gen item: one | ones | thing | things
gen member: member | members | people | person | persons | individuals | individual | guys | folks
gen money: spend | spending | cash | dollars spent | money spent
missing null: missing | null | blank | empty | unknown | unspecified | not available | n a | undefined | not specified | nothing | unfilled | not recorded | not given | not provided | not set | absent | not known | no value | unassigned | nan | null value | null values | missing values | missing value | not assigned | not listed | left blank | has not been specified | not filled in | without a value | not yet assigned
present: given | set | recorded | entered | provided | stated | filled | assigned | known | non null | not null | not missing | present | not empty | specified | non empty | not blank | filled in | has a value | have a value
exist have: have | there is | there are | there were | own | owns | owned | possess | possesses | hold | holds | contain | contains | there was | exist | exists | existing | having | got | comprises | consist of | consists of | carry | carries
gen word: word | words | letter | letters | phrase | text | character | characters
called: named | called | titled | known as | entitled | with the name | with name | with the title | by the name of | under the name
filler word: member | members | record | records | entry | entries | people | persons | individuals | instances | rows | information | details | data
