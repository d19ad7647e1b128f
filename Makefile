# The commands of the project; each sets up what it needs.
PYTHON ?= python3
RUN := .venv/bin

.PHONY: setup demo test test-fast lint types starters benchmarks clean

setup: .venv/ready

.venv/ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "tamrin needs Python 3.11 or newer: run make PYTHON=/path/to/python3.11"; exit 2; }
	@$(PYTHON) -m venv .venv || \
		{ echo "Python's venv module is missing: on Debian or Ubuntu run sudo apt-get install python3-venv"; exit 2; }
	$(RUN)/python -m pip install --quiet --disable-pip-version-check uv
	$(RUN)/uv sync --quiet --inexact --compile-bytecode
	@touch $@

demo: setup
	$(RUN)/tamrin demo

test: setup
	$(RUN)/python -m pytest

test-fast: setup
	$(RUN)/python -m pytest -m "not training"

lint: setup
	$(RUN)/ruff check
	$(RUN)/ruff format --check

types: setup
	$(RUN)/pyright

starters: setup
	$(RUN)/tamrin release

benchmarks: setup
	$(RUN)/python -m benchmarks

clean:
	rm -rf .venv out
