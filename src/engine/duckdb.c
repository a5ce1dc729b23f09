#include "engine/engine.h"
#include <duckdb.h>
#include "base/banned.h"
const char *mdp_engine_version(void)
{
	return duckdb_library_version();
}
