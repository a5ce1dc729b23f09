# Words for where somebody or something is, the narrowest that people speak of first, one a line.
city
town
village
municipality
location
place
county
district
state
province
region
country
