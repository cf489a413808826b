# Needs make and Python 3.11 or newer. All else goes into the folder .venv, nothing into the system.
# Another Python: make PYTHON=python3.12 demo

PYTHON ?= python3
BIN = .venv/bin
READY = .venv/ready

.PHONY: setup demo test lint check samples

setup: $(READY)

# Run the main job on twelve monthly reports and show what comes out
demo: $(READY)
	$(BIN)/solieu run samples/ward -o out
	@$(BIN)/python -m samples.show out

# Pass all tests
test: $(READY)
	$(BIN)/python -m pytest -q -n auto

# Style, types, the order of imports
lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# All that a change must pass
check: lint test

# Remake the expected tables of the samples; read the diff before committing
samples: $(READY)
	$(BIN)/python -m samples.remake
	git --no-pager diff --stat -- samples/expected

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, \
	this is " + sys.version.split()[0] + "; name another one: make PYTHON=python3.12")'
	@echo "Cài đặt vào .venv, chỉ lần đầu, vài phút, khoảng 1 GB / Setting up .venv, once, some minutes"
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $(READY)
