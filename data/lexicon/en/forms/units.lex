# What numbers are counted in: `unit foot: feet | ft`, the forms in which a name of a column ends. A name goes without its unit as well.
unit foot: feet | ft
unit inch: inches | inchs
unit meter: meters | metre | metres | mtr | mtrs
unit centimeter: centimeters | centimetre | centimetres | cm | cms
unit millimeter: millimeters | millimetre | millimetres | mm
unit kilometer: kilometers | kilometre | kilometres | km | kms
unit mile: miles
unit yard: yards
unit acre: acres
unit hectare: hectares
unit kilogram: kilograms | kilos | kg | kgs
unit gram: grams | gms
unit milligram: milligrams | mg | mgs
unit pound: pounds | lb | lbs
unit ounce: ounces | oz
unit ton: tons | tonne | tonnes
unit liter: liters | litre | litres | ltr
unit milliliter: milliliters | millilitres | ml
unit gallon: gallons | gal
unit barrel: barrels | bbl
unit second: seconds | sec | secs
unit millisecond: milliseconds | millis | ms | msec
unit minute: minutes | mins
unit hour: hours | hr | hrs
unit day: days
unit week: weeks
unit month: months | mths
unit year: years | yrs
unit percent: pct | percentage | perc
unit dollar: dollars | usd
unit euro: euros | eur
unit gbp: gbp
unit cent: cents
unit celsius: celsius | degc
unit fahrenheit: fahrenheit | degf
unit degree: degrees | deg
unit watt: watts
unit kilowatt: kilowatts | kw
unit megawatt: megawatts | mw
unit kwh: kwh
unit mwh: mwh
unit mph: mph
unit kmh: kmh | kph
unit byte: bytes
unit kilobyte: kilobytes | kb
unit megabyte: megabytes | mb
unit gigabyte: gigabytes | gb
unit sqft: sqft
unit sqm: sqm
unit thousand: thousands
unit million: millions | mio | mil | mln
unit billion: billions | bn
unit trillion: trillions
