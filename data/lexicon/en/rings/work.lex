# People at work.
ring (0.25): headcount | number of employees | staff count | number of staff | workforce | workforce size | employee count | staff size | staff number | number of people employed | number of workers
ring (0.25): employer | hiring company
ring (0.25): job title | title | position | designation | job name
ring (0.25): job level | seniority | grade level | career level | pay grade
ring (0.25): hire date | date of hire | hiring date | date hired | hired on | start date | employment date | date of employment | joining date
ring (0.25): termination date | leave date | leaving date | date left | end date of employment | exit date | date of leaving | separation date
ring (0.25): termination | dismissal | layoff | firing | separation
ring (0.25): resignation | quitting
ring (0.25): attrition | staff turnover | employee turnover
ring (0.25): tenure | length of service | years of service | seniority | time at the company | service years
ring (0.25): experience | years of experience | work experience | working years | years worked
ring (0.25): base salary | base pay | basic salary | fixed salary | basic pay
ring (0.25): annual salary | yearly salary | salary per year | yearly pay
ring (0.25): hourly rate | hourly wage | pay per hour | hourly pay
ring (0.25): bonus | incentive | performance pay | premium pay
ring (0.25): raise | pay raise | salary increase | pay rise
ring (0.25): allowance | stipend
ring (0.25): benefit | perk | fringe benefit
ring (0.25): overtime | extra hours | overtime hours
ring (0.25): working hours | hours worked | work hours | working time
ring (0.25): shift | work shift | duty
ring (0.25): leave | time off | vacation | holiday | paid leave | days off
ring (0.25): sick leave | sick days | sickness absence
ring (0.25): absence | absenteeism | days absent
ring (0.25): candidate | applicant | job applicant | job seeker
ring (0.25): application | job application
ring (0.25): vacancy | job opening | open position | job posting
ring (0.25): recruiter | hiring agent | talent acquisition
ring (0.25): recruitment | hiring
ring (0.25): interview | job interview
ring (0.25): training | course | workshop
ring (0.25): trainee | apprentice | intern
ring (0.25): performance rating | performance score | appraisal score | evaluation score
ring (0.25): performance review | appraisal | evaluation | assessment
ring (0.25): promotion | advancement
ring (0.25): skill | competence | ability | qualification
ring (0.25): certificate | certification | qualification
ring (0.25): resume | curriculum vitae | cv
ring (0.25): contractor | freelancer | external worker | consultant
ring (0.25): team lead | team leader | group leader
ring (0.25): team | group | crew
ring (0.25): subordinate | direct report
ring (0.25): reports to | manager | supervisor | line manager
ring (0.25): head | leader | chief | director | manager
ring (0.25): head of department | department head | department manager
ring (0.25): ceo | chief executive officer | chief executive | managing director
ring (0.25): cfo | chief financial officer | finance chief
ring (0.25): founder | cofounder | originator
ring (0.25): board member | director
ring (0.25): executive | senior manager
ring (0.25): assistant | aide | helper
ring (0.25): secretary | office assistant
ring (0.25): accountant | bookkeeper
ring (0.25): lawyer | attorney | solicitor | counsel
ring (0.25): engineer | technician
ring (0.25): developer | programmer | software engineer | coder
ring (0.25): clerk | office worker
ring (0.25): foreman | site manager
ring (0.25): mechanic | repairman | repairer
ring (0.25): cook | chef
ring (0.25): waiter | server | waitress | waiting staff
ring (0.25): cleaner | janitor | cleaning staff | custodian
ring (0.25): guard | security guard | security officer
ring (0.25): union | labor union | trade union
ring (0.25): workplace | place of work | work location
ring (0.25): office | workplace | bureau
ring (0.25): business unit | division | unit
ring (0.25): subsidiary | daughter company | affiliate
ring (0.25): parent company | mother company | holding company
ring (0.25): startup | start up | young company
ring (0.25): entrepreneur | businessman | business owner | businessperson | businesswoman
ring (0.25): task | assignment | to do | job | work item
ring (0.25): project manager | project lead | project leader
ring (0.25): milestone | deliverable
ring (0.25): priority | urgency | importance
ring (0.25): severity | seriousness
ring (0.25): ticket | support ticket | support request | support case | case | help request | service request
ring (0.25): issue | problem | bug | defect
ring (0.25): incident | event | occurrence | outage
ring (0.25): agent | support agent | representative | service agent
ring (0.25): assignee | assigned person | person assigned | responsible person
ring (0.25): requester | reporter | submitter | requestor
ring (0.25): response time | first response time | reaction time | time to respond
ring (0.25): resolution time | time to resolve | handling time | time to close | time to resolution
ring (0.25): wait time | waiting time | queue time | time waited
ring (0.25): call duration | call length | talk time | length of the call
ring (0.25): meeting | appointment | session
ring (0.25): attendee | participant | attender
ring (0.25): document | file | paper
ring (0.25): form | questionnaire
ring (0.25): survey | poll | questionnaire
ring (0.25): respondent | participant | person surveyed
ring (0.25): answer | response | reply
ring (0.25): question | query | item
ring (0.25): signature | sign off
ring (0.25): approval | authorization | consent | permission
ring (0.25): approver | authorizer
ring (0.25): owner | responsible | person in charge
ring (0.25): stakeholder | interested party
ring (0.25): budget holder | budget owner
ring (0.25): shareholding | stake
ring (0.25): reason | cause | motive | grounds
ring (0.25): outcome | result
ring (0.25): effort | hours spent | time spent
ring (0.25): deadline | due date | target date
ring (0.25): start date | begin date | beginning date | date started | starting date | started on | date of beginning | from date | date from
ring (0.25): end date | finish date | ending date | date ended | completion date | date of completion | ended on | date to
ring (0.25): start time | begin time | starting time | beginning time
ring (0.25): end time | finish time | ending time
ring (0.25): creation date | date created | created at | created on | created | creation time
ring (0.25): update date | last updated | updated at | modified | last modified | modification date | date updated | last change | last changed
ring (0.25): closing date | close date | date closed | closed at | closed on
ring (0.25): opening date | date opened | opened on | open date
ring (0.25): expiry date | expiration date | date of expiry | expires on | expiration | expires | valid until
ring (0.25): effective date | valid from | effective from
