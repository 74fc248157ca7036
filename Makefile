# make run     start the tool and open it in a browser
# make check   lint, types, unit and page tests (under three minutes)
# make test    everything: also real browsers and PostgreSQL (under twenty)
# make bench   measure pages, imports and start
# make soak    kills and ten minutes of load

PYTHON ?= python3
PY := .venv/bin/python

.PHONY: run check test bench soak
.SILENT:

run: .venv/app
	exec $(PY) -m lotsen serve --open

check test bench soak: .venv/tests
	exec $(PY) -m tests.support.run $@

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; name yours: make PYTHON=python3.12 ...")'
	$(PYTHON) -c 'import ensurepip' 2>/dev/null || apt-get install -qq -y python3-venv || { echo "Python can make no virtual environment here; install the package python3-venv"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/app: .venv/bin/python requirements.txt
	$(PY) -m pip install -qq --disable-pip-version-check -r requirements.txt
	touch $@

.venv/tests: .venv/bin/python requirements.txt tests/requirements.txt
	$(PY) -m pip install -qq --disable-pip-version-check -r tests/requirements.txt
	touch .venv/app $@
