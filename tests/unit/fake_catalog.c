#include <string.h>
#include "fake_catalog.h"

const char fake_warehouse_sql[] =
	"create schema marts;"
	"create table marts.dim_products as select i::integer as product_id, 'Product ' || (i % 9) as product_name,"
	"  case when i % 7 = 0 then null else 'Brand ' || (i % 3) end as brand,"
	"  case i % 3 when 0 then 'Books' when 1 then 'Home' else 'Sports' end as category, (10 + i * 3.5)::double as "
	"price"
	"  from range(1, 13) t(i);"
	"create table marts.dim_customers as select i::integer as user_id,"
	"  case when i % 9 = 0 then null else 'c' || i || '@x.org' end as email,"
	"  case when i % 10 = 0 then null when i % 3 = 0 then 'TX' when i % 3 = 1 then 'CA' else 'NY' end as state,"
	"  case when i % 5 = 0 then 'high_value' when i % 2 = 0 then 'low_value' else 'churned' end as "
	"customer_segment,"
	"  case when i % 8 = 0 then null else 20 + i end as age, timestamp '2022-01-01' + interval 9 day * i as "
	"created_at"
	"  from range(1, 41) t(i);"
	"create table orders_ as select o, 'T' || (case when o % 31 = 0 then o - 1 else o end) as transaction_id,"
	"  (1 + (o * 7) % 36)::integer as user_id,"
	"  timestamp '2023-01-05 10:00:00' + interval 1 day * (case when (o * 53) % 700 between 420 and 460 then 470"
	"    else (o * 53) % 700 end) as transaction_date,"
	"  case when o % 11 = 0 then 'cancelled' when o % 13 = 0 then 'refunded' else 'completed' end as status,"
	"  case when o % 20 = 0 then null when o % 2 = 0 then 'paypal' else 'credit_card' end as payment_method,"
	"  case when o % 4 = 0 then (1 + o % 5)::integer end as campaign_id from range(1, 161) t(o);"
	"create table lines_ as select o, (1 + (o * 3 + l * 5 + o // 36 * 2) % 12)::integer as product_id,"
	"  (1 + (o * 5 + l + o // 36) % 3)::integer as quantity"
	"  from range(1, 161) t(o), range(0, 4) s(l) where l <= o % 4;"
	"create table marts.fct_orders as"
	"  with sums as (select o, round(sum(quantity * price), 2) as subtotal from lines_ join marts.dim_products "
	"using (product_id)"
	"    group by o),"
	"  amounts as (select *, round(subtotal * 0.08, 2) as tax, case when subtotal > 100 then 0.0 else 8.0 end as "
	"shipping,"
	"    case when o % 10 = 0 then round(subtotal * 0.1, 2) else 0.0 end as discount from sums)"
	"  select transaction_id, transaction_date, status, payment_method, r.user_id, c.state as customer_state,"
	"    c.customer_segment, l.product_id, p.product_name, p.category, l.quantity, p.price as unit_price,"
	"    a.subtotal::double as subtotal, a.tax::double as tax, a.shipping::double as shipping, a.discount::double "
	"as discount,"
	"    round(a.subtotal + a.tax + a.shipping - a.discount, 2)::double as total, campaign_id,"
	"    case when campaign_id is not null then 'type ' || (campaign_id % 2) end as campaign_type,"
	"    (campaign_id * 1000)::double as campaign_spend"
	"  from orders_ r join lines_ l using (o) join amounts a using (o) join marts.dim_customers c using (user_id)"
	"  join marts.dim_products p using (product_id);"
	"drop table orders_; drop table lines_;";

enum { LINE, ORDER, CUSTOMER, PRODUCT, CAMPAIGN, NENTITIES };
enum { FCT, CUSTOMERS, PRODUCTS, NTABLES };

