# `include` this in a Makefile, or copy the rule.
ELBLINT ?= elblint
ELBLINT_FLAGS ?=
ELBLINT_PATHS ?= .

.PHONY: elblint
elblint: ; $(ELBLINT) lint $(ELBLINT_FLAGS) $(ELBLINT_PATHS)
