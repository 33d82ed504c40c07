# The two that matter: `make read` and `make test`. Both set everything up first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SOURCES := corpus annotations tui styles tests benchmarks scripts

.PHONY: read test quick check format torture bench profile bench-anchoring bench-echoes bench-quotations shots keys clean help

read: $(VENV)/.app ## open the reader on the sample library
	@$(BIN)/scholiast --sample

test: $(VENV)/.dev ## run all tests, the slow ones too
	@$(BIN)/python -m pytest -n auto

quick: $(VENV)/.dev ## run the tests that take no time
	@$(BIN)/python -m pytest -n auto -m "not slow"

check: $(VENV)/.dev ## format, lint, types and the import laws
	@$(BIN)/ruff format --check $(SOURCES)
	@$(BIN)/ruff check $(SOURCES)
	@$(BIN)/mypy
	@$(BIN)/python -m pytest tests/laws

format: $(VENV)/.dev ## let ruff put the code in order
	@$(BIN)/ruff format $(SOURCES)
	@$(BIN)/ruff check --fix $(SOURCES)

torture: $(VENV)/.dev ## kills, full disks, power cuts, hostile input: the long form
	@$(BIN)/python -m pytest -n auto --timeout=1200 tests/store tests/whole

bench: $(VENV)/.dev ## measure speed against floors of the same run
	@$(BIN)/python -m benchmarks

profile: $(VENV)/.dev ## where the time of one row of the table goes (make profile ROW=open)
	@$(BIN)/python -m benchmarks.profile $(ROW)

bench-anchoring: $(VENV)/.dev ## score re-anchoring on real revisions ($$SCHOLIAST_DATA)
	@$(BIN)/python -m benchmarks.anchoring

bench-echoes: $(VENV)/.dev ## score versions and echoes on planted copies, and time their index
	@$(BIN)/python -m benchmarks.echoes

bench-quotations: $(VENV)/.dev ## score quotations and their speakers on labelled texts
	@$(BIN)/python -m benchmarks.quotations

shots: $(VENV)/.dev ## draw the screenshots of the documentation
	@$(BIN)/python -m scripts.shots

keys: $(VENV)/.dev ## write the documentation's page of keys
	@$(BIN)/python -m scripts.keys

clean: ## remove what was set up
	@rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Scholiast needs Python 3.11 or newer; name one with: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "Python cannot make a virtual environment here; on Debian and Ubuntu: apt install python3-venv"; exit 1; }

$(VENV)/.app: pyproject.toml | $(BIN)/python
	@echo "Setting up (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	@echo "Setting up with the tools for tests (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch $@ $(VENV)/.app
