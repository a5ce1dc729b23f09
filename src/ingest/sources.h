/*
 * The YAML of a dbt project as ingest and build need it: the project file, every properties file under its model folders, and
 * the sources they declare. Ingest goes by the sources alone: which file a table is loaded from, which columns of which types
 * it must hold.
 */
#ifndef MDP_INGEST_SOURCES_H
#define MDP_INGEST_SOURCES_H

#include "base/arena.h"
#include "base/error.h"
#include "project/yaml.h"

struct mdp_sources_file {
	const char *path; /* absolute */
	const char *shown; /* as messages name it: relative to the project */
	const struct mdp_yaml *root;
};

/* How a CSV file is to be read, where that is declared: `config: meta:` of a column, its table or its source, the nearest first. */
struct mdp_source_reading {
	const char *delimiter, *quote, *encoding; /* of the table; NULL: not declared, as all below */
	const char *decimal, *thousands; /* one byte each */
	const char *date_format, *timestamp_format; /* as strptime has them */
	const char **nulls; /* texts that stand for nothing; NULL-ended */
	double most_rejected; /* share of the lines; negative: not declared */
};

struct mdp_source_column {
	const char *name, *type; /* type as declared (data_type); NULL when it is not */
	struct mdp_source_reading reading;
	const struct mdp_yaml *node;
	const char *file; /* as messages name it */
};

struct mdp_source_table {
	const char *source, *table; /* as source('…', '…') names it */
	const char *schema, *identifier; /* where it is in the warehouse */
	const char *data; /* the file it is loaded from, absolute; NULL when none is declared */
	struct mdp_source_reading reading;
	struct mdp_source_column *columns;
	int ncolumns;
	const struct mdp_yaml *node, *parent; /* the table's and the source's mapping */
	const char *file; /* as messages name it */
	int line;
};

struct mdp_sources {
	struct mdp_arena arena;
	const char *dir; /* absolute */
	const char *name; /* of the project */
	const struct mdp_yaml *project; /* dbt_project.yml */
	const char *project_file; /* as messages name it */
	const char **model_dirs; /* absolute, NULL-ended */
	struct mdp_sources_file *files;
	int nfiles, cap_files;
	struct mdp_source_table *sources;
	int nsources, cap_sources;
};

/* Reads the project in `dir`. Jinja in YAML is left as text. Release it also after a failure. */
int mdp_sources_read(struct mdp_sources *d, const char *dir, struct mdp_error *err);
void mdp_sources_release(struct mdp_sources *d);
/* Reads what is declared of reading a table's file, and of its columns (settings.c). */
int mdp_source_settings(struct mdp_arena *a, struct mdp_source_table *s, struct mdp_error *err);
/* Folders named by a key of the project file ("model-paths"), or the default; absolute, NULL-ended. */
const char **mdp_sources_folders(struct mdp_sources *d, const char *key, const char *fallback);
/* A path as messages name it: relative to the project's folder when it lies in it. */
const char *mdp_sources_shown(struct mdp_sources *d, const char *path);
const struct mdp_source_table *mdp_sources_find(const struct mdp_sources *d, const char *source, const char *table);

#endif
