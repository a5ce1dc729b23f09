/*
 * Finding a platform. A folder is one when, within two levels, it holds a dbt project, Evidence pages, Airflow DAGs,
 * mdp.yaml or a DuckDB file. From the current folder the nearest parent that is one is taken; where that is only a part
 * (somebody stands in the dbt folder) and its parent holds it together with other parts, the parent is. Of several
 * parts of a kind the one nearest to the root wins. A --warehouse is taken with the files around it only if they speak
 * of that very warehouse: names and definitions of another platform would be worse than none.
 */
#include "project/project.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/str.h"
#include "project/profiles.h"
#include "project/scan.h"
#include "project/yaml.h"
#include "base/banned.h"

#define SCAN_DEPTH 2
#define MAX_PARENTS 40

static const char *real_path(struct mdp_arena *a, const char *path)
{
	char *real = realpath(path, NULL);
	const char *out = real ? mdp_arena_strdup(a, real) : NULL;
	free(real);
	return out;
}

static const char *current_dir(struct mdp_arena *a)
{
	const char *cwd = real_path(a, ".");
	return cwd ? cwd : "/";
}

static bool has_suffix(const char *name, const char *suffix)
{
	return mdp_str_ends(mdp_str_of(name), suffix);
}

/* --- parts, each by what a folder holds --- */

static bool is_dbt(struct mdp_arena *a, const struct mdp_scan_dir *d)
{
	(void)a;
	return mdp_scan_has(d, "dbt_project.yml") || mdp_scan_has(d, "dbt_project.yaml");
}

/* Older pages name a query alone after the fence; what tells them from any Markdown is a component that shows it. */
static bool is_sql_page(const char *path)
{
	return mdp_scan_mentions(path, "```sql") ||
	       (mdp_scan_mentions(path, "data={") && mdp_scan_mentions(path, "select"));
}

static bool has_sql_pages(struct mdp_arena *a, const char *dir)
{
	struct mdp_scan pages;
	mdp_scan_run(a, dir, SCAN_DEPTH, &pages);
	for (int i = 0; i < pages.ndirs; i++)
		for (int k = 0; k < pages.dirs[i].nfiles; k++)
			if (has_suffix(pages.dirs[i].files[k], ".md") &&
			    is_sql_page(mdp_path_join(a, pages.dirs[i].path, pages.dirs[i].files[k])))
				return true;
	return false;
}

static bool is_evidence(struct mdp_arena *a, const struct mdp_scan_dir *d)
{
	const char *pages = mdp_path_join(a, d->path, "pages");
	return mdp_file_is_dir(pages) && (mdp_scan_has(d, "evidence.config.yaml") || has_sql_pages(a, pages));
}

static bool is_dags(struct mdp_arena *a, const struct mdp_scan_dir *d)
{
	for (int i = 0; i < d->nfiles; i++) {
		if (!has_suffix(d->files[i], ".py"))
			continue;
		const char *path = mdp_path_join(a, d->path, d->files[i]);
		if ((mdp_scan_mentions(path, "from airflow") || mdp_scan_mentions(path, "import airflow")) &&
		    mdp_scan_mentions(path, "dag"))
			return true;
	}
	return false;
}

static bool has_duckdb(struct mdp_arena *a, const struct mdp_scan_dir *d)
{
	for (int i = 0; i < d->nfiles; i++) {
		if (has_suffix(d->files[i], ".duckdb"))
			return true;
		if ((has_suffix(d->files[i], ".db") || has_suffix(d->files[i], ".ddb")) &&
		    mdp_scan_is_duckdb(mdp_path_join(a, d->path, d->files[i])))
			return true;
	}
	return false;
}

typedef bool is_part(struct mdp_arena *a, const struct mdp_scan_dir *d);

/* First folder of the scan that is such a part; `also` counts others at the same level. */
static const char *find_part(struct mdp_arena *a, const struct mdp_scan *scan, is_part *is, int *also,
			     const char **other)
{
	int found = -1;
	*also = 0;
	for (int i = 0; i < scan->ndirs; i++) {
		if (found >= 0 && scan->dirs[i].depth > scan->dirs[found].depth)
			break;
		if (!is(a, &scan->dirs[i]))
			continue;
		if (found < 0) {
			found = i;
		} else if (!(*also)++) {
			*other = scan->dirs[i].path;
		}
	}
	return found < 0 ? NULL : scan->dirs[found].path;
}

