# make demo    from a fresh machine to a real event on the lab
# make test    all tests; make test-unit needs no network and no server
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup tools demo test test-unit test-lab check format build bench fuzz mutation coverage schema tables rules lab-up lab-down

# Node comes from PATH when it is new enough, else from the cache (lab/tools/node). Recursive: setup may install it.
NODE_BIN = $(shell lab/tools/node 2>/dev/null)
RUN = PATH="$(CURDIR)/node_modules/.bin:$(NODE_BIN):$$PATH"

help: ## these lines
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: node_modules/.bivouac-setup node_modules/.bivouac/cli/stamp ## Node 24 and the npm packages of the lockfile
node_modules/.bivouac-setup: package-lock.json package.json lab/tools/node
	@lab/setup

# The command line as a few files: it starts in half the time. From other sources than these it is not taken.
node_modules/.bivouac/cli/stamp: node_modules/.bivouac-setup $(shell find lib -name '*.ts')
	@$(RUN) node bin/bundle.js

tools: setup ## the Pulumi engine, its plugins and the Kubernetes control plane
	@$(RUN) lab/tools/install

demo: ## bring up examples/lugano-2022 on the lab and show its status
	@lab/demo

test: tools ## all tests, on a lab that they start and stop
	@$(RUN) vitest run

test-unit: setup ## tests that need no network and no server
	@$(RUN) vitest run --project unit

test-lab: tools ## tests on the real OpenStack and Kubernetes of the lab
	@$(RUN) vitest run --project lab

check: setup ## format, lint with types, typecheck, floors, generated files
	@$(RUN) oxfmt --check lib policy stacks examples test bench bin schema vitest.config.ts
	@$(RUN) oxlint --type-aware --deny-warnings
	@$(RUN) tsc --noEmit
	@$(RUN) depcruise --config .dependency-cruiser.js lib stacks policy
	@$(RUN) node --conditions=development schema/generate.ts --check
	@$(RUN) node --conditions=development test/flavors/rules/page.ts --check
	@$(RUN) node --conditions=development test/manifests/rules/page.ts --check

format: setup ## write the house format
	@$(RUN) oxfmt lib policy stacks examples test bench bin schema vitest.config.ts

build: setup ## dist/, the npm package as published
	@rm -rf dist
	@$(RUN) .ci/package dist

bench: tools ## every figure, as ratios of one interleaved run
	@$(RUN) node --conditions=development bench/index.ts

fuzz: setup ## the linter against FUZZ=1000000 random and hostile inputs
	@$(RUN) node --conditions=development bench/index.ts fuzz

mutation: setup ## mutants of lib/flavors that the unit tests must find; takes long
	@$(RUN) stryker run

coverage: setup ## unit tests with coverage
	@$(RUN) vitest run --project unit --coverage

schema: setup ## write schema/*.json from the model
	@$(RUN) node --conditions=development schema/generate.ts

rules: setup ## write RULES.md and docs/manifest-rules.md from the rules
	@$(RUN) node --conditions=development test/flavors/rules/page.ts >RULES.md.new && mv RULES.md.new RULES.md
	@$(RUN) node --conditions=development test/manifests/rules/page.ts >RULES.md.new && mv RULES.md.new docs/manifest-rules.md

tables: setup ## write lib/flavors/tables from nova's own wheels; needs python3 and, once, the package index
	@$(RUN) node --conditions=development lab/flavor-tables/generate.ts

lab-up: tools ## start the lab
	@lab/up

lab-down: ## stop the lab, keep its state
	@lab/down
