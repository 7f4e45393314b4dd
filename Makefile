# Every target runs on Node 24.9 or newer (the first with `shouldUpgradeCallback`): the local one when it is new enough,
# else npm's own copy of Node 24 in .node/.
SHELL := /bin/bash
.DEFAULT_GOAL := help

NODE_VERSION := $(shell node -p 'process.versions.node' 2>/dev/null || echo 0)
NODE_RECENT := $(shell node -p 'const [major, minor] = process.versions.node.split(".").map(Number); major > 24 || (major === 24 && minor >= 9)' 2>/dev/null)
NODE_PACKAGE := node-$(shell node -p 'process.platform.replace("win32","win")+"-"+process.arch' 2>/dev/null)
# Relative: a target cannot hold a blank, and the folder of the checkout may.
NODE_HOME := .node/node_modules/$(NODE_PACKAGE)
ifeq ($(NODE_RECENT),true)
NODE_READY :=
else
NODE_READY := $(NODE_HOME)/bin/node
export PATH := $(CURDIR)/$(NODE_HOME)/bin:$(PATH)
endif
INSTALLED := node_modules/.package-lock.json
# Compiled sources are kept, which halves the processor time of every later start.
export NODE_COMPILE_CACHE ?= $(CURDIR)/node_modules/.cache/compiled

.PHONY: help run simulate model test-model speech test test-fast lint bench bench-plans sdk health build db-backup db-restore

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(NODE_HOME)/bin/node:
	@echo "Node $(NODE_VERSION) is older than 24.9: fetching $(NODE_PACKAGE)@24 into .node/"
	@mkdir -p .node && npm install --prefix .node --no-save --no-package-lock --no-audit --no-fund --no-update-notifier $(NODE_PACKAGE)@24

$(INSTALLED): package-lock.json package.json */package.json sdk/*/package.json | $(NODE_READY)
	npm ci
	@touch $(INSTALLED)

run: $(INSTALLED) $(NODE_READY) ## start everything on this machine: Postgres, API, workers, pages, demo data (PORT=8080; KIWIMESH_HOST=0.0.0.0 opens it to the network)
	@node --conditions=kiwimesh-source scripts/run.ts

simulate: $(INSTALLED) $(NODE_READY) ## simulate residents and staff on a running Kiwimesh
	@node --conditions=kiwimesh-source scripts/simulate/main.ts $(ARGS)

model: $(INSTALLED) $(NODE_READY) ## serve a small real language model on this machine (PORT=11434 and the two after it; downloads 180 MB once)
	@node --conditions=kiwimesh-source scripts/models/main.ts serve --port $${PORT:-11434}

test-model: $(INSTALLED) $(NODE_READY) ## ask that model through the adapter of each provider: an answer, a stream, a stop
	@node --conditions=kiwimesh-source scripts/models/main.ts check

speech: $(INSTALLED) $(NODE_READY) ## install speech recognition on this machine (Whisper tiny.en and base; 700 MB once)
	@node --conditions=kiwimesh-source scripts/speech/main.ts install

test: $(INSTALLED) $(NODE_READY) ## every check: contract, types, lint, unit, integration on Postgres, browser (SIZE=full: all repetitions)
	@bash scripts/checks/chromium.sh
	@node --conditions=kiwimesh-source scripts/checks/all.ts

test-fast: $(INSTALLED) $(NODE_READY) ## the quick tests only: no browser, no long files, no static checks
	@node --conditions=kiwimesh-source scripts/checks/all.ts --fast

lint: $(INSTALLED) $(NODE_READY) ## contract lint, types, formatter and linter only
	@node --conditions=kiwimesh-source scripts/checks/all.ts --static

build: $(INSTALLED) $(NODE_READY) ## compile what is published: SDK, CLI, widgets
	@npm run build

sdk: $(INSTALLED) $(NODE_READY) ## bundle the contract and regenerate the clients
	@npm run generate -w openapi && npm run build -w sdk/typescript

bench: $(INSTALLED) $(NODE_READY) ## measure against bare servers in the same run and print ratios
	@node --conditions=kiwimesh-source scripts/bench/all.ts
	@node --conditions=kiwimesh-source scripts/bench/timers.ts
	@node --conditions=kiwimesh-source scripts/bench/llm-router.ts
	@node --conditions=kiwimesh-source scripts/bench/triage.ts
	@node --conditions=kiwimesh-source scripts/bench/calls.ts
	@node --conditions=kiwimesh-source scripts/bench/board.ts

bench-plans: $(INSTALLED) $(NODE_READY) ## explain the heaviest reads at a million bookings, under row security
	@node --conditions=kiwimesh-source scripts/bench/tenancy-plans.ts

health: $(INSTALLED) $(NODE_READY) ## check that a running Kiwimesh on PORT is ready
	@node --conditions=kiwimesh-source cli/bin/dev.js health --api http://127.0.0.1:$${PORT:-8080}

db-backup: $(INSTALLED) $(NODE_READY) ## back up the database (FILE=… optional, OVERWRITE=1 replaces a file)
	@node --conditions=kiwimesh-source cli/bin/dev.js db backup $${FILE:+--file "$$FILE"} $(if $(OVERWRITE),--overwrite)

db-restore: $(INSTALLED) $(NODE_READY) ## restore a backup: make db-restore FILE=… (asks for the name of the database, or CONFIRM=…)
	@node --conditions=kiwimesh-source cli/bin/dev.js db restore $${FILE:+"$$FILE"} $${CONFIRM:+--confirm "$$CONFIRM"}
