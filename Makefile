# One command each; `make` alone lists them. The work itself is done by mintportal/local/.

PORT ?= 8000
N ?= 100000
ARGS ?=
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done)
VENV_PYTHON := .venv/bin/python
# Handed on as a variable, so that quotes in it reach the program as they were typed.
export ARGS

.DEFAULT_GOAL := help
.PHONY: help demo manage test check bench judge shots geodata format lock clean .venv .venv-test python

help: ## Diese Liste / this list
	@sed -n 's/^\([a-z.][a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

demo: .venv ## Das ganze Portal auf diesem Rechner / the whole portal on this computer [PORT=8000]
	@exec $(VENV_PYTHON) -m mintportal.local.demo "$(PORT)"

manage: .venv ## manage.py mit der Demo-Datenbank / manage.py on the demo's database ARGS="…"
	@exec $(VENV_PYTHON) -m mintportal.local.manage

test: .venv-test ## Alle Prüfungen und Tests / all checks and tests [ARGS="…" for pytest alone]
	@exec $(VENV_PYTHON) -m mintportal.local.testing

check: .venv-test ## Die lange Form von „test“ / the long form of "test"
	@exec $(VENV_PYTHON) -m mintportal.local.testing --long

bench: .venv ## Tempo messen, neben einem Floor / measure the speed, beside a floor [N=100000]
	@exec $(VENV_PYTHON) -m bench.run "$(N)"

judge: .venv ## Wie gut die Suche ist / how good the search is [on the demo's database]
	@ARGS="judge_search $(ARGS)" $(VENV_PYTHON) -m mintportal.local.manage

shots: .venv-test ## Bilder aller Seiten / pictures of all pages
	@exec $(VENV_PYTHON) -m mintportal.local.shots

geodata: .venv ## Kartendaten neu bauen / build the map's data anew
	@$(PYTHON) -m mintportal.local.venv geodata
	@$(VENV_PYTHON) -m mintportal.geo.build

format: .venv-test ## Python-Code ordnen / format the Python code
	@$(VENV_PYTHON) -m ruff check --fix --quiet . ; $(VENV_PYTHON) -m ruff format .

lock: .venv-test ## Die Sperrdateien erneuern / renew the lock files [ARGS=--upgrade]
	@exec $(VENV_PYTHON) -m mintportal.local.lock

clean: python ## Alles Gebaute entfernen, auch die Demo / remove all that was built, the demo too
	@$(PYTHON) -m mintportal.local.clean

.venv: python ## Nur die Umgebung der Demo / the demo's environment alone
	@$(PYTHON) -m mintportal.local.venv demo

.venv-test: python ## Die Umgebung mit Prüfwerkzeugen / the environment with the test tools
	@$(PYTHON) -m mintportal.local.venv test

python:
	@test -n "$(PYTHON)" || { \
	echo "Es fehlt Python 3.11 oder neuer (gesucht: python3, python3.14 bis python3.11)."; \
	echo "Ein anderer Ort lässt sich nennen: make demo PYTHON=/pfad/zu/python3"; exit 1; }