static const struct spec {
	int table;
	const char *name, *words;
	enum mdp_type type;
	enum mdp_role role;
	int owner;
	const char *mirror; /* "table.column" of the original */
	const char *unit;
	enum mdp_additivity additive;
	int nulls, distinct;
} specs[] = {
	{ FCT, "transaction_id", "transaction id", MDP_T_TEXT, MDP_ROLE_ID, ORDER, NULL, NULL, MDP_ADDITIVE_NO, 0,
	  155 },
	{ FCT, "transaction_date", "transaction date", MDP_T_TIMESTAMP, MDP_ROLE_TIME_EVENT, ORDER, NULL, NULL,
	  MDP_ADDITIVE_NO, 0, 150 },
	{ FCT, "status", "status", MDP_T_TEXT, MDP_ROLE_CATEGORY, ORDER, NULL, NULL, MDP_ADDITIVE_NO, 0, 3 },
	{ FCT, "payment_method", "payment method", MDP_T_TEXT, MDP_ROLE_CATEGORY, ORDER, NULL, NULL, MDP_ADDITIVE_NO, 8,
	  2 },
	{ FCT, "user_id", "user id", MDP_T_INT, MDP_ROLE_ID, CUSTOMER, "dim_customers.user_id", NULL, MDP_ADDITIVE_NO,
	  0, 36 },
	{ FCT, "customer_state", "customer state", MDP_T_TEXT, MDP_ROLE_GEO, CUSTOMER, "dim_customers.state", NULL,
	  MDP_ADDITIVE_NO, 36, 3 },
	{ FCT, "customer_segment", "customer segment", MDP_T_TEXT, MDP_ROLE_CATEGORY, CUSTOMER,
	  "dim_customers.customer_segment", NULL, MDP_ADDITIVE_NO, 0, 3 },
	{ FCT, "product_id", "product id", MDP_T_INT, MDP_ROLE_ID, PRODUCT, "dim_products.product_id", NULL,
	  MDP_ADDITIVE_NO, 0, 12 },
	{ FCT, "product_name", "product name", MDP_T_TEXT, MDP_ROLE_NAME, PRODUCT, "dim_products.product_name", NULL,
	  MDP_ADDITIVE_NO, 0, 9 },
	{ FCT, "category", "category", MDP_T_TEXT, MDP_ROLE_CATEGORY, PRODUCT, "dim_products.category", NULL,
	  MDP_ADDITIVE_NO, 0, 3 },
	{ FCT, "quantity", "quantity", MDP_T_INT, MDP_ROLE_QUANTITY, LINE, NULL, NULL, MDP_ADDITIVE_YES, 0, 3 },
	{ FCT, "unit_price", "unit price", MDP_T_DOUBLE, MDP_ROLE_MONEY, LINE, NULL, "currency", MDP_ADDITIVE_NO, 0,
	  12 },
	{ FCT, "subtotal", "subtotal", MDP_T_DOUBLE, MDP_ROLE_MONEY, ORDER, NULL, "currency", MDP_ADDITIVE_YES, 0, 80 },
	{ FCT, "tax", "tax", MDP_T_DOUBLE, MDP_ROLE_MONEY, ORDER, NULL, "currency", MDP_ADDITIVE_YES, 0, 80 },
	{ FCT, "shipping", "shipping", MDP_T_DOUBLE, MDP_ROLE_MONEY, ORDER, NULL, "currency", MDP_ADDITIVE_YES, 0, 2 },
	{ FCT, "discount", "discount", MDP_T_DOUBLE, MDP_ROLE_MONEY, ORDER, NULL, "currency", MDP_ADDITIVE_YES, 0, 16 },
	{ FCT, "total", "total", MDP_T_DOUBLE, MDP_ROLE_MONEY, ORDER, NULL, "currency", MDP_ADDITIVE_YES, 0, 90 },
	{ FCT, "campaign_id", "campaign id", MDP_T_INT, MDP_ROLE_ID, CAMPAIGN, NULL, NULL, MDP_ADDITIVE_NO, 320, 5 },
	{ FCT, "campaign_type", "campaign type", MDP_T_TEXT, MDP_ROLE_CATEGORY, CAMPAIGN, NULL, NULL, MDP_ADDITIVE_NO,
	  320, 2 },
	{ FCT, "campaign_spend", "campaign spend", MDP_T_DOUBLE, MDP_ROLE_MONEY, CAMPAIGN, NULL, "currency",
	  MDP_ADDITIVE_YES, 320, 5 },
	{ CUSTOMERS, "user_id", "user id", MDP_T_INT, MDP_ROLE_ID, CUSTOMER, NULL, NULL, MDP_ADDITIVE_NO, 0, 40 },
	{ CUSTOMERS, "email", "email", MDP_T_TEXT, MDP_ROLE_EMAIL, CUSTOMER, NULL, NULL, MDP_ADDITIVE_NO, 4, 36 },
	{ CUSTOMERS, "state", "state", MDP_T_TEXT, MDP_ROLE_GEO, CUSTOMER, NULL, NULL, MDP_ADDITIVE_NO, 4, 3 },
	{ CUSTOMERS, "customer_segment", "customer segment", MDP_T_TEXT, MDP_ROLE_CATEGORY, CUSTOMER, NULL, NULL,
	  MDP_ADDITIVE_NO, 0, 3 },
	{ CUSTOMERS, "age", "age", MDP_T_INT, MDP_ROLE_NUMBER, CUSTOMER, NULL, NULL, MDP_ADDITIVE_NO, 5, 35 },
	{ CUSTOMERS, "created_at", "created at", MDP_T_TIMESTAMP, MDP_ROLE_TIME_EVENT, CUSTOMER, NULL, NULL,
	  MDP_ADDITIVE_NO, 0, 40 },
	{ PRODUCTS, "product_id", "product id", MDP_T_INT, MDP_ROLE_ID, PRODUCT, NULL, NULL, MDP_ADDITIVE_NO, 0, 12 },
	{ PRODUCTS, "product_name", "product name", MDP_T_TEXT, MDP_ROLE_NAME, PRODUCT, NULL, NULL, MDP_ADDITIVE_NO, 0,
	  9 },
	{ PRODUCTS, "brand", "brand", MDP_T_TEXT, MDP_ROLE_CATEGORY, PRODUCT, NULL, NULL, MDP_ADDITIVE_NO, 1, 3 },
	{ PRODUCTS, "category", "category", MDP_T_TEXT, MDP_ROLE_CATEGORY, PRODUCT, NULL, NULL, MDP_ADDITIVE_NO, 0, 3 },
	{ PRODUCTS, "price", "price", MDP_T_DOUBLE, MDP_ROLE_MONEY, PRODUCT, NULL, "currency", MDP_ADDITIVE_NO, 0, 12 },
};
#define NCOLUMNS ((int)(sizeof(specs) / sizeof(specs[0])))

