/*
 * Reading a result: data chunks, a column at a time, into one row-major array of values. The chunks are kept until all
 * have come, so that the array is allocated once at its size. Integers wider than 64 bits stay integers where they
 * fit; where one does not, that value is a DECIMAL with all its digits.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base/limits.h"
#include "engine/duckdb_private.h"
#include "base/banned.h"

__extension__ typedef __int128 wide;
__extension__ typedef unsigned __int128 uwide;

struct column {
	duckdb_type id, storage; /* storage: of the vector, for enumerations and decimals */
	int scale;
	struct mdp_str *words; /* of an enumeration */
	uint32_t nwords;
};

struct reader {
	struct mdp_result *res;
	struct column *columns;
	duckdb_data_chunk *chunks;
	int nchunks, cap;
};

/* Digits of a number with `scale` of them after the point. */
static struct mdp_str wide_text(struct mdp_arena *a, uwide v, bool negative, int scale)
{
	char text[64];
	size_t at = sizeof(text);
	int done = 0;

	do {
		text[--at] = (char)('0' + (int)(v % 10));
		v /= 10;
		if (++done == scale)
			text[--at] = '.';
	} while (v || done <= scale);
	if (scale && done == scale)
		text[--at] = '0';
	if (negative)
		text[--at] = '-';
	return (struct mdp_str){ mdp_arena_strndup(a, text + at, sizeof(text) - at), sizeof(text) - at };
}

static struct mdp_value decimal(struct mdp_arena *a, wide v, int scale)
{
	static const double power[] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
					1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };
	const wide exact = (wide)1 << 53;
	uwide size = v < 0 ? -(uwide)v : (uwide)v;
	struct mdp_value value = { .type = MDP_T_DECIMAL, .s = wide_text(a, size, v < 0, scale) };

	/* two exact doubles divide to the nearest one; beyond them the digits are read */
	if (v <= exact && v >= -exact && scale <= 22)
		value.d = (double)v / power[scale];
	else
		mdp_str_to_double(value.s, &value.d);
	return value;
}

static struct mdp_value wide_int(struct mdp_arena *a, wide v)
{
	if (v >= INT64_MIN && v <= INT64_MAX)
		return mdp_value_int((int64_t)v);
	return decimal(a, v, 0);
}

static struct mdp_value unsigned_wide_int(struct mdp_arena *a, uwide v)
{
	struct mdp_value value = { .type = MDP_T_DECIMAL };

	if (v <= INT64_MAX)
		return mdp_value_int((int64_t)v);
	value.s = wide_text(a, v, false, 0);
	mdp_str_to_double(value.s, &value.d);
	return value;
}

static wide huge(duckdb_hugeint h)
{
	return (wide)(((uwide)(uint64_t)h.upper << 64) | h.lower);
}

static wide stored(duckdb_type storage, const void *data, idx_t row)
{
	switch (storage) {
	case DUCKDB_TYPE_SMALLINT:
		return ((const int16_t *)data)[row];
	case DUCKDB_TYPE_INTEGER:
		return ((const int32_t *)data)[row];
	case DUCKDB_TYPE_BIGINT:
		return ((const int64_t *)data)[row];
	case DUCKDB_TYPE_UTINYINT:
		return ((const uint8_t *)data)[row];
	case DUCKDB_TYPE_USMALLINT:
		return ((const uint16_t *)data)[row];
	case DUCKDB_TYPE_UINTEGER:
		return ((const uint32_t *)data)[row];
	default:
		return huge(((const duckdb_hugeint *)data)[row]);
	}
}

static struct mdp_value text(struct mdp_arena *a, duckdb_string_t *s)
{
	size_t n = duckdb_string_t_length(*s);

	return mdp_value_text((struct mdp_str){ mdp_arena_strndup(a, duckdb_string_t_data(s), n), n });
}

/* Infinite time stamps keep their mark in every unit; others that do not fit are held at the edge. */
static struct mdp_value timestamp(int64_t v, int64_t times, int64_t divide)
{
	int64_t micros;

	if (v == INT64_MAX || v == -INT64_MAX)
		return mdp_value_timestamp(v);
	if (divide > 1)
		return mdp_value_timestamp(v / divide - (v % divide < 0));
	if (__builtin_mul_overflow(v, times, &micros))
		micros = v < 0 ? -INT64_MAX : INT64_MAX;
	return mdp_value_timestamp(micros);
}

