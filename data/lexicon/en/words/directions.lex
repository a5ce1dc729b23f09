# Superlatives without an attribute of their own: the order of whatever is measured.
dir desc: most | highest | largest | biggest | greatest | top | best | maximum | max | most of all | topmost | leading | higher | larger | bigger | greater | highest ranked | top ranked |
	best performing | top performing | the most | most number of | greatest number of | largest number of | highest number of | maximum number of | most amount of | largest amount of |
	highest amount of | biggest number of | number one | top rated | highest rated | strongest | largest total | greatest amount of | top selling | best selling | bestselling |
	best sellers | bestseller | bestsellers | top sellers | top performers | high | most frequently occurring | winning | major
dir asc: least | lowest | smallest | fewest | bottom | worst | minimum | min | lower | smaller | fewer | fewest number of | least number of | smallest number of | lowest number of | minimum number of |
	smallest amount of | least amount of | lowest amount of | the least | lowest ranked | worst performing | poorest | weakest | bottom performing | worst selling | slowest selling |
	lowest rated | worst rated | minimal | low | last place
dir latest: latest | newest | most recent | most recently | last | last ever | most up to date | final | more recent | latest ever | most current
dir earliest: earliest | oldest ever | first | first ever | very first | original | initial | least recent | least recently | earlier ever
dir first: first | very first | earliest | initial
dir last: last | very last | latest | final | most recent
numerous: most | fewest | least | more | fewer | less
