#include "shop.h"

#include <string.h>

enum { CUSTOMER, ORDER, LINE, PRODUCT };
enum { T_CUSTOMERS, T_LINES, T_PRODUCTS };

struct shop_column {
	int table;
	const char *name;
	enum mdp_type type;
	enum mdp_role role;
	int entity;
	const char *mirror; /* name in the owner's home */
	const char *values; /* bar-separated */
};

static const struct shop_column columns[] = {
	{ T_CUSTOMERS, "customer_id", MDP_T_INT, MDP_ROLE_ID, CUSTOMER, NULL, NULL },
	{ T_CUSTOMERS, "email", MDP_T_TEXT, MDP_ROLE_EMAIL, CUSTOMER, NULL, "ann@example.com|bob.b@example.org" },
	{ T_CUSTOMERS, "first_name", MDP_T_TEXT, MDP_ROLE_NAME, CUSTOMER, NULL, "Ann|Bob|May" },
	{ T_CUSTOMERS, "city", MDP_T_TEXT, MDP_ROLE_GEO, CUSTOMER, NULL, "Austin|New York|Portland" },
	{ T_CUSTOMERS, "state", MDP_T_TEXT, MDP_ROLE_GEO, CUSTOMER, NULL, "TX|CA|OR|NY|IN" },
	{ T_CUSTOMERS, "age", MDP_T_INT, MDP_ROLE_NUMBER, CUSTOMER, NULL, NULL },
	{ T_CUSTOMERS, "customer_segment", MDP_T_TEXT, MDP_ROLE_CATEGORY, CUSTOMER, NULL, "high_value|low_value|new" },
	{ T_CUSTOMERS, "gender", MDP_T_TEXT, MDP_ROLE_CATEGORY, CUSTOMER, NULL, "M|F" },
	{ T_CUSTOMERS, "signed_up_at", MDP_T_TIMESTAMP, MDP_ROLE_TIME_EVENT, CUSTOMER, NULL, NULL },
	{ T_LINES, "order_no", MDP_T_INT, MDP_ROLE_ID, ORDER, NULL, NULL },
	{ T_LINES, "ordered_on", MDP_T_DATE, MDP_ROLE_TIME_EVENT, ORDER, NULL, NULL },
	{ T_LINES, "status", MDP_T_TEXT, MDP_ROLE_CATEGORY, ORDER, NULL, "completed|cancelled|refunded" },
	{ T_LINES, "payment_method", MDP_T_TEXT, MDP_ROLE_CATEGORY, ORDER, NULL, "credit_card|bank transfer" },
	{ T_LINES, "amount", MDP_T_DOUBLE, MDP_ROLE_MONEY, ORDER, NULL, NULL },
	{ T_LINES, "customer_id", MDP_T_INT, MDP_ROLE_ID, CUSTOMER, "customer_id", NULL },
	{ T_LINES, "customer_state", MDP_T_TEXT, MDP_ROLE_GEO, CUSTOMER, "state", "TX|CA" },
	{ T_LINES, "quantity", MDP_T_INT, MDP_ROLE_QUANTITY, LINE, NULL, NULL },
	{ T_LINES, "is_gift", MDP_T_BOOL, MDP_ROLE_FLAG, LINE, NULL, NULL },
	{ T_LINES, "secret_note", MDP_T_TEXT, MDP_ROLE_TEXT, LINE, NULL, NULL },
	{ T_PRODUCTS, "product_id", MDP_T_INT, MDP_ROLE_ID, PRODUCT, NULL, NULL },
	{ T_PRODUCTS, "product_name", MDP_T_TEXT, MDP_ROLE_NAME, PRODUCT, NULL, "Trail Shoe|Desk Lamp|Laptop" },
	{ T_PRODUCTS, "category", MDP_T_TEXT, MDP_ROLE_CATEGORY, PRODUCT, NULL, "Home & Garden|Electronics|Books" },
	{ T_PRODUCTS, "unit_price", MDP_T_DOUBLE, MDP_ROLE_MONEY, PRODUCT, NULL, NULL },
	{ T_PRODUCTS, "model", MDP_T_TEXT, MDP_ROLE_CODE, PRODUCT, NULL, "320|320i|7" },
};