/* --- the only DuckDB file --- */

/* Places are tried in this order; the first that holds files decides. */
static int place_rank(const struct mdp_scan_dir *d)
{
	const char *base = mdp_path_base(d->path);
	if (!d->depth)
		return 0;
	if (d->depth == 1 && (!strcmp(base, "warehouse") || !strcmp(base, "data")))
		return 1;
	return d->depth + 1;
}

static const char *lone_file(struct mdp_arena *a, const struct mdp_scan *scan, const char **problem)
{
	for (int rank = 0; rank <= SCAN_DEPTH + 1; rank++) {
		const char *found = NULL;
		struct mdp_buf all = MDP_BUF_INIT;
		int n = 0;
		for (int i = 0; i < scan->ndirs; i++) {
			const struct mdp_scan_dir *d = &scan->dirs[i];
			if (place_rank(d) != rank || !has_duckdb(a, d))
				continue;
			for (int k = 0; k < d->nfiles; k++) {
				const char *path = mdp_path_join(a, d->path, d->files[k]);
				bool db = has_suffix(path, ".duckdb") ||
					  ((has_suffix(path, ".db") || has_suffix(path, ".ddb")) &&
					   mdp_scan_is_duckdb(path));
				if (!db)
					continue;
				found = path;
				if (++n <= 5)
					mdp_buf_printf(&all, "%s%s", n > 1 ? ", " : "", path);
			}
		}
		if (n > 1)
			*problem = mdp_arena_printf(a, "%d DuckDB files may be the warehouse: %s%s", n,
						    mdp_buf_cstr(&all), n > 5 ? ", …" : "");
		mdp_buf_release(&all);
		if (n)
			return n == 1 ? found : NULL;
	}
	return NULL;
}

/* --- the warehouse --- */

/* "/a/b/../c" → "/a/c", for what is not there yet; where b is a link, the file itself would have been found. */
static const char *without_dots(struct mdp_arena *a, const char *path)
{
	struct mdp_buf b = MDP_BUF_INIT;
	struct mdp_str rest = mdp_str_of(path), part;
	while (mdp_str_next(&rest, '/', &part)) {
		if (!part.n || mdp_str_is(part, "."))
			continue;
		if (mdp_str_is(part, "..")) {
			while (b.n && b.p[--b.n] != '/')
				;
			continue;
		}
		mdp_buf_putc(&b, '/');
		mdp_buf_str(&b, part);
	}
	const char *out = mdp_arena_strndup(a, b.n ? b.p : "/", b.n ? b.n : 1);
	mdp_buf_release(&b);
	return out;
}

static bool inside(const char *path, const char *folder)
{
	size_t n = strlen(folder);
	return !strncmp(path, folder, n) && (!path[n] || path[n] == '/' || (n && path[n - 1] == '/'));
}

/*
 * A path relative to one of several folders: the file that exists, else one whose folder does, else the first. The
 * current folder is one of them only within the platform: from anywhere else "../warehouse" may be a stranger's, which a
 * build would then replace.
 */
static const char *resolve(struct mdp_project *p, const char *path, const char *profiles_dir)
{
	const char *here = current_dir(&p->arena);
	const char *bases[] = { p->dbt_dir, p->root, profiles_dir, p->root && inside(here, p->root) ? here : NULL };
	const char *folder_exists = NULL, *first = NULL;
	for (size_t i = 0; i < sizeof(bases) / sizeof(bases[0]); i++) {
		if (!bases[i])
			continue;
		const char *full = mdp_path_join(&p->arena, bases[i], path);
		if (mdp_file_exists(full))
			return real_path(&p->arena, full);
		const char *dir = real_path(&p->arena, mdp_path_dir(&p->arena, full));
		if (dir && !folder_exists)
			folder_exists = mdp_path_join(&p->arena, dir, mdp_path_base(full));
		if (!first)
			first = full;
	}
	return folder_exists ? folder_exists : without_dots(&p->arena, first);
}

