# How rows are sorted.
order asc: ascending | ascending order | in ascending order | in the ascending order | ascending order of | in ascending order of | asc | increasing | increasing order | in increasing order |
	in increasing order of | increasing order of | alphabetical | alphabetically | alphabetic | alphabetical order | in alphabetical order | in alphabetic order | in alphabetical order of |
	alphabetical order of | lexicographic order | in lexicographical order | lexicographically | alphabetical ascending | from low to high | from lowest to highest | low to high | lowest to highest |
	from smallest to largest | smallest to largest | from least to most | least to most | lowest first | smallest first | from the lowest to the highest | chronological | chronologically |
	in chronological order | in chronological order of | chronological order of | from oldest to newest | oldest first | oldest to newest | earliest first | from earliest to latest | from youngest to oldest |
	youngest to oldest | youngest first | from a to z | a to z | in order | from cheapest to most expensive | from the earliest to the latest | in ascending alphabetical order | in ascending lexicographical order
order desc: descending | descending order | in descending order | in the descending order | descending order of | in descending order of | desc | decreasing | decreasing order | in decreasing order |
	in decreasing order of | decreasing order of | reverse order | in reverse order | in reverse alphabetical order | reverse alphabetical order | descending alphabetical order | in descending alphabetical order |
	reverse alphabetical | reverse lexicographical order | in reverse lexicographical order | from high to low | from highest to lowest | high to low | highest to lowest | from largest to smallest |
	largest to smallest | from most to least | most to least | highest first | largest first | biggest first | most first | from the highest to the lowest | from newest to oldest | newest first |
	newest to oldest | latest first | most recent first | from latest to earliest | from oldest to youngest | oldest to youngest | from z to a | z to a | in reverse chronological order |
	from most expensive to cheapest | in descending lexicographical order | in inverse alphabetical order | in opposite alphabetical order
order by: ordered by | order by | sorted by | sort by | in order of | ordered based on | sorted based on | sort based on | ordered according to | sorted according to | in the order of | in the order by |
	ranked by | rank by | ranked according to | arranged by | ordered in terms of | sorted in terms of | order the results by | sort the results by | sort them by | order them by | sort the list by |
	sort results by | order results by | in alphabetical order by | sorted in order of | ordered in order of | sorted in the order of | listed by | order the result by | sort the result by | prioritized by | ordered on | sorted on
order word: ordered | sorted | sort | sorting | ordering | sort them | order them | sort the results | order the results | sort results | sorted in | ordered in | sort in | arranged | arrange | in the order | sort them in | order them in | listed in | sort the list in | sort the result | list in | list them in | ordered from | sorted from | sort from | ranked from | ranked
