/* Calendar meaning of period trees. */
#include "parse/period.h"

#include "base/banned.h"

int mdp_period_eval(const struct mdp_node *n, int64_t today, int fiscal_start, struct mdp_arena *a,
		    struct mdp_period *out, struct mdp_error *err)
{
	(void)n, (void)today, (void)fiscal_start, (void)a, (void)out;
	return mdp_refuse(err, MDP_REASON_UNSUPPORTED, "periods are not understood yet");
}
