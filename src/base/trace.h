/* --trace=STAGE[,STAGE]: what a stage did, on stderr, one line each. */
#ifndef MDP_BASE_TRACE_H
#define MDP_BASE_TRACE_H

#include <stdbool.h>

void mdp_trace_enable(const char *stages); /* comma list, "all" */
bool mdp_trace_on(const char *stage);
void mdp_trace(const char *stage, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
