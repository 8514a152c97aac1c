# `make` lists the chores. Each makes the environment it needs first.
.DEFAULT_GOAL := help
.PHONY: help run chat test eval train bench lint clean
PYTHON := .venv/bin/python

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-6s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## start the assistant (环境、训练、启动，一条命令)
	@sh scripts/setup.sh run
	@exec $(PYTHON) -m bot.launch run

chat: ## talk to the running assistant in the terminal
	@sh scripts/setup.sh run
	@exec $(PYTHON) -m bot.chat

test: ## everything: style, types, layers, knowledge base, Rasa's data, unit and conversation tests
	@exec sh scripts/test.sh

eval: ## measure the answers: the project's question sets, and ../shared/eval where it is there
	@sh scripts/setup.sh run
	@exec $(PYTHON) -m bot.launch eval

train: ## train the model if what it is made from has changed
	@sh scripts/setup.sh run
	@exec $(PYTHON) -m bot.launch train

bench: ## beside Rasa's own starter bot, in a stock environment of its own
	@sh scripts/setup.sh dev
	@exec $(PYTHON) -m benchmarks.starter_bot

lint: ## style, types and layers alone
	@sh scripts/setup.sh dev
	@exec sh scripts/lint.sh

clean: ## remove what can be made again; conversations and keys in var/ stay
	rm -rf .venv models .rasa .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis var/bench
