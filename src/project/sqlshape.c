/*
 * One shape of syntax trees. DuckDB's json_serialize_sql changed with release 2: arguments have names, constants are written as
 * they stand in the text, types are expressions, both sides of a UNION are a list. Whatever comes is brought into the shape of
 * release 1, which release 2 still takes back (json_deserialize_sql), so that nobody else has to know of it.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/str.h"
#include "project/sqlread.h"
#include "base/banned.h"

#define DIGITS_OF_DOUBLE 18 /* past these the older release reads a number with a point as a double, too */

static json_t *type_of(const char *id, json_t *info)
{
	return json_pack("{s:s,s:o}", "id", id, "type_info", info ? info : json_null());
}

static json_t *value_of(const char *id, json_t *info, json_t *value)
{
	return json_pack("{s:o,s:b,s:o}", "type", type_of(id, info), "is_null", 0, "value", value);
}

static json_t *decimal_info(int width, int scale)
{
	return json_pack("{s:s,s:s,s:n,s:i,s:i}", "type", "DECIMAL_TYPE_INFO", "alias", "", "extension_info", "width",
			 width, "scale", scale);
}

/* "1.50": 150 with two digits behind the point; a double where there is an exponent or too many digits. */
static json_t *number_of(const char *text)
{
	char digits[64];
	int n = 0, scale = 0;
	bool point = false;

	for (const char *p = text; *p; p++) {
		if (*p == '_')
			continue;
		if (*p == '.' && !point) {
			point = true;
			continue;
		}
		if (!isdigit((unsigned char)*p) || n >= DIGITS_OF_DOUBLE)
			return value_of("DOUBLE", NULL, json_real(strtod(text, NULL)));
		digits[n++] = *p;
		scale += point;
	}
	digits[n] = '\0';
	return value_of("DECIMAL", decimal_info(n ? n : 1, scale), json_real(strtod(digits, NULL)));
}

static json_t *integer_of(const char *text)
{
	double v = strtod(text, NULL);

	return value_of(v < 2147483648.0            ? "INTEGER"
			: v < 9223372036854775808.0 ? "BIGINT"
						    : "HUGEINT",
			NULL, json_real(v));
}

/* A constant as it was: true and false are texts that are cast. */
static void shape_constant(json_t *n)
{
	const json_t *literal = json_object_get(n, "literal");
	const char *kind = mdp_sql_text(literal, "kind"), *text = mdp_sql_text(literal, "text");
	json_t *value = NULL;

	if (!json_is_object(literal) || json_object_get(n, "value"))
		return;
	if (!strcmp(kind, "INTEGER"))
		value = integer_of(text);
	else if (!strcmp(kind, "NUMERIC"))
		value = number_of(text);
	else if (!strcmp(kind, "BOOLEAN"))
		value = value_of("VARCHAR", NULL, json_string(strcasecmp(text, "true") ? "f" : "t"));
	else if (!strcmp(kind, "NULL_LITERAL"))
		value = json_pack("{s:o,s:b}", "type", type_of("NULL", NULL), "is_null", 1);
	else if (!strcmp(kind, "STRING"))
		value = value_of("VARCHAR", NULL, json_string(text));
	if (!value)
		return;
	if (!strcmp(kind, "BOOLEAN")) {
		json_t *child = json_pack("{s:s,s:s,s:s,s:o}", "class", "CONSTANT", "type", "VALUE_CONSTANT", "alias",
					  "", "value", value);

		json_object_set_new(n, "class", json_string("CAST"));
		json_object_set_new(n, "type", json_string("OPERATOR_CAST"));
		json_object_set_new(n, "child", child);
		json_object_set_new(n, "cast_type", type_of("BOOLEAN", NULL));
		json_object_set_new(n, "try_cast", json_false());
	} else {
		json_object_set_new(n, "value", value);
	}
	json_object_del(n, "literal");
}