static struct mdp_value read_value(struct mdp_arena *a, const struct column *c, void *data, idx_t row)
{
	switch (c->id) {
	case DUCKDB_TYPE_BOOLEAN:
		return mdp_value_bool(((const bool *)data)[row]);
	case DUCKDB_TYPE_TINYINT:
		return mdp_value_int(((const int8_t *)data)[row]);
	case DUCKDB_TYPE_SMALLINT:
	case DUCKDB_TYPE_INTEGER:
	case DUCKDB_TYPE_BIGINT:
	case DUCKDB_TYPE_UTINYINT:
	case DUCKDB_TYPE_USMALLINT:
	case DUCKDB_TYPE_UINTEGER:
		return mdp_value_int((int64_t)stored(c->id, data, row));
	case DUCKDB_TYPE_UBIGINT:
		return unsigned_wide_int(a, ((const uint64_t *)data)[row]);
	case DUCKDB_TYPE_HUGEINT:
		return wide_int(a, huge(((const duckdb_hugeint *)data)[row]));
	case DUCKDB_TYPE_UHUGEINT: {
		duckdb_uhugeint h = ((const duckdb_uhugeint *)data)[row];

		return unsigned_wide_int(a, ((uwide)h.upper << 64) | h.lower);
	}
	case DUCKDB_TYPE_FLOAT:
		return mdp_value_double((double)((const float *)data)[row]);
	case DUCKDB_TYPE_DOUBLE:
		return mdp_value_double(((const double *)data)[row]);
	case DUCKDB_TYPE_DECIMAL:
		return decimal(a, stored(c->storage, data, row), c->scale);
	case DUCKDB_TYPE_VARCHAR:
		return text(a, &((duckdb_string_t *)data)[row]);
	case DUCKDB_TYPE_ENUM: {
		wide word = stored(c->storage, data, row);

		return word >= 0 && word < c->nwords ? mdp_value_text(c->words[word]) : mdp_value_null();
	}
	case DUCKDB_TYPE_DATE:
		return mdp_value_date(((const duckdb_date *)data)[row].days);
	case DUCKDB_TYPE_TIMESTAMP:
	case DUCKDB_TYPE_TIMESTAMP_TZ:
		return timestamp(((const int64_t *)data)[row], 1, 1);
	case DUCKDB_TYPE_TIMESTAMP_S:
		return timestamp(((const int64_t *)data)[row], 1000000, 1);
	case DUCKDB_TYPE_TIMESTAMP_MS:
		return timestamp(((const int64_t *)data)[row], 1000, 1);
	case DUCKDB_TYPE_TIMESTAMP_NS:
		return timestamp(((const int64_t *)data)[row], 1, 1000);
	default:
		return mdp_value_null();
	}
}

static int describe_column(struct mdp_result *res, duckdb_result *from, int at, struct column *c, struct mdp_error *err)
{
	duckdb_logical_type t = duckdb_column_logical_type(from, (idx_t)at);
	struct mdp_arena *a = &res->arena;
	int rc = 0;

	c->id = duckdb_get_type_id(t);
	if (c->id == DUCKDB_TYPE_DECIMAL) {
		c->storage = duckdb_decimal_internal_type(t);
		c->scale = duckdb_decimal_scale(t);
	} else if (c->id == DUCKDB_TYPE_ENUM) {
		c->storage = duckdb_enum_internal_type(t);
		c->nwords = duckdb_enum_dictionary_size(t);
		c->words = MDP_NEW_ARRAY(a, c->nwords, struct mdp_str);
		for (uint32_t i = 0; i < c->nwords; i++) {
			char *word = duckdb_enum_dictionary_value(t, i);

			c->words[i] = mdp_str_of(mdp_arena_strdup(a, word));
			duckdb_free(word);
		}
	}
	if (mdp_duckdb_type(c->id) == MDP_T_OTHER) {
		rc = mdp_fail(err, MDP_WAREHOUSE, "column %s has a type that cannot be read here: %s",
			      res->columns[at].name, mdp_duckdb_type_name(a, t, 0));
		mdp_error_hint(err, "cast it to VARCHAR");
	}
	duckdb_destroy_logical_type(&t);
	return rc;
}

