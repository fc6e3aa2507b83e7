# Every target sets up what it needs in .venv; only Python (3.11 or later) and make must be there.
PYTHON ?= python3
BIN := .venv/bin
RUNS := train/runs

.PHONY: demo test check bench tables train docs pictures release clean

.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv && $(BIN)/python -m pip install -q -U pip && $(BIN)/python -m pip install -q -e '.[dev]' && touch $@
demo: .venv/ready ; @rm -rf build/demo* && mkdir -p build && $(BIN)/sayso read --quiet --html build/demo.html examples/kazakhstan && $(BIN)/sayso read examples/kazakhstan/2022-01-07-steppe-wire-update-2.html && $(BIN)/sayso add --quiet build/demo.sayso examples/kazakhstan && $(BIN)/sayso tolls build/demo.sayso --place Kazakhstan --measure killed && $(BIN)/sayso tolls build/demo.sayso --place Kazakhstan --measure arrested && $(BIN)/sayso tolls build/demo.sayso --place Kazakhstan --measure killed --claimant "health ministry" --as-of 2022-01-10 && echo && echo "All 18 reports as a page, every claim marked in its text: open build/demo.html in a browser. The record: build/demo.sayso"
test: .venv/ready ; @.ci/browser; $(BIN)/python -m pytest
check: .venv/ready ; $(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports
bench: .venv/ready ; $(BIN)/python -m bench.run && $(BIN)/python -m bench.gate
tables: .venv/ready ; $(BIN)/python -m pip install -q -e '.[tables]' && $(BIN)/python -m tables.build && $(BIN)/python -m release.hashes
train: .venv/ready ; $(BIN)/python -m pip install -q -e '.[train]' && PYTHON=$(BIN)/python train/recipe $(RUNS)
docs: .venv/ready ; $(BIN)/python -m sphinx -q -W --keep-going -b html docs build/docs && $(BIN)/python -m docs.generate.outside build/docs
pictures: .venv/ready ; docs/pictures/draw
release: .venv/ready ; $(BIN)/python -m release.bounds --newest && $(BIN)/python -m release.build dist && $(BIN)/python -m release.try_wheel dist
clean: ; rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
