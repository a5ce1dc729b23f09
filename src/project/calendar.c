/*
 * Whose days and years are meant: the zone in which moments become days, and the month in which the fiscal year begins. The
 * environment is believed before mdp.yaml, and that before the dbt profile, which sets the zone of the sessions that built the
 * warehouse.
 */
#include "project/read.h"

#include <stdlib.h>
#include <string.h>

#include "project/config.h"
#include "project/dbt.h"
#include "project/profiles.h"
#include "project/yaml.h"
#include "base/banned.h"

#define ZONE_VARIABLE "MDP_TIME_ZONE"
#define FISCAL_VARIABLE "MDP_FISCAL_YEAR_START"

static const char *variable(const char *name)
{
	const char *value = getenv(name);
	return value && *value ? value : NULL;
}

void mdp_project_zone(const struct mdp_project *p, struct mdp_arena *a, const struct mdp_yaml *config,
		      struct mdp_hints *hints)
{
	static const char *const keys[] = { "time_zone", "timezone" };
	const char *zone = variable(ZONE_VARIABLE);
	hints->zone = zone ? mdp_arena_strdup(a, zone) : NULL;
	hints->zone_source = (struct mdp_source){ .file = zone ? "$" ZONE_VARIABLE : NULL };
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]) && !hints->zone; i++) {
		const struct mdp_yaml *node = mdp_yaml_get(config, keys[i]);
		hints->zone = node ? mdp_yaml_text(config, keys[i]) : NULL;
		if (hints->zone)
			hints->zone_source = (struct mdp_source){ mdp_project_relative(a, p, p->config), node->line };
	}
	if (!hints->zone && p->dbt_dir)
		hints->zone = mdp_dbt_zone(a, p->root, p->dbt_dir, &hints->zone_source);
}

int mdp_project_fiscal(struct mdp_catalog *c, struct mdp_error *err)
{
	const char *value = variable(FISCAL_VARIABLE);
	long long month;
	if (!value)
		return 0;
	if (!mdp_str_to_i64(mdp_str_of(value), &month) || month < 1 || month > 12)
		return mdp_fail(err, MDP_USAGE, FISCAL_VARIABLE " is a month, 1 to 12, not `%s`", value);
	c->fiscal_start = (int)month;
	return 0;
}

const char *mdp_project_calendar_print(struct mdp_arena *a, const struct mdp_project *p)
{
	struct mdp_source source;
	const char *zone = variable(ZONE_VARIABLE), *fiscal = variable(FISCAL_VARIABLE);
	const char *built = p->dbt_dir ? mdp_dbt_zone(a, p->root, p->dbt_dir, &source) : NULL;
	return mdp_arena_printf(a, "zone %s fiscal %s profile %s", zone ? zone : "", fiscal ? fiscal : "",
				built ? built : "");
}