static void read_chunk(struct reader *r, duckdb_data_chunk chunk, int64_t first, idx_t nrows)
{
	struct mdp_result *res = r->res;

	for (int c = 0; c < res->ncolumns; c++) {
		duckdb_vector vector = duckdb_data_chunk_get_vector(chunk, (idx_t)c);
		uint64_t *valid = duckdb_vector_get_validity(vector);
		void *data = duckdb_vector_get_data(vector);
		struct mdp_value *to = res->values + first * res->ncolumns + c;
		bool other = res->columns[c].type == MDP_T_OTHER;

		for (idx_t row = 0; row < nrows; row++, to += res->ncolumns) {
			if (!duckdb_validity_row_is_valid(valid, row)) {
				*to = mdp_value_null();
				continue;
			}
			*to = read_value(&res->arena, &r->columns[c], data, row);
			if (other && to->type == MDP_T_TEXT)
				to->type = MDP_T_OTHER;
			else if (to->type == MDP_T_DECIMAL && res->columns[c].type == MDP_T_INT)
				res->columns[c].type = MDP_T_DECIMAL;
		}
	}
}

static int too_large(struct mdp_error *err)
{
	int rc = mdp_fail(err, MDP_LIMIT, "the result is too large to hold");

	mdp_error_detail(err, "more than %zu MB", MDP_LIMIT_RESULT_BYTES >> 20);
	mdp_error_hint(err, "ask for fewer rows");
	return rc;
}

/* Takes chunks until the result, or what the caller wants of it, is there. */
static int collect(struct mdp_engine *e, struct reader *r, duckdb_result *from, int64_t max_rows, int64_t *nrows,
		   struct mdp_error *err)
{
	size_t row_bytes = sizeof(struct mdp_value) * (size_t)r->res->ncolumns;

	*nrows = 0;
	for (;;) {
		duckdb_data_chunk chunk;

		if (atomic_load(&e->cancelled) || atomic_load(&e->timed_out))
			return mdp_duckdb_failed(e, err, NULL);
		chunk = duckdb_fetch_chunk(*from);
		if (!chunk)
			return 0;
		MDP_PUSH(&r->res->arena, r->chunks, r->nchunks, r->cap, chunk);
		*nrows += (int64_t)duckdb_data_chunk_get_size(chunk);
		if (max_rows && *nrows > max_rows) {
			*nrows = max_rows;
			r->res->truncated = true;
			return 0;
		}
		if ((size_t)*nrows > MDP_LIMIT_RESULT_BYTES / row_bytes)
			return too_large(err);
	}
}

int mdp_duckdb_read(struct mdp_engine *e, duckdb_result *from, int64_t max_rows, struct mdp_result *res,
		    struct mdp_error *err)
{
	struct reader r = { .res = res };
	int64_t nrows, done = 0;
	int rc;

	r.columns = MDP_NEW_ARRAY(&res->arena, (size_t)res->ncolumns, struct column);
	for (int c = 0; c < res->ncolumns; c++) {
		rc = describe_column(res, from, c, &r.columns[c], err);
		if (rc)
			return rc;
	}
	rc = collect(e, &r, from, max_rows, &nrows, err);
	if (rc)
		goto out;
	res->values = MDP_NEW_ARRAY(&res->arena, (size_t)nrows * (size_t)res->ncolumns, struct mdp_value);
	for (int i = 0; i < r.nchunks && done < nrows; i++) {
		idx_t n = duckdb_data_chunk_get_size(r.chunks[i]);

		if ((int64_t)n > nrows - done)
			n = (idx_t)(nrows - done);
		read_chunk(&r, r.chunks[i], done, n);
		done += (int64_t)n;
		duckdb_destroy_data_chunk(&r.chunks[i]);
		if (res->arena.used > MDP_LIMIT_RESULT_BYTES) {
			rc = too_large(err);
			goto out;
		}
	}
	res->nrows = nrows;
out:
	for (int i = 0; i < r.nchunks; i++)
		duckdb_destroy_data_chunk(&r.chunks[i]);
	return rc;
}