static int col(struct mdp_catalog *c, const char *name)
{
	int i = mdp_catalog_column(c, mdp_str_of(name));
	return i;
}

static int *key(struct mdp_catalog *c, const char *a, const char *b, const char *d)
{
	int *k = MDP_NEW_ARRAY(&c->arena, 4, int);
	k[0] = col(c, a);
	k[1] = b ? col(c, b) : -1;
	k[2] = d ? col(c, d) : -1;
	return k;
}

static void add_tables(struct mdp_catalog *c)
{
	static const char *const names[] = { "fct_orders", "dim_customers", "dim_products" };
	static const char *const words[] = { "orders", "customers", "products" };
	static const int64_t rows[] = { 400, 40, 12 };
	static const int row_entity[] = { LINE, CUSTOMER, PRODUCT };
	c->ntables = NTABLES;
	c->tables = MDP_NEW_ARRAY(&c->arena, NTABLES, struct mdp_table);
	for (int t = 0, at = 0; t < NTABLES; t++) {
		int n = 0;
		while (at + n < NCOLUMNS && specs[at + n].table == t)
			n++;
		c->tables[t] = (struct mdp_table){ .schema = "marts",
						   .name = names[t],
						   .words = words[t],
						   .rows = rows[t],
						   .first_column = at,
						   .ncolumns = n,
						   .row_entity = row_entity[t] };
		at += n;
	}
}

