# Months in words.
code jan: january
code feb: february
code mar: march
code apr: april
code may: may
code jun: june
code jul: july
code aug: august
code sep: september | sept
code oct: october
code nov: november
code dec: december