static const char *config_text(struct mdp_project *p, const char *key)
{
	struct mdp_yaml *config;
	/* an mdp.yaml that does not parse is reported where its content is used */
	if (!p->config || mdp_yaml_read(&p->arena, p->config, &config, NULL))
		return NULL;
	return mdp_yaml_text(config, key);
}

static void find_warehouse(struct mdp_project *p, const struct mdp_scan *scan)
{
	const char *said = config_text(p, "warehouse"), *profiles_dir = NULL, *problem = NULL;
	if (!said && p->dbt_dir)
		said = mdp_dbt_warehouse(&p->arena, p->root, p->dbt_dir, &profiles_dir, &problem);
	const char *path = said ? resolve(p, said, profiles_dir) : NULL;
	if (path && mdp_file_exists(path)) {
		p->warehouse = path;
		return;
	}
	const char *several = NULL, *lone = lone_file(&p->arena, scan, &several);
	/*
	 * A profile often holds the path inside a container. The file here is meant when it has that name, or when
	 * the folder of the profile's path is not there; otherwise the warehouse is still to be built.
	 */
	if (lone && (!path || !strcmp(mdp_path_base(lone), mdp_path_base(path)) ||
		     !mdp_file_is_dir(mdp_path_dir(&p->arena, path))))
		path = lone;
	p->warehouse = path;
	if (!path)
		p->warehouse_problem = several ? several : problem;
}

/* --- the root --- */

static const char *config_file(struct mdp_arena *a, const char *root)
{
	static const char *const names[] = { "mdp.yaml", "mdp.yml" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *path = mdp_path_join(a, root, names[i]);
		if (mdp_file_exists(path))
			return path;
	}
	return NULL;
}

struct parts {
	const char *dbt, *evidence, *dags, *config, *other_dbt;
	bool duckdb;
	int more_dbt;
};

/* How many kinds of parts there are. */
static int look(struct mdp_arena *a, const struct mdp_scan *scan, struct parts *parts)
{
	int more;
	const char *other = NULL;
	*parts = (struct parts){ 0 };
	parts->dbt = find_part(a, scan, is_dbt, &parts->more_dbt, &parts->other_dbt);
	parts->evidence = find_part(a, scan, is_evidence, &more, &other);
	parts->dags = find_part(a, scan, is_dags, &more, &other);
	parts->config = config_file(a, scan->dirs[0].path);
	parts->duckdb = find_part(a, scan, has_duckdb, &more, &other) != NULL;
	return !!parts->dbt + !!parts->evidence + !!parts->dags + !!parts->config + parts->duckdb;
}

/* Only a part of a platform, whose other parts may lie beside it. A checkout of its own is whole. */
static bool is_component(struct mdp_arena *a, const char *dir, const struct parts *p, int kinds)
{
	if (p->config || mdp_file_is_dir(mdp_path_join(a, dir, ".git")))
		return false;
	return kinds == 1 || (p->dbt && !strcmp(p->dbt, dir)) || (p->evidence && !strcmp(p->evidence, dir)) ||
	       (p->dags && !strcmp(p->dags, dir));
}

static bool named_dags(const struct parts *p)
{
	return p->dags && !strcmp(mdp_path_base(p->dags), "dags");
}

/* Does the folder hold, directly or one level down, a kind of part that is not among those? A DuckDB file alone is no sign, nor a folder of
 * scripts of which one speaks of Airflow. */
static bool holds_others(struct mdp_arena *a, const char *dir, const struct parts *those)
{
	struct mdp_scan scan;
	struct parts p;
	mdp_scan_run(a, dir, 1, &scan);
	look(a, &scan, &p);
	if (p.more_dbt || (p.dbt && those->dbt && strcmp(p.dbt, those->dbt)))
		return false;
	return (p.dbt && !those->dbt) || (p.evidence && !those->evidence) || (named_dags(&p) && !those->dags) ||
	       (p.config && !those->config);
}

