/*
 * A small orders platform for tests: the catalog as it should be found, and the tables it is about. Order lines with the
 * amounts of their order repeated on each (order ids are re-used, so that the key of an order has three columns), customers
 * (some never ordered), products (names are not unique), campaigns that have no table of their own.
 */
#ifndef TESTS_UNIT_FAKE_CATALOG_H
#define TESTS_UNIT_FAKE_CATALOG_H

#include "catalog/catalog.h"

/* SQL that makes the tables in an empty database. */
extern const char fake_warehouse_sql[];

struct mdp_catalog *fake_catalog(void); /* free with mdp_catalog_free */

#endif
