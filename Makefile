# The verbs of this repository. `make help` explains them.
SHELL := /bin/bash
.DEFAULT_GOAL := help

# One set of flags for building and testing: other flags would build every dependency again.
SWIFT_FLAGS := --explicit-target-dependency-import-check error

# What `make test` runs on.
ENGINES ?= all

.PHONY: help setup run build test check fmt bench bench-solver campaign clean

help: ## Explain the verbs
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

setup: ## Install the system packages that are missing
	@Scripts/setup.sh build

run: setup ## Build and start the demo plant at http://127.0.0.1:8080
	@Scripts/build.sh $(SWIFT_FLAGS) --product gemba
	@$$(swift build --show-bin-path)/gemba demo

build: setup ## Build everything
	@Scripts/build.sh $(SWIFT_FLAGS)

test: ## Run every test on every engine (ENGINES=sqlite is the quick way; postgres, mariadb, galera; commas between)
	@Scripts/setup.sh test
	@Scripts/build.sh $(SWIFT_FLAGS) --build-tests
	@ENGINES=$(ENGINES) Scripts/test.sh

check: ## Format, lint and the architecture's own test
	@Scripts/format.sh --check
	@swift test $(SWIFT_FLAGS) --filter ArchitectureTests

fmt: ## Format all sources in place
	@Scripts/format.sh

bench: ## The performance suite beside its baselines (BENCH="load --engine postgres" for some of it); results go to docs/results
	@Scripts/setup.sh bench
	@Scripts/bench.sh $(BENCH)

bench-solver: ## The planning engine (SOLVER="--orlib FOLDER --ortools PYTHON"); results go to docs/results
	@Scripts/setup.sh bench
	@Scripts/bench.sh solver $(SOLVER) --out docs/results/$$(date +%F)-solver.md

campaign: ## The long tests: kills, soaks, millions of cases; results go to docs/results
	@Scripts/setup.sh test
	@Scripts/campaign.sh

clean: ## Remove what was built
	@rm -rf .build
