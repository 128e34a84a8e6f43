# What one does every day. `make help` lists it. Each target sets up .venv from the hashed locks when needed.

PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13 python3.14; do \
	"$$p" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.installed-run
UI := $(VENV)/.installed-ui
DEV := $(VENV)/.installed-dev
PATHS ?=
FOLDERS ?=
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run test ui install lint format types contracts check bench weights dictionary lock clean

help: ## This list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

run: $(RUN) ## The main job on the samples (or PATHS="file folder ..."): documents in, a published warehouse out
	$(BIN)/chitieu run $(PATHS)

test: $(DEV) ## All tests (ARGS="-k name" for some)
	$(BIN)/python -m pytest -n auto $(ARGS)

ui: $(UI) ## The Dagster pages on the same definitions, on this machine only
	PATH="$(CURDIR)/$(BIN):$$PATH" sh scripts/ui.sh $(BIN)

install: $(DEV) ## Everything for development, into .venv

lint: $(DEV) ## Style, docstrings, format, of Python and SQL
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/sqlfluff lint --disable-progress-bar dbt_like_sql

format: $(DEV) ## Put style and format right where a tool can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/sqlfluff fix --quiet --disable-progress-bar dbt_like_sql

types: $(DEV) ## Strict types
	$(BIN)/mypy

contracts: $(DEV) ## Arrows between the rooms run one way
	$(BIN)/lint-imports --no-cache

check: lint types contracts test ## What CI asks

bench: $(DEV) ## How fast extraction, places and the warehouse are
	$(BIN)/python -m benchmarks.extraction
	$(BIN)/python -m benchmarks.places
	$(BIN)/python -m benchmarks.warehouse

weights: $(DEV) ## Learn the weights of the extraction (FOLDERS="labels texts [labels texts ...]")
	$(BIN)/python -m training $(FOLDERS)

dictionary: $(DEV) ## The data dictionary in docs/, from the declarations of tables and models
	$(BIN)/python -m warehouse.dictionary > docs/data-dictionary.md

lock: $(DEV) ## New locks from pyproject.toml (ARGS="--upgrade" for newer versions)
	BIN=$(BIN) sh scripts/lock.sh $(ARGS)

clean: ## Remove .venv and caches; the data folder stays
	rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache .hypothesis

# A lock that changed, or a venv that is new, installs again; otherwise nothing does.
# dev holds ui holds run, so a larger set also marks the smaller ones as there.
$(RUN) $(UI) $(DEV): $(VENV)/.installed-%: requirements/%.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@case $* in dev) touch $(RUN) $(UI) $@;; ui) touch $(RUN) $@;; *) touch $@;; esac

$(BIN)/python:
	@sh scripts/venv.sh "$(PYTHON)" $(VENV)

superset: $(DEV) ## Apache Superset with the dashboard over the published file, on this machine only (about 700 MB)
	UV=$(BIN)/uv sh bi/superset/serve.sh $(PATHS)

charts: $(DEV) ## Proof that every chart of the Superset dashboard returns rows
	UV=$(BIN)/uv sh bi/superset/prove.sh $(PATHS)

readers: $(DEV) ## The published file read by other programs: older and newer DuckDB, SQLAlchemy, pandas, polars, Node, R
	$(BIN)/python -m tests.readers $(PATHS)

.PHONY: superset charts readers
