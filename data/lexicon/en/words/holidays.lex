# Holidays by rule. dMM-DD: that day of each year. wMM-W-N: the N-th weekday W (Monday is 1) of a month, 9 for the last; +K: so many days after.
# eK: so many days after (e-K before) Easter Sunday of the western churches. x: not computed; refused by name.
holiday d01-01: new years day | new year's day | new years | new year's
holiday d12-31: new years eve | new year's eve
holiday d02-14: valentines day | valentine's day | valentines
holiday d03-17: st patricks day | st patrick's day | saint patrick's day
holiday d10-31: halloween
holiday d12-24: christmas eve
holiday d12-25: christmas | christmas day | xmas | xmas day
holiday d12-26: boxing day
holiday d06-19: juneteenth
holiday d11-11: veterans day | veteran's day | armistice day | singles day | singles' day
holiday d05-04: star wars day
holiday d03-08: international women's day | women's day
holiday d04-22: earth day
holiday w01-1-3: martin luther king day | mlk day | martin luther king jr day
holiday w02-1-3: presidents day | presidents' day | president's day
holiday w05-1-9: memorial day
holiday w09-1-1: labor day
holiday w10-1-2: columbus day | indigenous peoples day | indigenous peoples' day
holiday w11-4-4: thanksgiving | thanksgiving day
holiday w11-4-4+1: black friday
holiday w11-4-4+2: small business saturday
holiday w11-4-4+4: cyber monday
holiday w05-7-2: mothers day | mother's day
holiday w06-7-3: fathers day | father's day
holiday e-47: mardi gras | shrove tuesday | pancake day
holiday e-46: ash wednesday
holiday e-7: palm sunday
holiday e-2: good friday
holiday e0: easter | easter sunday | easter day
holiday e1: easter monday
holiday e39: ascension day
holiday e49: pentecost | whit sunday
holiday e50: whit monday
holiday x: ramadan | eid | eid al fitr | eid al adha | diwali | hanukkah | passover | rosh hashanah | yom kippur | chinese new year | lunar new year | holi | prime day | independence day | labour day | bank holiday | bank holidays | public holidays | holiday season | the holidays | christmas season | carnival | super bowl | super bowl sunday | orthodox easter | midsummer
