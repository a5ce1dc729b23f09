/* Data of the language that words of names need, embedded from data/lexicon when the program is built. NULL-ended
 * lines. */
#ifndef MDP_CATALOG_WORDS_H
#define MDP_CATALOG_WORDS_H

extern const char *const mdp_data_nouns[]; /* singular, tab, plural; '#' starts a comment */
extern const char *const mdp_data_kin[]; /* nouns for one thing, separated by tabs */
extern const char *const mdp_data_parts[]; /* a noun for a part of something; '#' starts a comment */
extern const char *const mdp_data_dates[]; /* words for what happens, separated by tabs; the first line is a comment */
extern const char *const mdp_data_ends[]; /* a word, tab, how it is said of a reference's role */
extern const char *const mdp_data_flags[]; /* yes, tab, no, in lower case; '#' starts a comment */
extern const char *const mdp_data_given[]; /* words of parts of names that many share; '#' starts a comment */
extern const char *const mdp_data_bounds[]; /* last word of a name, tab, least, tab, greatest */
extern const char *const mdp_data_placeholders[]; /* lower case; the first line is a comment */
extern const char *const mdp_data_levels[]; /* levels from fine to coarse, separated by tabs */
extern const char *const mdp_data_calendar[]; /* a word, tab, how many a year has; 0: a year itself; '#' a comment */
extern const char *const mdp_data_events[]; /* a noun of what happens once; '#' a comment */
extern const char *const mdp_data_comers[]; /* a noun, in the singular, of who may come again; '#' a comment */
extern const char *const mdp_data_means[]; /* first word of the name of a mean; '#' a comment */
extern const char *const mdp_data_marks[]; /* a word, tab, what rows are marked as; '#' a comment */
extern const char
	*const mdp_data_leftout[]; /* what descriptions say of rows that are not to be counted; '#' a comment */
extern const char *const mdp_data_short[]; /* short form, tab, word; '#' starts a comment */
extern const char *const mdp_data_doers[]; /* last words of names for who does something; '#' a comment */
extern const char *const mdp_data_staff[]; /* nouns of the people of the house; '#' a comment */
extern const char *const mdp_data_copies[]; /* a word that tells an older copy of a table; '#' a comment */
extern const char *const mdp_data_wholes[]; /* a word of a row that may hold the sum of the others; '#' a comment */
extern const char *const mdp_data_periods[]; /* an adverb for a length of time ("monthly"); '#' a comment */
extern const char *const mdp_data_undone[]; /* a word of a state of which nothing came; '#' a comment */
extern const char *const mdp_data_roles[]; /* see data/lexicon/en/names/README.md */
extern const char
	*const mdp_data_units[]; /* kind, tab, unit, tab, words separated by |; see data/lexicon/en/names/README.md */

#endif
