/* Features of readings, filled while they are made. Private to parse/. */
#ifndef MDP_PARSE_TRUST_H
#define MDP_PARSE_TRUST_H

#include "parse/chart.h"
#include "parse/features.h"

/* All that the parser knows; `joining`: what the frame added to the cost of the cover. */
void mdp_features_fill(const struct mdp_phraser *x, const struct mdp_cover *cover, double joining,
		       const struct mdp_query *q, double *out);
/* For readings that are sorted: how near the next one is. */
void mdp_features_close(struct mdp_reading *items, int n);

#endif
