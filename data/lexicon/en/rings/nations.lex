# Of a country: "German brands". Values that name a country go by these too.
state (0.1): argentina | argentine | argentinian
state (0.1): australia | australian
state (0.1): austria | austrian
state (0.1): belgium | belgian
state (0.1): brazil | brazilian
state (0.1): bulgaria | bulgarian
state (0.1): canada | canadian
state (0.1): chile | chilean
state (0.1): china | chinese
state (0.1): colombia | colombian
state (0.1): croatia | croatian
state (0.1): czech republic | czech
state (0.1): czechia | czech
state (0.1): denmark | danish
state (0.1): egypt | egyptian
state (0.1): estonia | estonian
state (0.1): finland | finnish
state (0.1): france | french
state (0.1): germany | german
state (0.1): greece | greek
state (0.1): hungary | hungarian
state (0.1): iceland | icelandic
state (0.1): india | indian
state (0.1): indonesia | indonesian
state (0.1): ireland | irish
state (0.1): israel | israeli
state (0.1): italy | italian
state (0.1): japan | japanese
state (0.1): kenya | kenyan
state (0.1): latvia | latvian
state (0.1): lithuania | lithuanian
state (0.1): luxembourg | luxembourgish
state (0.1): malaysia | malaysian
state (0.1): mexico | mexican
state (0.1): morocco | moroccan
state (0.1): netherlands | dutch
state (0.1): new zealand | new zealander
state (0.1): nigeria | nigerian
state (0.1): norway | norwegian
state (0.1): pakistan | pakistani
state (0.1): peru | peruvian
state (0.1): philippines | filipino
state (0.1): poland | polish
state (0.1): portugal | portuguese
state (0.1): romania | romanian
state (0.1): russia | russian
state (0.1): saudi arabia | saudi
state (0.1): scotland | scottish
state (0.1): serbia | serbian
state (0.1): singapore | singaporean
state (0.1): slovakia | slovak
state (0.1): slovenia | slovenian
state (0.1): south africa | south african
state (0.1): south korea | korean
state (0.1): korea | korean
state (0.1): spain | spanish
state (0.1): sweden | swedish
state (0.1): switzerland | swiss
state (0.1): taiwan | taiwanese
state (0.1): thailand | thai
state (0.1): turkey | turkish
state (0.1): ukraine | ukrainian
state (0.1): united kingdom | british | english
state (0.1): great britain | british | english
state (0.1): uk | british | english
state (0.1): england | british | english
state (0.1): united states | american
state (0.1): usa | american
state (0.1): us | american
state (0.1): vietnam | vietnamese
state (0.1): wales | welsh
