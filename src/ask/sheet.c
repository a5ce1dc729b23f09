#include "ask/sheet.h"

#include "base/banned.h"

void mdp_meta_begin(struct mdp_meta_sheet *sh, struct mdp_answer *ans, const char *const *names, int n)
{
	struct mdp_result *r = &ans->result;
	mdp_arena_init(&r->arena);
	r->columns = MDP_NEW_ARRAY(&r->arena, (size_t)n, struct mdp_result_column);
	ans->columns = MDP_NEW_ARRAY(&r->arena, (size_t)n, struct mdp_plan_column);
	for (int i = 0; i < n; i++) {
		r->columns[i] = (struct mdp_result_column){ names[i], MDP_T_TEXT, "VARCHAR" };
		ans->columns[i] = (struct mdp_plan_column){ .name = names[i], .column = -1 };
	}
	r->ncolumns = n;
	sh->ans = ans;
	sh->cap = 0;
}

void mdp_meta_put(struct mdp_meta_sheet *sh, struct mdp_value v)
{
	struct mdp_result *r = &sh->ans->result;
	int n = (int)r->nrows;
	MDP_PUSH(&r->arena, r->values, n, sh->cap, v);
	r->nrows = n; /* counts cells until sheet_end */
	r->columns[(n - 1) % r->ncolumns].type =
		v.type == MDP_T_NULL_ ? r->columns[(n - 1) % r->ncolumns].type : v.type;
}

void mdp_meta_text(struct mdp_meta_sheet *sh, const char *text)
{
	struct mdp_arena *a = &sh->ans->result.arena;
	mdp_meta_put(sh, text ? mdp_value_text(mdp_str_of(mdp_arena_strdup(a, text))) : mdp_value_null());
}

void mdp_meta_end(struct mdp_meta_sheet *sh)
{
	sh->ans->result.nrows /= sh->ans->result.ncolumns;
	sh->ans->status = MDP_ANSWERED;
}