static void add_values(struct mdp_catalog *c, struct mdp_column *col, const char *values)
{
	struct mdp_str rest = mdp_str_of(values), one;
	col->values = MDP_NEW_ARRAY(&c->arena, 16, struct mdp_entry);
	while (mdp_str_next(&rest, '|', &one)) {
		struct mdp_entry *e = &col->values[col->nvalues++];
		e->text = mdp_arena_strndup(&c->arena, one.p, one.n);
		e->norm = mdp_words_norm(&c->arena, one);
		e->count = 100 - col->nvalues;
	}
	col->distinct = col->nvalues;
	col->all_values = true;
}

static void add_columns(struct mdp_catalog *c)
{
	c->ncolumns = (int)(sizeof(columns) / sizeof(*columns));
	c->columns = MDP_NEW_ARRAY(&c->arena, (size_t)c->ncolumns, struct mdp_column);
	for (int i = 0; i < c->ncolumns; i++) {
		const struct shop_column *s = &columns[i];
		struct mdp_column *col = &c->columns[i];
		struct mdp_table *t = &c->tables[s->table];
		if (t->ncolumns++ == 0)
			t->first_column = i;
		col->table = s->table;
		col->ordinal = i - t->first_column;
		col->name = s->name;
		col->words = mdp_words_of_name(&c->arena, s->name);
		col->type = s->type;
		col->role = s->role;
		col->entity = s->entity;
		col->mirror = -1;
		col->origin = -1;
		for (int k = 0; s->mirror && k < i && col->mirror < 0; k++)
			if (columns[k].entity == s->entity && !strcmp(columns[k].name, s->mirror))
				col->mirror = k;
		col->hidden = strcmp(s->name, "secret_note") == 0;
		if (s->values)
			add_values(c, col, s->values);
	}
}

static void add_entity(struct mdp_catalog *c, int id, const char *name, const char *plural, int table,
		       const char *synonym)
{
	struct mdp_entity *e = &c->entities[id];
	e->name = name;
	e->plural = plural;
	e->table = table;
	e->label = e->time = -1;
	e->synonyms = MDP_NEW_ARRAY(&c->arena, 2, const char *);
	e->synonyms[0] = synonym;
}

struct mdp_catalog *shop_catalog(void)
{
	static const char *const tables[] = { "customers", "order_lines", "products" };
	struct mdp_catalog *c = mdp_catalog_new();
	c->ntables = 3;
	c->tables = MDP_NEW_ARRAY(&c->arena, 3, struct mdp_table);
	for (int i = 0; i < 3; i++) {
		c->tables[i].schema = "shop";
		c->tables[i].name = tables[i];
		c->tables[i].words = mdp_words_of_table(&c->arena, tables[i]);
	}
	add_columns(c);
	c->nentities = 4;
	c->entities = MDP_NEW_ARRAY(&c->arena, 4, struct mdp_entity);
	add_entity(c, CUSTOMER, "customer", "customers", T_CUSTOMERS, NULL);
	add_entity(c, ORDER, "order", "orders", T_LINES, NULL);
	add_entity(c, LINE, "order line", "order lines", T_LINES, "line item");
	add_entity(c, PRODUCT, "product", "products", T_PRODUCTS, NULL);
	c->entities[ORDER].time = 10;
	c->nmeasures = 2;
	c->measures = MDP_NEW_ARRAY(&c->arena, 2, struct mdp_measure);
	c->measures[0] = (struct mdp_measure){ .name = "revenue", .entity = ORDER, .time = -1, .declared = true };
	c->measures[1] = (struct mdp_measure){ .name = "amount", .entity = ORDER, .time = -1 };
	c->fiscal_start = 1;
	return c;
}
