/* catalog_dump FILE [--no-declared] [--schema NAME]…: what profiling the warehouse finds, as JSON on stdout, times on stderr. */
#include <stdio.h>
#include <string.h>
#include "base/date.h"
#include "base/trace.h"
#include "profile/profile.h"
#include "base/banned.h"

int main(int argc, char **argv)
{
	const char *schemas[32] = { 0 };
	struct mdp_hints hints = { 0 };
	struct mdp_engine_options opt = { .read_only = true };
	struct mdp_error err = { 0 };
	struct mdp_engine *e = NULL;
	struct mdp_catalog *c = mdp_catalog_new();
	int rc, n = 0;
	double start = mdp_clock_ms();

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--no-declared") == 0)
			hints.ignore_declared = true;
		else if (strcmp(argv[i], "--trace") == 0)
			mdp_trace_enable("profile");
		else if (strcmp(argv[i], "--schema") == 0 && i + 1 < argc && n < 31)
			schemas[n++] = argv[++i];
		else
			opt.path = argv[i];
	}
	if (n)
		hints.schemas = schemas;
	rc = mdp_engine_open(&e, &opt, &err);
	if (!rc)
		rc = mdp_profile_run(e, &hints, c, &err);
	if (rc)
		fprintf(stderr, "catalog_dump: %s: %s: %s\n", opt.path, err.primary, err.detail);
	else
		puts(mdp_catalog_dump(c, &c->arena));
	fprintf(stderr, "%.0f ms\n", mdp_clock_ms() - start);
	mdp_catalog_free(c);
	mdp_engine_free(e);
	return rc ? 1 : 0;
}
