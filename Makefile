# Two commands: `make report` and `make test`. Nothing else is needed but Python 3.11 and make.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
OUT ?= reports
PIP := PIP_CONSTRAINT=constraints.txt PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install -q

.PHONY: report test lint bench datapackage clean notebooks

report: $(VENV)/.run
	$(BIN)/balance report -o $(OUT)
	@echo "open $(OUT)/report.html"

test: lint
	$(BIN)/python -m pytest

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

notebooks: $(VENV)/.dev
	$(BIN)/python notebooks/run.py

bench: $(VENV)/.dev
	$(PIP) -e ".[dev,bench]"
	$(BIN)/python -m pytest benchmarks --benchmark-only --benchmark-columns=min,median,rounds

datapackage: $(VENV)/.run
	$(BIN)/python -c "from balance.tables import dictionary as d, loading as l, package as p; \
		from balance.claims.cards import write_cards; home = l.bundled_folder(); \
		d.write_dictionary(home); p.write_package(home); \
		write_cards(l.load(), home.parent / 'seeds')"

$(VENV)/bin/python:
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || \
		{ echo "Python 3.11 or later is needed; set PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	$(PIP) -e ".[dev]"
	@touch $@

clean:
	rm -rf $(VENV) $(OUT) build dist
