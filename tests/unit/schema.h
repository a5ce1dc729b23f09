/*
 * As much of JSON Schema as docs/answer.schema.json uses: type, enum, required, properties, additionalProperties, items,
 * minItems, maxItems, minimum and references into $defs. A keyword it does not know is a failure, so that the schema
 * cannot ask for what nobody checks.
 */
#ifndef MDP_TESTS_SCHEMA_H
#define MDP_TESTS_SCHEMA_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct schema_check {
	const json_t *root;
	char why[512]; /* first violation: where and what */
};

static bool schema_holds(struct schema_check *k, const json_t *schema, const json_t *v, const char *at, int depth);

static bool schema_fail(struct schema_check *k, const char *at, const char *what)
{
	if (!k->why[0])
		snprintf(k->why, sizeof(k->why), "%s: %s", at, what);
	return false;
}

static bool schema_is(const json_t *v, const char *type)
{
	if (!strcmp(type, "integer"))
		return json_is_integer(v);
	if (!strcmp(type, "number"))
		return json_is_number(v);
	if (!strcmp(type, "boolean"))
		return json_is_boolean(v);
	if (!strcmp(type, "string"))
		return json_is_string(v);
	if (!strcmp(type, "object"))
		return json_is_object(v);
	if (!strcmp(type, "array"))
		return json_is_array(v);
	return !strcmp(type, "null") && json_is_null(v);
}

static bool schema_type(const json_t *type, const json_t *v)
{
	size_t i;
	json_t *one;
	if (json_is_string(type))
		return schema_is(v, json_string_value(type));
	json_array_foreach((json_t *)(void *)type, i, one) if (schema_is(v, json_string_value(one))) return true;
	return false;
}

static bool schema_object(struct schema_check *k, const json_t *schema, const json_t *v, const char *at, int depth)
{
	const json_t *properties = json_object_get(schema, "properties"),
		     *more = json_object_get(schema, "additionalProperties");
	const char *key;
	json_t *member;
	size_t i;
	json_array_foreach(
		json_object_get(schema, "required"), i,
		member) if (!json_object_get(v,
					     json_string_value(member))) return schema_fail(k, at,
											    json_string_value(member));
	json_object_foreach((json_t *)(void *)v, key, member)
	{
		char below[256];
		const json_t *s = json_object_get(properties, key);
		snprintf(below, sizeof(below), "%s/%s", at, key);
		if (!s && json_is_false(more))
			return schema_fail(k, below, "no such member");
		if (!s)
			s = json_is_object(more) ? more : NULL;
		if (s && !schema_holds(k, s, member, below, depth + 1))
			return false;
	}
	return true;
}

static bool schema_array(struct schema_check *k, const json_t *schema, const json_t *v, const char *at, int depth)
{
	const json_t *items = json_object_get(schema, "items"), *lo = json_object_get(schema, "minItems"),
		     *hi = json_object_get(schema, "maxItems");
	json_t *one;
	size_t i;
	if ((lo && (json_int_t)json_array_size(v) < json_integer_value(lo)) ||
	    (hi && (json_int_t)json_array_size(v) > json_integer_value(hi)))
		return schema_fail(k, at, "number of items");
	json_array_foreach((json_t *)(void *)v, i, one)
	{
		char below[256];
		snprintf(below, sizeof(below), "%s/%zu", at, i);
		if (items && !schema_holds(k, items, one, below, depth + 1))
			return false;
	}
	return true;
}

static bool schema_known(const char *keyword)
{
	static const char *const known[] = {
		"$schema", "$defs",    "$ref",       "title",   "description", "type",     "enum",
		"items",   "required", "properties", "minimum", "minItems",    "maxItems", "additionalProperties"
	};
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (!strcmp(known[i], keyword))
			return true;
	return false;
}

static bool schema_holds(struct schema_check *k, const json_t *schema, const json_t *v, const char *at, int depth)
{
	const json_t *ref = json_object_get(schema, "$ref"), *type = json_object_get(schema, "type"),
		     *choices = json_object_get(schema, "enum"), *least = json_object_get(schema, "minimum");
	const char *key;
	json_t *member;
	size_t i;
	if (depth > 32)
		return schema_fail(k, at, "too deep");
	json_object_foreach((json_t *)(void *)schema, key,
			    member) if (!schema_known(key)) return schema_fail(k, key, "a keyword that is not checked");
	if (ref && !strncmp(json_string_value(ref), "#/$defs/", 8))
		return schema_holds(k, json_object_get(json_object_get(k->root, "$defs"), json_string_value(ref) + 8),
				    v, at, depth + 1);
	if (type && !schema_type(type, v))
		return schema_fail(k, at, "type");
	if (choices) {
		bool any = false;
		json_array_foreach((json_t *)(void *)choices, i, member) any |= json_equal(member, v);
		if (!any)
			return schema_fail(k, at, "not one of enum");
	}
	if (least && json_is_number(v) && json_number_value(v) < json_number_value(least))
		return schema_fail(k, at, "minimum");
	if (json_is_object(v))
		return schema_object(k, schema, v, at, depth);
	return !json_is_array(v) || schema_array(k, schema, v, at, depth);
}

#endif
