# Currencies.
code USD: us dollar | us dollars | dollar | dollars
code EUR: euro | euros
code GBP: pound | pounds | british pound | sterling
code JPY: yen | japanese yen
code CHF: swiss franc | swiss francs | franc
code CAD: canadian dollar | canadian dollars
code AUD: australian dollar | australian dollars
code CNY: yuan | renminbi | chinese yuan
code INR: rupee | rupees | indian rupee
code SEK: swedish krona | krona
code NOK: norwegian krone
code DKK: danish krone
code MXN: mexican peso
code BRL: brazilian real
