/* A small catalog made by hand, for tests of the stages that only read one: customers, orders stored by lines, products. */
#ifndef MDP_TESTS_STAGE_SHOP_H
#define MDP_TESTS_STAGE_SHOP_H

#include "catalog/catalog.h"

struct mdp_catalog *shop_catalog(void);

#endif
