# Every target is a task of dev.py, so that the same works without make: python3 -m dev demo
PYTHON ?= python3

.PHONY: demo test check format bench bench-models golden fuzz abuse month setup
demo test check format bench bench-models golden fuzz abuse month setup:
	@$(PYTHON) -m dev $@ $(ARGS)
