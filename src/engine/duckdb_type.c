/*
 * Types: which of ours each of the engine's becomes, and its name in SQL. What is OTHER here is read as the text the
 * engine itself gives it (the query is wrapped in casts, see duckdb.c), so no printer of nested values is needed.
 */
#include <stdlib.h>
#include "base/buf.h"
#include "engine/duckdb_private.h"
#include "base/banned.h"

#define DEPTH 16

static const struct {
	duckdb_type id;
	enum mdp_type type;
	const char *name;
} types[] = {
	{ DUCKDB_TYPE_BOOLEAN, MDP_T_BOOL, "BOOLEAN" },
	{ DUCKDB_TYPE_TINYINT, MDP_T_INT, "TINYINT" },
	{ DUCKDB_TYPE_SMALLINT, MDP_T_INT, "SMALLINT" },
	{ DUCKDB_TYPE_INTEGER, MDP_T_INT, "INTEGER" },
	{ DUCKDB_TYPE_BIGINT, MDP_T_INT, "BIGINT" },
	{ DUCKDB_TYPE_UTINYINT, MDP_T_INT, "UTINYINT" },
	{ DUCKDB_TYPE_USMALLINT, MDP_T_INT, "USMALLINT" },
	{ DUCKDB_TYPE_UINTEGER, MDP_T_INT, "UINTEGER" },
	{ DUCKDB_TYPE_UBIGINT, MDP_T_INT, "UBIGINT" },
	{ DUCKDB_TYPE_HUGEINT, MDP_T_INT, "HUGEINT" },
	{ DUCKDB_TYPE_UHUGEINT, MDP_T_INT, "UHUGEINT" },
	{ DUCKDB_TYPE_FLOAT, MDP_T_DOUBLE, "FLOAT" },
	{ DUCKDB_TYPE_DOUBLE, MDP_T_DOUBLE, "DOUBLE" },
	{ DUCKDB_TYPE_DECIMAL, MDP_T_DECIMAL, "DECIMAL" },
	{ DUCKDB_TYPE_VARCHAR, MDP_T_TEXT, "VARCHAR" },
	{ DUCKDB_TYPE_ENUM, MDP_T_TEXT, "ENUM" },
	{ DUCKDB_TYPE_DATE, MDP_T_DATE, "DATE" },
	{ DUCKDB_TYPE_TIMESTAMP, MDP_T_TIMESTAMP, "TIMESTAMP" },
	{ DUCKDB_TYPE_TIMESTAMP_S, MDP_T_TIMESTAMP, "TIMESTAMP_S" },
	{ DUCKDB_TYPE_TIMESTAMP_MS, MDP_T_TIMESTAMP, "TIMESTAMP_MS" },
	{ DUCKDB_TYPE_TIMESTAMP_NS, MDP_T_TIMESTAMP, "TIMESTAMP_NS" },
	{ DUCKDB_TYPE_TIMESTAMP_TZ, MDP_T_TIMESTAMP, "TIMESTAMP WITH TIME ZONE" },
	{ DUCKDB_TYPE_SQLNULL, MDP_T_NULL_, "NULL" },
	{ DUCKDB_TYPE_TIME, MDP_T_OTHER, "TIME" },
	{ DUCKDB_TYPE_TIME_NS, MDP_T_OTHER, "TIME_NS" },
	{ DUCKDB_TYPE_TIME_TZ, MDP_T_OTHER, "TIME WITH TIME ZONE" },
	{ DUCKDB_TYPE_INTERVAL, MDP_T_OTHER, "INTERVAL" },
	{ DUCKDB_TYPE_BLOB, MDP_T_OTHER, "BLOB" },
	{ DUCKDB_TYPE_BIT, MDP_T_OTHER, "BIT" },
	{ DUCKDB_TYPE_UUID, MDP_T_OTHER, "UUID" },
	{ DUCKDB_TYPE_BIGNUM, MDP_T_OTHER, "BIGNUM" },
	{ DUCKDB_TYPE_UNION, MDP_T_OTHER, "UNION" },
};

enum mdp_type mdp_duckdb_type(duckdb_type t)
{
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (types[i].id == t)
			return types[i].type;
	return MDP_T_OTHER;
}

static const char *plain_name(duckdb_type t)
{
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (types[i].id == t)
			return types[i].name;
	return "UNKNOWN";
}

static const char *child_name(struct mdp_arena *a, duckdb_logical_type child, int depth)
{
	const char *name = mdp_duckdb_type_name(a, child, depth + 1);

	duckdb_destroy_logical_type(&child);
	return name;
}

static const char *struct_name(struct mdp_arena *a, duckdb_logical_type t, int depth)
{
	struct mdp_buf b = MDP_BUF_INIT;
	const char *name;
	idx_t n = duckdb_struct_type_child_count(t);

	mdp_buf_puts(&b, "STRUCT(");
	for (idx_t i = 0; i < n; i++) {
		char *field = duckdb_struct_type_child_name(t, i);

		mdp_buf_printf(&b, "%s%s %s", i ? ", " : "", mdp_engine_ident(a, field),
			       child_name(a, duckdb_struct_type_child_type(t, i), depth));
		duckdb_free(field);
	}
	mdp_buf_putc(&b, ')');
	name = mdp_arena_strdup(a, mdp_buf_cstr(&b));
	mdp_buf_release(&b);
	return name;
}

/* As the engine would print it, down to a depth: DECIMAL(12,2), INTEGER[], STRUCT("a" DATE), JSON. */
const char *mdp_duckdb_type_name(struct mdp_arena *a, duckdb_logical_type t, int depth)
{
	duckdb_type id = t ? duckdb_get_type_id(t) : DUCKDB_TYPE_INVALID;
	char *alias;

	if (id == DUCKDB_TYPE_INVALID || depth > DEPTH)
		return "UNKNOWN";
	alias = duckdb_logical_type_get_alias(t);
	if (alias) {
		const char *name = mdp_arena_strdup(a, alias);

		duckdb_free(alias);
		if (*name)
			return name;
	}
	switch (id) {
	case DUCKDB_TYPE_DECIMAL:
		return mdp_arena_printf(a, "DECIMAL(%d,%d)", duckdb_decimal_width(t), duckdb_decimal_scale(t));
	case DUCKDB_TYPE_LIST:
		return mdp_arena_printf(a, "%s[]", child_name(a, duckdb_list_type_child_type(t), depth));
	case DUCKDB_TYPE_ARRAY:
		return mdp_arena_printf(a, "%s[%llu]", child_name(a, duckdb_array_type_child_type(t), depth),
					(unsigned long long)duckdb_array_type_array_size(t));
	case DUCKDB_TYPE_MAP:
		return mdp_arena_printf(a, "MAP(%s, %s)", child_name(a, duckdb_map_type_key_type(t), depth),
					child_name(a, duckdb_map_type_value_type(t), depth));
	case DUCKDB_TYPE_STRUCT:
		return struct_name(a, t, depth);
	default:
		return plain_name(id);
	}
}
