# Two commands: `make report` and `make test`. Nothing else is needed but Python 3.11 and make.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
LOWEST := .venv-lowest
BIN := $(VENV)/bin
OUT ?= reports
PIP := PIP_CONSTRAINT=constraints.txt PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install -q

.PHONY: report test gallery browser-test browser test-lowest coverage mutants lint docs pages bench datapackage clean notebooks

report: $(VENV)/.run
	$(BIN)/balance report -o $(OUT)
	@echo "open $(OUT)/report.html"

test: lint
	$(BIN)/python -m pytest -n auto --dist loadfile

# The report in a browser: accessibility, a phone, print, keyboard, a user's text.
browser-test: $(VENV)/.dev browser
	$(PIP) -e ".[dev,browser]"
	$(BIN)/python -m pytest tests/browser

# Chromium as it is installed; where it is not, the package of Debian's if that may be installed.
browser:
	@for name in chromium chromium-browser google-chrome google-chrome-stable chrome; do \
		command -v $$name > /dev/null && exit 0; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; then \
		apt-get update -q && apt-get install -q -y --no-install-recommends chromium; \
	else echo "The tests in a browser need Chromium: install the package chromium, or Google Chrome."; \
		exit 1; fi

# The lowest versions that pyproject.toml allows, in an environment of their own.
test-lowest: $(LOWEST)/.dev
	$(LOWEST)/bin/python -m pytest

# Every kind of chart in every state, theme and width, to be looked at: gallery/index.html.
gallery: $(VENV)/.dev
	$(BIN)/python tests/charts/gallery.py gallery
	@echo "open gallery/index.html"

# Branches that the tests of a room's own folder reach; each room at 95 % or more.
ROOMS := quantities coalitions tables comparison claims
coverage: $(VENV)/.dev
	$(BIN)/python -m pytest --cov --cov-report= \
		$(addprefix tests/,$(ROOMS)) $(addprefix balance/,$(ROOMS))
	@failed=0; for room in $(ROOMS); do echo "== $$room"; \
		$(BIN)/python -m coverage report --include="balance/$$room/*" --fail-under=95 || failed=1; \
		done; exit $$failed

# Small changes to the code that no test sees; `make mutants ROOM=quantities` for one room, or
# ROOM=comparison/totals for one module. It takes hours.
mutants: $(VENV)/.dev
	$(PIP) -e ".[dev,mutants]"
	$(BIN)/python tools/mutants.py $(ROOM)

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/balance check

# The documentation, into site/: from the pages, the tables and the docstrings; every link checked.
docs: $(VENV)/.docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet
	$(BIN)/python docs/making/links.py site

# The outputs that the pages show, written anew.
pages: $(VENV)/.dev
	$(BIN)/python docs/making/pages.py

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

$(VENV)/.docs: $(VENV)/.run
	$(PIP) -e ".[docs]"
	@touch $@

$(LOWEST)/.dev: $(VENV)/bin/python pyproject.toml constraints-lowest.txt
	$(PYTHON) -m venv $(LOWEST)
	PIP_CONSTRAINT=constraints-lowest.txt PIP_DISABLE_PIP_VERSION_CHECK=1 \
		$(LOWEST)/bin/python -m pip install -q -e ".[dev]"
	@touch $@

clean:
	rm -rf $(VENV) $(LOWEST) $(OUT) build dist site
