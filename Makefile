.PHONY: help setup build release deb image test lint format demo bench fuzz ci

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

setup: ## install what building and testing need
	scripts/setup build test lint bench

build: ## debug build
	scripts/setup build && swift build

release: ## optimised build with the Swift runtime inside
	scripts/release

deb: ## a Debian package in dist/
	scripts/package-deb

image: ## an OCI image and what is in it (SPDX) in dist/
	scripts/package-image

test: ## the core tests
	scripts/test

lint: ## style and house rules
	scripts/lint

format: ## rewrite the sources in the house style
	swift format --in-place --recursive --parallel Package.swift Sources Tests

demo: ## a streamed chat without an account
	scripts/demo

bench: ## CPU per event against nginx, in one run
	scripts/bench

fuzz: ## a minute of each fuzzer
	for target in json sse chunk http; do scripts/fuzz $$target 60; done

ci: ## everything that must be green before an issue is resolved
	.ci/run --all
