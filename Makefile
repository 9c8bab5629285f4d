# make run     open the sample articles        make test     every check and test
# make bench   measure the budgets             make pictures the screens in docs/pictures
# make soak    kill it a thousand times, let four sessions write at once: an hour

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
LIBRARY ?= sample_articles

# Else each of the children that tests start compiles what it imports, again and again
unexport PYTHONDONTWRITEBYTECODE

# One more than there are processors: some tests wait, for a slow line say
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)

.PHONY: run test lint check-types check-layers bench soak pictures pins format clean

run: $(VENV)/run.stamp
	$(BIN)/reader $(LIBRARY)

test: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	@$(BIN)/mypy >$(VENV)/mypy.txt 2>&1 & types=$$!; \
	  $(BIN)/lint-imports; layers=$$?; \
	  test -d tests/unit/__pycache__ || $(BIN)/pytest --collect-only -q >$(VENV)/collected.txt 2>&1; \
	  $(BIN)/pytest -n $(WORKERS) --dist worksteal; suite=$$?; \
	  wait $$types; types=$$?; \
	  if test $$types != 0; then cat $(VENV)/mypy.txt; echo "mypy failed"; fi; \
	  if test $$layers != 0; then echo "lint-imports failed: see above"; fi; \
	  test $$layers$$types$$suite = 000

bench: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks

soak: $(VENV)/dev.stamp
	SOAK=1000 $(BIN)/pytest -q -n auto --dist worksteal tests/terminal/test_killed.py tests/unit/test_state_sessions.py

pictures: $(VENV)/dev.stamp
	$(BIN)/python docs/make_pictures.py

format: $(VENV)/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Names, versions and hashes, and no address of any index
pins:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-annotate --no-header --extra build pyproject.toml -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-annotate --no-header --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "reader needs Python 3.11 or later; name one with: make PYTHON=python3.12 …" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.txt pyproject.toml | $(BIN)/python
	$(PIP) install --quiet --require-hashes --no-deps -r requirements.txt
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

# All that is in requirements.txt is in requirements-dev.txt too; what is imported is compiled then
$(VENV)/dev.stamp: requirements-dev.txt requirements.txt pyproject.toml | $(BIN)/python
	$(PIP) install --quiet --require-hashes --no-deps --no-compile -r requirements-dev.txt
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $(VENV)/run.stamp $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .hypothesis
