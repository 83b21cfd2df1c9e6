# Everything from a fresh clone: `make demo` opens the chat on the bundled sample, `make test` checks everything.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: help demo test lint format bench clean

help:
	@echo "make demo    index the bundled sample and open the chat"
	@echo "make test    ruff, mypy, import-linter, pytest (no network)"
	@echo "make lint    ruff, mypy, import-linter alone"
	@echo "make format  write the code as ruff formats it"
	@echo "make bench   the benchmarks and their tables"
	@echo "make clean   remove the virtual environment and caches"

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $(STAMP)

demo: $(STAMP)
	$(BIN)/budget demo

lint: $(STAMP)
	$(BIN)/ruff check assistant ingest ui tests scripts
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint
	$(BIN)/pytest

format: $(STAMP)
	$(BIN)/ruff check --fix assistant ingest ui tests scripts

bench: $(STAMP)
	$(BIN)/python -m tests.benchmarks

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache *.egg-info
