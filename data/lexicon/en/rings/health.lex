# Health and care.
ring (0.25): patient | case | sick person
ring (0.25): doctor | physician | medic | clinician | medical doctor
ring (0.25): surgeon | operating doctor
ring (0.25): nurse | nursing staff | caregiver
ring (0.25): dentist | dental surgeon
ring (0.25): vet | veterinarian | veterinary
ring (0.25): therapist | counselor | counsellor
ring (0.25): psychiatrist | psychologist
ring (0.25): pharmacist | chemist | druggist
ring (0.25): pharmacy | drugstore | drug store | chemist
ring (0.25): hospital | clinic | infirmary | medical center | medical centre
ring (0.25): clinic | practice | doctors office | surgery
ring (0.25): ward | hospital ward | department
ring (0.25): bed | hospital bed
ring (0.25): emergency room | er | emergency department | casualty
ring (0.25): intensive care | icu | intensive care unit
ring (0.25): appointment | doctors visit | consultation
ring (0.25): admission | hospitalization | hospital stay | hospitalisation
ring (0.25): admission date | date of admission | admitted on | date admitted
ring (0.25): discharge date | date of discharge | discharged on | date discharged
ring (0.25): length of stay | stay duration | duration of stay | days in hospital | los
ring (0.25): readmission | rehospitalization
ring (0.25): diagnosis | condition | medical condition
ring (0.25): disease | illness | sickness | ailment | disorder
ring (0.25): symptom | complaint | sign of illness
ring (0.25): allergy | intolerance | hypersensitivity
ring (0.25): infection | contagion
ring (0.25): injury | wound | trauma
ring (0.25): treatment | therapy | care | medical treatment
ring (0.25): procedure | operation | intervention | medical procedure
ring (0.25): surgery | operation
ring (0.25): medication | medicine | drug | pharmaceutical | remedy
ring (0.25): prescription | script
ring (0.25): dose | dosage | amount of drug
ring (0.25): refill | repeat prescription
ring (0.25): side effect | adverse effect | adverse reaction | adverse event
ring (0.25): vaccine | vaccination | immunization | shot | jab
ring (0.25): lab test | laboratory test | blood test | test
ring (0.25): test result | lab result
ring (0.25): blood type | blood group
ring (0.25): blood pressure | bp
ring (0.25): heart rate | pulse | heartbeat
ring (0.2): body mass index | bmi
ring (0.25): smoker | person who smokes
ring (0.25): pregnancy | gestation
ring (0.25): newborn | baby | infant
ring (0.25): birth | delivery
ring (0.25): death | fatality | decease
ring (0.25): deaths | fatalities | number of deaths | death toll | killed | casualties | number of fatalities
ring (0.25): injured | wounded | number of injured | injuries
ring (0.25): death date | date of death | died on
ring (0.25): cause of death | death cause
ring (0.25): mortality | death rate | mortality rate
ring (0.25): birth rate | natality | fertility rate
ring (0.25): life expectancy | expected life span | lifetime expectancy
ring (0.25): life span | lifespan | lifetime
ring (0.25): health insurance | medical insurance
ring (0.25): insurer | health plan | payer
ring (0.25): copay | copayment | patient share
ring (0.25): specialty | speciality | specialization | specialism | field of expertise
ring (0.25): health | wellbeing
ring (0.25): trial | clinical trial | study
ring (0.25): placebo | dummy drug
ring (0.25): outpatient | ambulatory patient
ring (0.25): inpatient | hospitalized patient
ring (0.25): wheelchair | invalid chair
ring (0.25): ambulance | emergency vehicle
ring (0.25): paramedic | emergency worker
ring (0.25): medical record | patient record | health record
ring (0.25): next of kin | emergency contact
ring (0.25): mental illness | mental disorder
ring (0.25): diet | nutrition
ring (0.25): calorie | energy content
ring (0.25): exercise | workout | physical activity
ring (0.25): gym | fitness studio | fitness center | health club
ring (0.25): pet | house pet | companion animal
ring (0.25): dog | hound | canine
ring (0.25): cat | feline
ring (0.25): breed | race
ring (0.25): species | kind of animal
ring (0.25): animal | creature | beast
ring (0.25): enzyme | protein catalyst
ring (0.25): gene | genetic factor