static void add_columns(struct mdp_catalog *c)
{
	c->ncolumns = NCOLUMNS;
	c->columns = MDP_NEW_ARRAY(&c->arena, NCOLUMNS, struct mdp_column);
	for (int i = 0; i < NCOLUMNS; i++) {
		const struct spec *s = &specs[i];
		c->columns[i] = (struct mdp_column){ .table = s->table,
						     .ordinal = i - c->tables[s->table].first_column,
						     .name = s->name,
						     .words = s->words,
						     .sql_type = "",
						     .type = s->type,
						     .role = s->role,
						     .additive = s->additive,
						     .unit = s->unit,
						     .nulls = s->nulls,
						     .distinct = s->distinct,
						     .entity = s->owner,
						     .mirror = -1,
						     .origin = -1 };
		c->columns[i].owner_evidence = (struct mdp_evidence){ .how = "functional dependency", .rows = 400 };
	}
	for (int i = 0; i < NCOLUMNS; i++)
		if (specs[i].mirror)
			c->columns[i].mirror = col(c, specs[i].mirror);
	int date = col(c, "fct_orders.transaction_date"), made = col(c, "dim_customers.created_at");
	c->columns[date].min = mdp_value_timestamp((mdp_date_days(2023, 1, 5) * 24 + 10) * 3600000000);
	c->columns[date].max = mdp_value_timestamp((mdp_date_days(2024, 12, 4) * 24 + 10) * 3600000000);
	c->columns[made].min = mdp_value_timestamp(mdp_date_days(2022, 1, 10) * 86400000000);
	c->columns[made].max = mdp_value_timestamp(mdp_date_days(2022, 12, 27) * 86400000000);
}

static void add_entities(struct mdp_catalog *c)
{
	c->nentities = NENTITIES;
	c->entities = MDP_NEW_ARRAY(&c->arena, NENTITIES, struct mdp_entity);
	struct mdp_entity *e = c->entities;
	e[LINE] = (struct mdp_entity){ .name = "order line",
				       .plural = "order lines",
				       .table = FCT,
				       .own_table = true,
				       .count = 400,
				       .label = -1,
				       .time = -1 };
	e[ORDER] = (struct mdp_entity){ .name = "order",
					.plural = "orders",
					.table = FCT,
					.count = 160,
					.label = -1,
					.nkey = 3,
					.key = key(c, "fct_orders.transaction_id", "fct_orders.user_id",
						   "fct_orders.transaction_date"),
					.time = col(c, "fct_orders.transaction_date") };
	e[CUSTOMER] = (struct mdp_entity){ .name = "customer",
					   .plural = "customers",
					   .table = CUSTOMERS,
					   .count = 40,
					   .nkey = 1,
					   .own_table = true,
					   .key = key(c, "dim_customers.user_id", NULL, NULL),
					   .label = col(c, "dim_customers.email"),
					   .time = col(c, "dim_customers.created_at") };
	e[PRODUCT] = (struct mdp_entity){ .name = "product",
					  .plural = "products",
					  .table = PRODUCTS,
					  .count = 12,
					  .nkey = 1,
					  .own_table = true,
					  .key = key(c, "dim_products.product_id", NULL, NULL),
					  .label = col(c, "dim_products.product_name"),
					  .time = -1 };
	e[CAMPAIGN] = (struct mdp_entity){ .name = "campaign",
					   .plural = "campaigns",
					   .table = FCT,
					   .count = 5,
					   .nkey = 1,
					   .key = key(c, "fct_orders.campaign_id", NULL, NULL),
					   .label = -1,
					   .time = -1 };
	for (int i = 0; i < NENTITIES; i++)
		e[i].evidence = (struct mdp_evidence){ .how = "key", .rows = e[i].count };
}

/* Each entity's sites; the row of the line table is a site of order lines without a key. */
static void add_sites(struct mdp_catalog *c)
{
	static const struct {
		int entity, table;
		bool unique;
		const char *key[3];
	} sites[] = {
		{ LINE, FCT, true, { NULL, NULL, NULL } },
		{ ORDER,
		  FCT,
		  false,
		  { "fct_orders.transaction_id", "fct_orders.user_id", "fct_orders.transaction_date" } },
		{ CUSTOMER, FCT, false, { "fct_orders.user_id", NULL, NULL } },
		{ PRODUCT, FCT, false, { "fct_orders.product_id", NULL, NULL } },
		{ CAMPAIGN, FCT, false, { "fct_orders.campaign_id", NULL, NULL } },
		{ CUSTOMER, CUSTOMERS, true, { "dim_customers.user_id", NULL, NULL } },
		{ PRODUCT, PRODUCTS, true, { "dim_products.product_id", NULL, NULL } },
	};
	c->nsites = (int)(sizeof(sites) / sizeof(sites[0]));
	c->sites = MDP_NEW_ARRAY(&c->arena, (size_t)c->nsites, struct mdp_site);
	for (int i = 0; i < c->nsites; i++) {
		c->sites[i] = (struct mdp_site){ .entity = sites[i].entity,
						 .table = sites[i].table,
						 .unique = sites[i].unique };
		c->sites[i].key = sites[i].key[0] ? key(c, sites[i].key[0], sites[i].key[1], sites[i].key[2]) : NULL;
	}
}