/* Names of types as the older release gives them. */
static const char *type_name(const char *name)
{
	static const char *const others[][2] = {
		{ "int", "INTEGER" },    { "int4", "INTEGER" },       { "signed", "INTEGER" },
		{ "int8", "BIGINT" },    { "long", "BIGINT" },        { "int2", "SMALLINT" },
		{ "short", "SMALLINT" }, { "int1", "TINYINT" },       { "text", "VARCHAR" },
		{ "string", "VARCHAR" }, { "char", "VARCHAR" },       { "bpchar", "VARCHAR" },
		{ "bool", "BOOLEAN" },   { "logical", "BOOLEAN" },    { "float8", "DOUBLE" },
		{ "float4", "FLOAT" },   { "real", "FLOAT" },         { "numeric", "DECIMAL" },
		{ "dec", "DECIMAL" },    { "datetime", "TIMESTAMP" }, { "timestamptz", "TIMESTAMP WITH TIME ZONE" },
	};

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (!strcasecmp(name, others[i][0]))
			return others[i][1];
	return NULL;
}

static int number_at(const json_t *list, size_t i, int otherwise)
{
	const json_t *v = json_object_get(json_object_get(json_array_get(list, i), "value"), "value");

	return json_is_number(v) ? (int)json_number_value(v) : otherwise;
}

static void shape_cast(json_t *n)
{
	const json_t *type = json_object_get(n, "type_expr"), *children = json_object_get(type, "children");
	const char *name = mdp_sql_text(type, "type_name"), *known = type_name(name);
	char upper[64];
	size_t i = 0;

	if (!json_is_object(type) || json_object_get(n, "cast_type"))
		return;
	for (; name[i] && i + 1 < sizeof(upper); i++)
		upper[i] = (char)toupper((unsigned char)name[i]);
	upper[i] = '\0';
	known = known ? known : upper;
	json_object_set_new(
		n, "cast_type",
		type_of(known, strcmp(known, "DECIMAL")
				       ? NULL
				       : decimal_info(number_at(children, 0, 18),
						      number_at(children, 1, json_array_size(children) ? 0 : 3))));
	json_object_del(n, "type_expr");
}

/* What stands in the places of a window function besides its first argument. */
static void shape_window(json_t *n, json_t *children)
{
	static const char *const further[] = { "offset_expr", "default_expr" };
	const char *name = mdp_sql_text(n, "function_name");

	if (strcasecmp(name, "lag") && strcasecmp(name, "lead"))
		return;
	for (size_t i = 0; i < 2 && json_array_size(children) > 1; i++) {
		json_object_set(n, further[i], json_array_get(children, 1));
		json_array_remove(children, 1);
	}
}

/* The part of extract(YEAR from …), which is written as it was. */
static void lower(json_t *value)
{
	char text[32];
	const char *was = mdp_sql_text(value, "value");
	size_t n = strlen(was);

	if (!n || n >= sizeof(text))
		return;
	for (size_t i = 0; i <= n; i++)
		text[i] = (char)tolower((unsigned char)was[i]);
	json_object_set_new(value, "value", json_string(text));
}

static void shape_arguments(json_t *n)
{
	json_t *arguments = json_object_get(n, "arguments"), *children, *others;

	if (!json_is_array(arguments) || json_object_get(n, "children"))
		return;
	children = json_array();
	for (size_t i = 0; i < json_array_size(arguments); i++) {
		json_t *argument = json_array_get(arguments, i), *of = json_object_get(argument, "expression");
		const char *name = mdp_sql_text(argument, "name");

		if (*name && json_is_object(of))
			json_object_set_new(of, "alias", json_string(name));
		json_array_append(children, of);
	}
	if (!strcmp(mdp_sql_text(n, "class"), "WINDOW"))
		shape_window(n, children);
	if (!strcmp(mdp_sql_text(n, "function_name"), "date_part"))
		lower(json_object_get(json_array_get(children, 0), "value"));
	/* before all others, as it was: columns are met in this order */
	others = json_copy(n);
	json_object_clear(n);
	json_object_set_new(n, "children", children);
	json_object_update_missing(n, others);
	json_decref(others);
	json_object_del(n, "arguments");
	json_object_del(n, "qualified_name");
	json_object_del(n, "is_legacy_function_call");
}

