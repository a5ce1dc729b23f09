/*
 * What analyses compute over the rows that were planned for them, as texts of SQL with slots. The blocks that a form reads are planned, so
 * a form never sees a table, only blocks of one row an instance, whose grain is proved. Slots:
 *
 *   {#0}                  the name of the first block that it reads
 *   {$name}               a value of the query, as a bind
 *   {list|pattern|sep}    the columns of a list, each by the pattern, @ for its name: {item|a.@ as with_@}; "@" and ", " when left out
 *   {list,|…} {,list|…}   the same with a comma behind or before it, unless the list is empty
 */
#ifndef MDP_SQL_FORMS_H
#define MDP_SQL_FORMS_H

const char *mdp_sql_form(const char *name); /* NULL when there is none */

#endif
