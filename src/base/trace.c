/*
 * Tracing is off unless asked for; the list of stages is set once, before any thread starts.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/str.h"
#include "base/trace.h"
#include "base/banned.h"

static char enabled[256];

void mdp_trace_enable(const char *stages)
{
	snprintf(enabled, sizeof(enabled), "%s", stages ? stages : "");
}

bool mdp_trace_on(const char *stage)
{
	struct mdp_str rest = { enabled, strlen(enabled) }, field;

	if (!enabled[0])
		return false;
	while (mdp_str_next(&rest, ',', &field)) {
		field = mdp_str_trim(field);
		if (mdp_str_is(field, stage) || mdp_str_is(field, "all"))
			return true;
	}
	return false;
}

void mdp_trace(const char *stage, const char *fmt, ...)
{
	va_list ap;

	if (!mdp_trace_on(stage))
		return;
	flockfile(stderr);
	fprintf(stderr, "%s: ", stage);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	funlockfile(stderr);
}
