# Muster. Needs make and Python 3.11 or newer with venv; the rest is installed into .venv, by hash.

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset serve test proof check bench format lock clean

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check
RUNNING := $(VENV)/.for-running
TESTING := $(VENV)/.for-testing
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header

# Where the interpreter has gone, what was installed for it counts for nothing.
$(shell test -x $(PY) || rm -f $(RUNNING) $(TESTING))

help: ## List what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' Makefile

demo: $(RUNNING) ## Live through a team's standup in the browser, with no account anywhere
	@exec $(PY) -m bot demo

demo-reset: $(RUNNING) ## The same, from the beginning: forget all earlier days first
	@exec $(PY) -m bot demo --reset

serve: $(RUNNING) ## Serve a real workspace, set up by MUSTER_... (see README.md)
	@exec $(PY) -m bot serve

test: $(TESTING) ## Run every test; what this machine lacks is listed at the end as NOT RUN
	@$(PY) -m tests.browser
	@$(PY) -m tests.agents.installed
	@exec $(PY) -m pytest -n 2 --dist loadfile $(ARGS)

PROOFS := tests/journeys/test_kills.py tests/journeys/test_repeated.py \
	tests/rituals/test_schedule_laws.py tests/handlers/test_schedule_proof.py \
	tests/adapters/test_reports_laws.py

proof: $(TESTING) ## Kill the bot at every point of a day; try every zone, many teams and reports; takes two hours
	@MUSTER_PROOF=1 exec $(PY) -m pytest -n 2 $(PROOFS) -rP $(ARGS)

check: $(TESTING) ## The fast half: format, lint, types, import walls, file lengths
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@exec $(PY) -m pytest tests/house

bench: $(TESTING) ## Measure against the aims, in one table; JSON=file writes it for programs
	@exec $(PY) -m benchmarks $(if $(JSON),--json "$(JSON)")

format: $(TESTING) ## Lay the code out as `make check` wants it
	@$(PY) -m ruff check --fix-only .
	@$(PY) -m ruff format .

lock: $(TESTING) ## Choose new versions of what is installed, and pin them by hash
	@$(PIP) uv
	$(VENV)/bin/$(LOCK) --upgrade pyproject.toml --output-file requirements.txt
	$(VENV)/bin/$(LOCK) --upgrade pyproject.toml --group dev --constraint requirements.txt \
		--no-annotate --output-file requirements-dev.txt
	$(VENV)/bin/$(LOCK) --upgrade --group build --constraint requirements-dev.txt \
		--no-annotate --output-file requirements-build.txt

clean: ## Remove what was installed and cached; data stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# Each stamp is written last, so that an installation that was interrupted is begun again.

$(PY):
	@for each in $(PYTHON) python3.13 python3.12 python3.11 python3; do \
		if $$each -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
		then echo "Making $(VENV) with $$each"; exec $$each -m venv --clear $(VENV); fi; \
	done; \
	echo "Muster needs Python 3.11 or newer with venv, and found none." \
		"On Debian and Ubuntu: apt install python3-venv. Elsewhere: make PYTHON=/path/to/python ..."; \
	exit 1

$(RUNNING): requirements.txt requirements-build.txt pyproject.toml | $(PY)
	@echo "Installing what Muster needs (once)"
	@$(PIP) --require-hashes -r requirements.txt -r requirements-build.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(TESTING): $(RUNNING) requirements-dev.txt
	@echo "Installing what the tests need (once)"
	@$(PIP) --require-hashes -r requirements-dev.txt
	@touch $@
