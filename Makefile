# Everything runs in .venv, made from pyproject.toml; `python3` (3.11 or newer) is all that must be there.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EXAMPLE := examples/harbour-clash.txt

.PHONY: demo demo-store test lint docs train bench corpus gate clean

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -e .
	touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(BIN)/python -m pip install --quiet -e '.[dev]'
	touch $@

# torch first and alone: 2.13.0 installs as a CPU build, what the other packages would pull may not be one.
$(VENV)/installed-train: $(VENV)/installed-dev
	$(BIN)/python -m pip install --quiet torch==2.13.0
	$(BIN)/python -m pip install --quiet -e '.[train,ray]'
	touch $@

demo: $(VENV)/installed  ## code the example report and show the table
	$(BIN)/dragoman code $(EXAMPLE)

test: $(VENV)/installed-dev  ## all tests; those of training run where torch is importable
	$(BIN)/python -m pytest

lint: $(VENV)/installed-dev  ## ruff and strict mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

corpus: $(VENV)/installed-dev  ## lint the corpus and print counts
	$(BIN)/python -m dragoman.training.lint corpus

gate: $(VENV)/installed-dev  ## the coder's figures on the corpus' test part against their floors
	$(BIN)/python -m dragoman.training.gate

docs: $(VENV)/installed-dev  ## write the generated pages (command line, JSON Schema)
	$(BIN)/python docs/generate.py

train: $(VENV)/installed-train  ## train the model that the package ships, from corpus/
	$(BIN)/dragoman train corpus --output runs/model

demo-store: $(VENV)/installed  ## build a store of fictional reports and show a dossier from it
	$(BIN)/python examples/demo_store.py demo.duckdb

bench: $(VENV)/installed-dev  ## start-up and throughput, as ratios within one run
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/throughput.py
	$(BIN)/python benchmarks/linking.py
	$(BIN)/python benchmarks/adding.py

clean:
	rm -rf $(VENV) build dist
