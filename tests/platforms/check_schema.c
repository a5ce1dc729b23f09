/* check_schema SCHEMA: does the JSON on stdin hold to the schema? */
#include "../unit/schema.h"

int main(int argc, char **argv)
{
	json_error_t problem;
	json_t *schema = argc == 2 ? json_load_file(argv[1], 0, &problem) : NULL;
	json_t *value = schema ? json_loadf(stdin, 0, &problem) : NULL;
	struct schema_check k = { .root = schema };
	bool holds = value && schema_holds(&k, schema, value, "$", 0);

	if (!holds)
		fprintf(stderr, "%s\n", k.why[0] ? k.why : problem.text);
	json_decref(value);
	json_decref(schema);
	return holds ? 0 : 1;
}