static void add_links(struct mdp_catalog *c)
{
	/* line → order, product; order → customer, campaign: sites 0 … 4 */
	static const int links[][4] = {
		{ LINE, ORDER, 0, 1 }, { LINE, PRODUCT, 0, 3 }, { ORDER, CUSTOMER, 1, 2 }, { ORDER, CAMPAIGN, 1, 4 }
	};
	c->nlinks = 4;
	c->links = MDP_NEW_ARRAY(&c->arena, 4, struct mdp_link);
	for (int i = 0; i < 4; i++)
		c->links[i] = (struct mdp_link){ .from = links[i][0],
						 .to = links[i][1],
						 .from_site = links[i][2],
						 .to_site = links[i][3],
						 .optional = i == 3 };
}

static void add_measures(struct mdp_catalog *c)
{
	static const struct {
		const char *name, *entity, *column;
		int of;
	} sums[] = { { "revenue", "order", "fct_orders.total", ORDER },
		     { "subtotal", "order", "fct_orders.subtotal", ORDER },
		     { "tax", "order", "fct_orders.tax", ORDER },
		     { "shipping", "order", "fct_orders.shipping", ORDER },
		     { "discount", "order", "fct_orders.discount", ORDER },
		     { "units", "order line", "fct_orders.quantity", LINE },
		     { "spend", "campaign", "fct_orders.campaign_spend", CAMPAIGN } };
	c->measures = MDP_NEW_ARRAY(&c->arena, 8, struct mdp_measure);
	for (int i = 0; i < 7; i++)
		c->measures[c->nmeasures++] =
			(struct mdp_measure){ .name = sums[i].name,
					      .entity = sums[i].of,
					      .unit = i == 5 ? NULL : "currency",
					      .additive = MDP_ADDITIVE_YES,
					      .time = -1,
					      .expr = mdp_expr_agg(&c->arena, MDP_AGG_SUM, sums[i].entity,
								   mdp_expr_column(&c->arena, sums[i].column)) };
	c->measures[c->nmeasures++] =
		(struct mdp_measure){ .name = "average order value",
				      .entity = ORDER,
				      .unit = "currency",
				      .time = -1,
				      .declared = true,
				      .expr = mdp_expr_agg(&c->arena, MDP_AGG_AVG, "order",
							   mdp_expr_column(&c->arena, "fct_orders.total")),
				      .source = { "pages/index.md", 12 } };
}

static void add_identities(struct mdp_catalog *c)
{
	c->nidentities = 2;
	c->identities = MDP_NEW_ARRAY(&c->arena, 2, struct mdp_identity);
	c->identities[0] = (struct mdp_identity){ .kind = MDP_ID_SUM_PRODUCT,
						  .a = col(c, "fct_orders.quantity"),
						  .b = col(c, "fct_orders.unit_price"),
						  .c = col(c, "fct_orders.subtotal"),
						  .fine = LINE,
						  .coarse = ORDER,
						  .checked = 160 };
	c->identities[1] = (struct mdp_identity){ .kind = MDP_ID_LINEAR,
						  .a = -1,
						  .b = -1,
						  .c = col(c, "fct_orders.total"),
						  .fine = ORDER,
						  .coarse = ORDER,
						  .checked = 160,
						  .terms = { { col(c, "fct_orders.subtotal"), 1, 0.93 },
							     { col(c, "fct_orders.tax"), 1, 0.07 },
							     { col(c, "fct_orders.shipping"), 1, 0.02 },
							     { col(c, "fct_orders.discount"), -1, 0.01 } },
						  .nterms = 4 };
}

struct mdp_catalog *fake_catalog(void)
{
	struct mdp_catalog *c = mdp_catalog_new();
	c->platform = "fake";
	c->fiscal_start = 1;
	add_tables(c);
	add_columns(c);
	add_entities(c);
	add_sites(c);
	add_links(c);
	add_measures(c);
	add_identities(c);
	return c;
}