/* A folder that anybody may write to, such as /tmp, is nobody's platform, whatever lies in it. */
static bool is_public(const char *dir)
{
	struct stat st;
	return stat(dir, &st) == 0 && (st.st_mode & S_IWOTH);
}

/* Is a folder above the one we stand in a platform? One with a part of its own, or with two kinds of parts one level down. */
static bool is_root_above(struct mdp_arena *a, const char *dir)
{
	struct mdp_scan scan;
	struct parts p;
	mdp_scan_run(a, dir, 1, &scan);
	look(a, &scan, &p);
	if (p.more_dbt)
		return false;
	int kinds = !!p.dbt + !!p.evidence + named_dags(&p);
	return p.config || (p.dbt && !strcmp(p.dbt, dir)) || (p.evidence && !strcmp(p.evidence, dir)) || kinds >= 2;
}

/*
 * The nearest folder from `from` upwards that is a platform; NULL if none. `from` itself is looked at as a root is; further up
 * less counts: the folder above may hold anything.
 */
static const char *nearest(struct mdp_arena *a, const char *from)
{
	const char *dir = from;
	for (int i = 0; i < MAX_PARENTS && strcmp(dir, "/"); i++, dir = mdp_path_dir(a, dir)) {
		if (i && is_public(dir))
			break;
		struct mdp_scan scan;
		struct parts here;
		mdp_scan_run(a, dir, SCAN_DEPTH, &scan);
		int kinds = look(a, &scan, &here);
		if (!kinds || (i && !is_root_above(a, dir)))
			continue;
		/* the dags of airflow/dags are two levels down */
		const char *parent = mdp_path_dir(a, dir);
		for (int up = 0;
		     up < 2 && strcmp(parent, "/") && !is_public(parent) && is_component(a, dir, &here, kinds);
		     up++, parent = mdp_path_dir(a, parent))
			if (holds_others(a, parent, &here))
				return parent;
		return dir;
	}
	return NULL;
}

static int fill(struct mdp_project *p, const char *root, struct mdp_error *err)
{
	struct mdp_scan scan;
	struct parts parts;
	p->root = root;
	mdp_scan_run(&p->arena, root, SCAN_DEPTH, &scan);
	int kinds = look(&p->arena, &scan, &parts);
	const char *sources = NULL;
	if (parts.config) {
		p->config = parts.config;
		sources = config_text(p, "sources");
	}
	const char *dir = mdp_path_join(&p->arena, root, sources ? sources : "sources");
	if (mdp_file_is_dir(dir))
		p->sources_dir = dir;
	if (!kinds && !p->sources_dir) {
		int rc = mdp_fail(err, MDP_USAGE, "no platform in %s", root);
		mdp_error_detail(
			err,
			"neither dbt_project.yml, Evidence pages, Airflow DAGs, mdp.yaml nor a .duckdb file within "
			"two levels");
		mdp_error_hint(err, "name another folder with --project, or a DuckDB file with --warehouse");
		return rc;
	}
	if (parts.more_dbt) {
		int rc = mdp_fail(err, MDP_USAGE, "%d dbt projects in %s", parts.more_dbt + 1, root);
		mdp_error_detail(err, "%s and %s%s", parts.dbt, parts.other_dbt, parts.more_dbt > 1 ? ", …" : "");
		mdp_error_hint(err, "choose one with --project");
		return rc;
	}
	p->dbt_dir = parts.dbt;
	p->evidence_dir = parts.evidence;
	p->dags_dir = parts.dags;
	find_warehouse(p, &scan);
	return 0;
}

