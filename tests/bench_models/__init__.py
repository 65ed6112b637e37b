"""The trainer on labels of anyone's making, beside three rivals: `make bench-models`."""
