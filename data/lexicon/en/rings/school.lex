# Schools, universities, science.
ring (0.25): student | pupil | learner | schoolchild
ring (0.25): undergraduate | undergrad | bachelor student
ring (0.25): graduate | alumnus | alumna | former student
ring (0.25): teacher | instructor | faculty | educator | lecturer | tutor | teaching staff
ring (0.25): professor | faculty | faculty member | academic
ring (0.25): faculty | faculty member | academic staff | professor | instructor | teaching staff
ring (0.25): advisor | adviser | mentor | counselor
ring (0.25): principal | headmaster | head teacher
ring (0.25): dean | head of faculty
ring (0.25): tutor | private teacher
ring (0.25): school | academy
ring (0.25): university | college | higher education institution
ring (0.25): college | university
ring (0.25): institution | institute | establishment
ring (0.25): kindergarten | preschool | nursery
ring (0.25): campus | university site
ring (0.25): classroom | room | lecture hall
ring (0.25): course | subject | class | module
ring (0.25): subject | topic | school subject
ring (0.25): lesson | class | lecture
ring (0.25): section | class section | course section
ring (0.25): curriculum | syllabus | program of study
ring (0.25): major | main subject | field of study | study program | field of studies | concentration
ring (0.25): minor | secondary subject
ring (0.25): department | academic department
ring (0.25): degree | academic degree | diploma
ring (0.25): credit | credit hour | credits | credit point | course credit
ring (0.25): semester | term
ring (0.25): term | semester | academic term
ring (0.25): academic year | school year
ring (0.25): enrollment | enrolment | number of students enrolled | matriculation | registration
ring (0.25): enrollment | number of students | student count
ring (0.25): admission | acceptance
ring (0.25): tuition | tuition fee | school fee | course fee | tuition fees
ring (0.25): scholarship | bursary | financial aid | stipend
ring (0.25): exam | examination | test
ring (0.25): quiz | short test
ring (0.25): homework | assignment | coursework
ring (0.25): grade | mark | school grade | final grade
ring (0.2): grade point average | gpa | average grade
ring (0.25): test score | exam score | exam result | test result
ring (0.25): passing rate | pass rate
ring (0.25): attendance | presence
ring (0.25): dropout | school leaver | drop out
ring (0.25): graduation | completion of studies
ring (0.25): graduation rate | completion rate
ring (0.25): graduation year | year of graduation
ring (0.25): thesis | dissertation
ring (0.25): library | book collection
ring (0.25): dormitory | dorm | residence hall | student residence | student housing | hall of residence
ring (0.25): amenity | facility | convenience
ring (0.25): club | society | student club
ring (0.25): activity | extracurricular | pastime
ring (0.25): extracurricular activity | after school activity
ring (0.25): classmate | fellow student
ring (0.25): parent | guardian | mother or father
ring (0.25): school bus | student bus
ring (0.25): research | investigation
ring (0.25): researcher | scientist | investigator
ring (0.25): scientist | researcher | scholar
ring (0.25): laboratory | lab | research lab
ring (0.25): experiment | trial | scientific test
ring (0.25): paper | article | publication | research paper | scientific paper
ring (0.25): journal | periodical | scientific journal
ring (0.25): conference | congress | symposium
ring (0.25): abstract | summary
ring (0.25): citation | reference | cite
ring (0.25): citation count | number of citations | times cited
ring (0.25): coauthor | co author
ring (0.25): affiliation | home institution
ring (0.25): dataset | data set | data collection
ring (0.25): keyword | key word | keyphrase
ring (0.25): field | discipline | domain | area of research
ring (0.25): workshop | seminar
ring (0.25): submission | submitted paper | entry
ring (0.25): acceptance | approval
ring (0.25): reviewer | referee | evaluator
ring (0.25): patent | protected invention
ring (0.25): inventor | creator
ring (0.25): invention | innovation
ring (0.25): theory | hypothesis
ring (0.25): lecture | talk
ring (0.25): speaker | lecturer | presenter
ring (0.25): topic | theme | subject