static bool same_file(const char *x, const char *y)
{
	struct stat a, b;
	return x && y && !stat(x, &a) && !stat(y, &b) && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

static void forget_parts(struct mdp_project *p)
{
	p->root = p->warehouse = p->dbt_dir = p->evidence_dir = p->dags_dir = p->sources_dir = p->config = NULL;
	p->warehouse_problem = NULL;
}

/* --warehouse without --project: the platform around the file or around us, if it is that platform's warehouse. */
static void around_warehouse(struct mdp_project *p, const char *file)
{
	const char *starts[] = { mdp_path_dir(&p->arena, file), current_dir(&p->arena) };
	for (size_t i = 0; i < 2; i++) {
		const char *root = nearest(&p->arena, starts[i]);
		if (root && !fill(p, root, NULL) &&
		    (same_file(p->warehouse, file) || (p->warehouse && !strcmp(p->warehouse, file))))
			return;
		forget_parts(p);
	}
	p->root = starts[0];
}

static void split_schemas(struct mdp_project *p, const char *list)
{
	struct mdp_str rest = mdp_str_of(list), field;
	int n = 0, cap = 0;
	while (mdp_str_next(&rest, ',', &field)) {
		field = mdp_str_trim(field);
		if (field.n)
			MDP_PUSH(&p->arena, p->schemas, n, cap, mdp_arena_strndup(&p->arena, field.p, field.n));
	}
	if (n)
		MDP_PUSH(&p->arena, p->schemas, n, cap, NULL);
}

static int find_root(struct mdp_project *p, const struct mdp_project_options *opt, struct mdp_error *err)
{
	if (opt->root) {
		const char *root = real_path(&p->arena, opt->root);
		if (root && mdp_file_is_dir(root))
			return fill(p, root, err);
		int rc = mdp_fail(err, MDP_USAGE, "no folder %s", opt->root);
		mdp_error_hint(err, "--project names the root of a platform");
		return rc;
	}
	const char *cwd = current_dir(&p->arena), *root = nearest(&p->arena, cwd);
	return fill(p, root ? root : cwd, err);
}

static int given_warehouse(struct mdp_project *p, const struct mdp_project_options *opt, struct mdp_error *err)
{
	const char *full = mdp_path_join(&p->arena, current_dir(&p->arena), opt->warehouse);
	const char *real = real_path(&p->arena, full);
	if (!real) {
		/* to be built: its folder at least is there */
		const char *dir = real_path(&p->arena, mdp_path_dir(&p->arena, full));
		real = dir ? mdp_path_join(&p->arena, dir, mdp_path_base(full)) : full;
	}
	if (mdp_file_is_dir(real)) {
		int rc = mdp_fail(err, MDP_USAGE, "%s is a folder", opt->warehouse);
		mdp_error_hint(err, "--warehouse names a DuckDB file, --project the root of a platform");
		return rc;
	}
	if (opt->root) {
		/* a folder that holds no part is fine: the warehouse was named */
		const char *root = real_path(&p->arena, opt->root);
		if (!root || !mdp_file_is_dir(root))
			return find_root(p, opt, err);
		struct mdp_error none = { 0 };
		if (fill(p, root, &none)) {
			forget_parts(p);
			p->root = root;
		}
	} else {
		around_warehouse(p, real);
	}
	p->warehouse = real;
	p->warehouse_problem = NULL;
	return 0;
}

int mdp_project_find(struct mdp_project *p, const struct mdp_project_options *opt, struct mdp_error *err)
{
	*p = (struct mdp_project){ 0 };
	mdp_arena_init(&p->arena);
	if (opt->schemas)
		split_schemas(p, opt->schemas);
	return opt->warehouse ? given_warehouse(p, opt, err) : find_root(p, opt, err);
}

int mdp_project_need_warehouse(const struct mdp_project *p, struct mdp_error *err)
{
	if (p->warehouse && mdp_file_exists(p->warehouse))
		return 0;
	int rc = p->warehouse ? mdp_fail(err, MDP_WAREHOUSE, "no warehouse at %s", p->warehouse)
			      : mdp_fail(err, MDP_WAREHOUSE, "no warehouse in %s", p->root ? p->root : ".");
	if (p->warehouse_problem)
		mdp_error_detail(err, "%s", p->warehouse_problem);
	if (p->warehouse)
		mdp_error_hint(err, "build it with 'mdp pipeline', or name a DuckDB file with --warehouse");
	else
		mdp_error_hint(err, "name a DuckDB file with --warehouse");
	return rc;
}

void mdp_project_release(struct mdp_project *p)
{
	mdp_arena_release(&p->arena);
	*p = (struct mdp_project){ 0 };
}