/* NOT (x IN …) as one; if(a, b, c) as a CASE. */
static void shape_operator(json_t *n)
{
	json_t *inner = json_array_get(json_object_get(n, "children"), 0), *kids = json_object_get(n, "children");
	const char *type = mdp_sql_text(n, "type"), *alias = mdp_sql_text(n, "alias");

	if (!strcmp(type, "OPERATOR_NOT") && !strcmp(mdp_sql_text(inner, "type"), "COMPARE_IN")) {
		json_t *all = json_incref(json_object_get(inner, "children"));

		json_object_set_new(n, "type", json_string("COMPARE_NOT_IN"));
		json_object_set_new(n, "children", all);
	} else if (!strcmp(mdp_sql_text(n, "class"), "FUNCTION") &&
		   !strcasecmp(mdp_sql_text(n, "function_name"), "if") && json_array_size(kids) == 3) {
		json_t *made = json_pack("{s:s,s:s,s:s,s:O*,s:[{s:O,s:O}],s:O}", "class", "CASE", "type", "CASE_EXPR",
					 "alias", alias, "query_location", json_object_get(n, "query_location"),
					 "case_checks", "when_expr", json_array_get(kids, 0), "then_expr",
					 json_array_get(kids, 1), "else_expr", json_array_get(kids, 2));

		if (!made)
			return;
		json_object_clear(n);
		json_object_update(n, made);
		json_decref(made);
	}
}

/* Both sides of a UNION; of several the later ones stand in each other, as they used to. */
static void shape_union(json_t *n)
{
	json_t *children = json_object_get(n, "children"), *right;
	size_t count = json_array_size(children);

	if (strcmp(mdp_sql_text(n, "type"), "SET_OPERATION_NODE") || count < 2)
		return;
	right = json_incref(json_array_get(children, count - 1));
	for (size_t i = count - 2; i > 0; i--) {
		json_t *pair =
			json_pack("{s:s,s:[],s:{s:[]},s:O,s:O,s:O,s:o}", "type", "SET_OPERATION_NODE", "modifiers",
				  "cte_map", "map", "setop_type", json_object_get(n, "setop_type"), "setop_all",
				  json_object_get(n, "setop_all"), "left", json_array_get(children, i), "right", right);

		if (!pair)
			return;
		right = pair;
	}
	json_object_set(n, "left", json_array_get(children, 0));
	json_object_set_new(n, "right", right);
	json_object_del(n, "children");
}

/* WITH: the query of a name stands in a statement of its own. */
static void shape_with(json_t *n)
{
	json_t *node = json_object_get(n, "query_node");

	if (!json_is_object(node) || json_object_get(n, "query"))
		return;
	json_object_set_new(n, "query", json_pack("{s:O,s:[]}", "node", node, "named_param_map"));
	json_object_del(n, "query_node");
}

static void shape(json_t *n, int depth)
{
	const char *key;
	json_t *v;
	size_t i;

	if (depth > MDP_LIMIT_QUERY_DEPTH * 8)
		return;
	if (json_is_array(n)) {
		json_array_foreach(n, i, v) shape(v, depth + 1);
		return;
	}
	if (!json_is_object(n))
		return;
	json_object_foreach(n, key, v) shape(v, depth + 1);
	shape_constant(n);
	shape_cast(n);
	shape_arguments(n);
	shape_operator(n);
	shape_union(n);
	shape_with(n);
}

void mdp_sql_shape(json_t *root)
{
	shape(root, 0);
}
