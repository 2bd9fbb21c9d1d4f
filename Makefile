# make report | test | slow | lab: each sets up what it needs first. Windows without make: start.bat
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
COMPANY ?= hengce
export PYTHONUTF8 := 1

.PHONY: report lab test slow bench check habits words editions dictionary demo pins clean

report: $(VENV)/ready              ## write the report of a demo company (COMPANY=… for another)
	@$(PY) -m helpers report "$(COMPANY)" --lang both

lab: $(VENV)/ready                 ## open the course in JupyterLab
	@$(PY) -m helpers lab

test: $(VENV)/ready-dev            ## run the tests, but for the slow ones
	$(PY) -m pytest tests -m "not slow" -n 2 --dist loadfile -q
	$(PY) -m pytest --nbval-lax --nbval-current-env -n 2 --dist loadfile -q -p no:warnings notebooks workbook

slow: $(VENV)/ready-dev            ## run the slow tests: many seeds, kills, browsers, byte for byte
	$(PY) -m pytest tests -m slow -n 2 --dist loadfile -q

bench: $(VENV)/ready-dev           ## measure: ratios in one run, exit 1 where one is short
	set -e; for script in benchmarks/*.py; do $(PY) $$script; done

check: $(VENV)/ready-dev           ## lint, words, editions, stripped notebooks
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m helpers.catalogue
	git diff --exit-code --stat -- src/helpers/locale
	$(PY) -m helpers editions --check
	$(PY) -m nbstripout --verify --keep-id notebooks/*/*.ipynb workbook/*/*.ipynb

habits: $(VENV)/ready-dev          ## lint and strip notebooks before each commit
	$(PY) -m pre_commit install

words: $(VENV)/ready-dev           ## bring the Chinese catalogues in step with the code
	$(PY) -m helpers.catalogue

editions: $(VENV)/ready-dev        ## bring notebooks/en in step with notebooks/zh
	$(PY) -m helpers editions

dictionary: $(VENV)/ready-dev      ## write data/README.md again from the schema
	$(PY) -m helpers.company.dictionary

demo: $(VENV)/ready-dev            ## make the demo companies again: the same bytes
	$(PY) -m helpers.demo

pins: $(VENV)/ready-dev            ## bring constraints.txt in step with pyproject.toml (UPGRADE=--upgrade: all anew)
	$(PY) -m pip install --quiet uv
	cp constraints.txt $(VENV)/pins
	$(PY) -m uv pip compile --universal --python-version 3.11 --extra dev --no-annotate --no-header \
	  --no-emit-index-url --quiet $(UPGRADE) pyproject.toml --output-file $(VENV)/pins
	{ sed -n 1,2p constraints.txt; cat $(VENV)/pins; } > $(VENV)/constraints && mv $(VENV)/constraints constraints.txt

clean:                             ## remove the environment and everything made
	rm -rf $(VENV) .course reports

$(VENV)/ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed / 需要 Python 3.11 或更新版本")'
	@echo "Setting up (first time: one to three minutes) / 正在准备环境（首次约一到三分钟）…"
	@$(PYTHON) -m venv $(VENV)
	@$(PY) -m pip install --quiet --disable-pip-version-check --editable . --constraint constraints.txt
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready
	@$(PY) -m pip install --quiet --disable-pip-version-check --editable ".[dev]" --constraint constraints.txt
	@touch $@
