# A thin front to Meson: everything is described in meson.build.
BUILD ?= build
PREFIX ?= /usr/local
MESON_FLAGS ?=

.PHONY: fuzz all test test-full test-duckdb2 check bench asan lint airflow dashboards install deb clean distclean

all: $(BUILD)/build.ninja
	@ninja -C $(BUILD) --quiet
	@ln -sfn $(BUILD)/mdp mdp

# a setup that was interrupted leaves a folder that Meson takes for a finished one
$(BUILD)/build.ninja: | third_party/duckdb
	@rm -rf $(BUILD)/meson-private
	@meson setup $(BUILD) --prefix=$(PREFIX) $(MESON_FLAGS)

# nothing is fetched when the system has libduckdb; then the folder stays empty
third_party/duckdb:
	@tools/fetch-duckdb
	@mkdir -p $@

test: all
	@tools/run-tests $(BUILD)

# what needs dbt and Airflow (./setup.sh --full); skipped with a word where they are not installed
test-full: all
	@tools/run-tests $(BUILD) --setup fullenv --suite full-env

# the same programs with the library of DuckDB 2, which what is written for release 1 must stand
test-duckdb2: all
	@tools/fetch-duckdb2
	@LD_LIBRARY_PATH=$(CURDIR)/third_party/duckdb2 tools/run-tests $(BUILD) --no-suite tools $(TEST_FLAGS)

check: all
	@tools/run-tests $(BUILD) --suite quick

bench: all
	@ninja -C $(BUILD) --quiet
	@tools/bench $(BUILD)

# but for what runs no code of ours, for the runs that are killed on purpose, which leave nothing to look at, and for what is long because it
# does the same many times
asan:
	@tools/fetch-duckdb
	@test -f build-asan/build.ninja || meson setup build-asan -Db_sanitize=address,undefined -Db_lundef=false \
		-Darena_malloc=true -Dbuildtype=debug -Doptimization=1
	@ninja -C build-asan --quiet
	@tools/run-tests build-asan --no-suite tools --no-suite faults --no-suite many

# new inputs for the ways in that others write to; FUZZ_SECONDS for each
fuzz: all
	@tools/fuzz $(BUILD)

lint:
	@tools/lint

airflow: all
	@tools/airflow standalone

# the pages of evidence/ on DASHBOARDS_PORT, built first when they were not
dashboards: all
	@tools/dashboards

install: all
	@meson install -C $(BUILD) --no-rebuild

# a Debian package in $(BUILD)
deb: all
	@tools/deb $(BUILD)

clean:
	rm -rf $(BUILD) build-fuzz build-asan build-clang build-lint mdp

distclean: clean
	rm -rf third_party .venv evidence/node_modules evidence/build evidence/.evidence tests/browser/node_modules
