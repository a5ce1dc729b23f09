/*
 * The program: nothing but the way in.
 */
#include <stdio.h>
#include "engine/engine.h"
#include "base/banned.h"

int main(void)
{
	printf("mdp %s (duckdb %s)\n", MDP_VERSION, mdp_engine_version());
	return 0;
}
