# `make demo` and `make test` each take a machine that has Python (3.11 or newer) and make from
# nothing to the result; both keep to the virtual environment in .venv.

PYTHON ?= python3
VENV ?= .venv
KG = $(VENV)/bin/kg
DEMO = demo

CORPUS ?= corpus-texts
TEXTS ?=
CONFIG ?= training/joint/config.json
RUN ?= run
WEIGHTS ?= $(RUN)/weights

.PHONY: demo test check format lock train clean

demo: $(VENV)/.installed  ## Build the graph of the examples, ask it two questions, draw it
	$(KG) build examples/daily-papers.txt examples/benchmarks.jsonl --into $(DEMO)/graph.kg
	$(KG) query $(DEMO)/graph.kg --file examples/queries/leaderboard.cypher -p benchmark=GLUE
	$(KG) query $(DEMO)/graph.kg --file examples/queries/lineage.cypher -p method=ELECTRA-Large
	$(KG) explore $(DEMO)/graph.kg -o $(DEMO)/graph.html
	@echo "Now open $(DEMO)/graph.html in a browser."

test: $(VENV)/.installed-dev  ## Run all tests
	$(VENV)/bin/pytest

check: $(VENV)/.installed-dev  ## Check format, style and types
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/python scripts/explorer check

format: $(VENV)/.installed-dev  ## Mend what can be mended without thinking
	$(VENV)/bin/ruff format .
	$(VENV)/bin/ruff check --fix .

lock: $(VENV)/.installed-dev  ## Write down the versions that continuous integration uses
	$(VENV)/bin/pip freeze --exclude-editable > constraints.txt

train: $(CORPUS)/train.gold.jsonl $(CORPUS)/dev.gold.jsonl $(VENV)/.installed-training  ## Train the model of `accurate` on CORPUS (docs/training.md)
	$(VENV)/bin/python -m training.joint.train --config $(CONFIG) --corpus $(CORPUS) --run $(RUN)
	$(VENV)/bin/python -m training.joint.export --run $(RUN) --to $(WEIGHTS)
	$(VENV)/bin/python -m training.joint.tune --weights $(WEIGHTS) --corpus $(CORPUS)

# The published annotations with their texts: those in TEXTS, or else fetched from arXiv. For no other
# folder than this, so that a corpus of one's own is never completed by papers of ours.
corpus-texts/%.gold.jsonl: corpus/%.jsonl.xz $(wildcard $(TEXTS)) | $(VENV)/.installed
	$(KG) corpus $(if $(TEXTS),join $< $(TEXTS),fetch $<) --into corpus-texts

clean:
	rm -rf $(VENV) $(DEMO) build dist *.egg-info

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "paperkg needs Python 3.11 or newer: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(VENV)/bin/pip install --quiet --editable .
	mkdir -p $(DEMO)
	touch $@

$(VENV)/.installed-dev: pyproject.toml | $(VENV)/bin/python
	$(VENV)/bin/pip install --quiet --editable '.[dev]'
	touch $@ $(VENV)/.installed
	mkdir -p $(DEMO)

$(VENV)/.installed-training: $(VENV)/.installed
	$(VENV)/bin/pip install --quiet --editable '.[training]'
	touch $@
