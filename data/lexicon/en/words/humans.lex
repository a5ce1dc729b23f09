# What people are called in what they do: an entity that goes by one of these is somebody, whom "who" and "people" may mean.
human: person | customer | client | consumer | shopper | buyer | purchaser | guest | visitor | traveler | traveller | passenger | user | member | subscriber | account holder | patient | resident |
	tenant | renter | student | pupil | learner | employee | worker | staff | staff member | associate | agent | rep | sales rep | representative | salesperson | seller | vendor | merchant | driver | courier | rider |
	player | athlete | coach | teacher | instructor | professor | lecturer | doctor | physician | nurse | clinician | donor | volunteer | borrower | lender | policyholder | insured | claimant | applicant |
	candidate | contact | lead | prospect | author | writer | artist | singer | musician | actor | director | reviewer | owner | farmer | farmhand | technician | engineer | manager | supervisor | cashier |
	caller | attendee | participant | contestant | voter | citizen | host | hostess | pilot | captain | researcher | scientist | advisor | adviser | friend | winner | partner | investor | trader | beneficiary |
	recipient | sender | payer | payee | spender | patron | reader | viewer | listener | follower | fan | grower | producer | supplier contact | delegate | intern | apprentice | parent | child | kid | dependent
