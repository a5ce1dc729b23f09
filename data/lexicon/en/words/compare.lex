# Comparisons.
cmp gt: more than | over | above | greater than | higher than | larger than | bigger than | exceeding | exceeds | exceed | exceeded | in excess of | upwards of | north of |  
	costlier than | > |  strictly more than | is greater than | is more than | is above | is over | is higher than | is larger than | 
	richer than | surpassing | surpasses | surpass | strictly greater than | strictly above
cmp ge: => | at least | no less than | not less than | no fewer than | not fewer than | minimum of | a minimum of | >= | ≥ | greater than or equal to | more than or equal to | larger than or equal to | higher than or equal to |
	not below | starting at | no lower than | not lower than | not under | equal to or more than | equal to or greater than | equals or exceeds | not smaller than | greater or equal to | more or equal to | from at least
cmp lt: less than | fewer than | under | below | smaller than | lower than |   < | beneath | is less than | is under | is below | is lower than | is smaller than |
	strictly less than | strictly below |  not reaching | not as much as
cmp le: =< | at most | no more than | not more than | up to | maximum of | a maximum of | <= | ≤ | less than or equal to | fewer than or equal to | smaller than or equal to | lower than or equal to | not over | not above |
	not exceeding | no higher than | not higher than | no greater than | not greater than | equal to or less than | no larger than | not exceed | does not exceed | less or equal to
cmp eq: exactly | equal to | equals | equal | = | equaling | is exactly | precisely | the same as | same as | identical to | is equal to | set to
cmp ne: not equal to | different from | other than | != | <> | ≠ | differs from | differ from | unequal to | not the same as | not equal | isn't equal to | distinct from | does not equal | not exactly
cmp approx: about | around | approximately | roughly | circa | nearly | almost | close to
cmp between: between | from | in between | ranging from | range from | in the range of | in the range | in range | anywhere between | ranges from | ranging between | falls between | fall between | lies between | is between |
	inclusive between | within the range of | within the range
cmp contains: contain letter | contain letters | contain word | contain words | contain string | contain text | contain phrase | contains letter | contains letters | contains word | contains words | contains string | contains text | contains phrase | containing letter | containing letters | containing word | containing words | containing string | containing text | containing phrase | have letter | have letters | have word | have words | have string | have text | have phrase | has letter | has letters | has word | has words | has string | has text | has phrase | having letter | having letters | having word | having words | having string | having text | having phrase | with letter | with letters | with word | with words | with string | with text | with phrase | include letter | include letters | include word | include words | include string | include text | include phrase | includes letter | includes letters | includes word | includes words | includes string | includes text | includes phrase | including letter | including letters | including word | including words | including string | including text | including phrase |
	contain | contains | containing | contained | include | includes | including | included | with the word | with the words | has the word | have the word | having the word | mention | mentions | mentioning |
	with the substring | has the substring | has a substring | contain the word | contains the word | containing the word | contain the words | contains the words | contain substring | with substring | contain the substring |
	contains the substring | containing the substring | containing substring | contain the text | contains the text | include the word | includes the word | including the word | in the name | the substring | with the phrase |
	contain the phrase | contains the phrase | contain the letter | contains the letter | has the letter | have the substring | with the letter | have the letter | containing the letter | include the substring |
	includes the substring | including the substring | having substring | has the phrase | with the text | substring | the letter | the letters | the string
cmp starts: start with | starts with | starting with | started with | begin with | begins with | beginning with | prefix | with the prefix | has the prefix | whose prefix is | that start with | start with the letter |
	starts with the letter | starting with the letter | beginning with the letter | begins with the letter | begin with the letter | starting with letter | prefixed with | prefixed by | with prefix | start with letter |
	starts with letter | has prefix | initial letter | have the prefix | start from | first letter is | first letter
cmp ends: end with | ends with | ending with | ended with | ending in | ends in | end in | suffix | with the suffix | has the suffix | end with the letter | ends with the letter | ending with the letter | with suffix |
	have the suffix | last letter is | has suffix | finish with
cmp like: like | similar to | resembling | looks like | matches | match the pattern | sounds like | such as
cmp named: named | called | titled | by the name of | with the name | with name | with the title | with title | entitled | whose name is | known as | under the name of | that goes by | by the name | of the name | with last name |
	with first name | name is | described as | labeled | labelled | with description | with the description
cmp after: after | later than | past | following | more recent than | newer than | subsequent to
cmp since: since | starting from | starting | beginning | onwards from | not before | no earlier than | not earlier than | beginning from | starting with | effective | from and after
cmp before: before | prior to | earlier than | preceding | ahead of 
cmp until: until | till | up to | up until | through | not later than | no later than | not after | to the end of | ending | by the end of | up through
cmp during: during | over | across | dated | throughout | in the course of | over the course of
cmp above_avg: above average | above the average | higher than average | more than average | greater than average | higher than the average | more than the average | greater than the average | larger than the average |
	larger than average | over the average | over average | better than average | above the mean | above mean | exceeding the average | exceeds the average | older than the average | older than average | longer than average |
	longer than the average | bigger than average | above the overall average | higher than the overall average | exceed the average | higher than the mean | more than the overall average
cmp below_avg: below average | below the average | lower than average | less than average | fewer than average | lower than the average | less than the average | smaller than the average | smaller than average | under the average |
	under average | worse than average | below the mean | below mean | fewer than the average | shorter than the average | younger than the average | younger than average | cheaper than average | shorter than average |
	below the overall average | lower than the overall average | lower than the mean
cmppost ge: onwards | onward | and after | and later | forward | and beyond | or more | and more | or above | and above | or over | and over | or higher | and higher | or greater | or larger | and up | or up | plus | or better | at least | or older | and older | minimum | + | or later |
	or longer | upwards | and upwards | or bigger
cmppost le: and earlier | and before | or less | and less | or below | and below | or under | and under | or lower | and lower | or fewer | and fewer | or smaller | at most | maximum | max | tops | or younger | and younger | or earlier | or shorter | or cheaper
cmppost eq: exactly
cmppost gt: exceeded | plus some
# Comparatives of an adjective, with the noun that they are about.
acmp gt:age: older than
acmp lt:age: younger than
acmp gt:height: taller than | higher up than
acmp gt:weight: heavier than
acmp lt:weight: lighter than
acmp gt:price: costlier than | more expensive than | pricier than | dearer than
acmp lt:price: cheaper than | less expensive than
acmp gt:length: longer than
acmp lt:length: shorter than
acmp gt:speed: faster than
acmp lt:speed: slower than
acmp gt:width: wider than
acmp lt:width: narrower than
acmp gt:depth: deeper than
acmp lt:depth: shallower than
acmp gt:temperature: warmer than | hotter than
acmp lt:temperature: colder than | cooler than
