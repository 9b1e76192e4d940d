# roster - GNU make; `make help` lists the targets

VERSION = 0.1.0
PREFIX ?= /usr/local
DESTDIR ?=

# One build folder per configuration: build/, build/asan/, build/tsan/, build/fuzz/ …
CONFIG ?=
BUILD = build$(if $(CONFIG),/$(CONFIG))

CC ?= cc
CFLAGS ?= -O3 -g
WARNINGS = -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla
SANITIZE_asan = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
SANITIZE_tsan = -fsanitize=thread
SANITIZE_cover = --coverage -O1
SANITIZE_fuzz-plain = $(SANITIZE_asan) -DROSTER_SMALL_BUFFERS
SANITIZE_fuzz = $(SANITIZE_fuzz-plain) -fsanitize=fuzzer-no-link -Dpthread_create=fiber_create \
	-Dpthread_join=fiber_join -Dpthread_cond_wait=fiber_wait
SANITIZE = $(SANITIZE_$(CONFIG))
ALL_CFLAGS = -std=c11 -D_XOPEN_SOURCE=700 -DROSTER_VERSION='"$(VERSION)"' -Ilib $(WARNINGS) \
	$(CPPFLAGS) $(CFLAGS) $(SANITIZE) -pthread
ALL_LDFLAGS = $(LDFLAGS) $(SANITIZE) $(LINK_$(CONFIG)) -pthread
LINK_cover = -Wl,--wrap=_exit,--wrap=raise,--wrap=execvp
LIBRARIES = -lcsv -ljansson -lz -ldeflate -lnettle -lxxhash

# V=1 shows the commands instead of what is made
QUIET = $(if $(V),,@echo '  $@'; )

LIB_SOURCES = $(wildcard lib/*/*.c)
FILTER_SOURCES = $(filter-out filters/roster.c,$(wildcard filters/*.c))
FILTER_NAMES = $(sort $(FILTER_SOURCES:filters/%.c=%))
UNIT_SOURCES = $(wildcard tests/unit/*.c)
FUZZ_SOURCES = $(filter-out %/driver.c %/fibers.c,$(wildcard tests/fuzz/*.c))
GENERATE_SOURCES = $(wildcard testdata/*.c)
ALL_C = $(wildcard lib/*/*.[ch] filters/*.c tests/unit/*.[ch] tests/fuzz/*.[ch] tests/faults/*.c \
	tests/cover/*.c testdata/*.[ch])
ALL_SHELL = $(wildcard pipelines/*.sh packaging/*.sh tests/*.sh tests/*.bash tests/bench/*.sh \
	tests/fuzz/*.sh tests/faults/*.sh tests/faults/*.bash) tests/page/run.sh .ci/run completions/roster.bash

# One script: each part uses those before it, and main.js begins
PAGE_SCRIPTS = $(patsubst %,lib/page/%.js,data text answer warnings since policy rules groups decisions \
	contacts main)

LIB_OBJECTS = $(LIB_SOURCES:%.c=$(BUILD)/%.o) $(BUILD)/page.o $(OBJECTS_$(CONFIG))
OBJECTS_cover = $(BUILD)/tests/cover/dump.o
FILTER_OBJECTS = $(FILTER_SOURCES:%.c=$(BUILD)/%.o) $(BUILD)/filters/roster.o $(BUILD)/filters.o
FUZZ_PROGRAMS = $(FUZZ_SOURCES:tests/fuzz/%.c=$(BUILD)/fuzz_%)
UNIT_PROGRAMS = $(UNIT_SOURCES:tests/unit/%.c=$(BUILD)/unit/%)
LINKS = $(FILTER_NAMES:%=$(BUILD)/roster-%)

.PHONY: all help check-libraries links generate test unit lint format asan tsan fuzz fuzz-programs valgrind cover faults bench demo \
	install uninstall deb clean
.DELETE_ON_ERROR:

all: $(BUILD)/roster links generate

help:
	@echo 'all      the programs, in $(BUILD)/'
	@echo 'test     build and run every test (tests/run.sh installs what is missing first)'
	@echo 'lint     clang-format, cppcheck, shellcheck'
	@echo 'asan     the tests with the address and undefined behaviour sanitizers'
	@echo 'tsan     the tests with the thread sanitizer'
	@echo 'valgrind unit tests and filters under memcheck'
	@echo 'cover    the tests with gcov: which lines of lib/ they never reach'
	@echo 'fuzz     inputs of chance against the rules (FUZZ_SECONDS=30 each, FUZZ_RUNS=N)'
	@echo 'faults   calls that fail, runs that are killed, filled disks, 1,000 tamperings (minutes)'
	@echo 'bench    speed beside other tools'
	@echo 'demo     clean the sample export'
	@echo 'install  to $$(DESTDIR)$$(PREFIX); uninstall takes it away'
	@echo 'deb      a Debian package, in $(BUILD)/deb/'
	@echo 'clean    remove build/'

# Said once, before anything is compiled, and not at all for targets that compile nothing
$(BUILD)/libraries.ok: tests/libraries.sh
	@mkdir -p $(@D)
	@CC='$(CC)' sh tests/libraries.sh
	@touch $@

$(BUILD)/roster: $(FILTER_OBJECTS) $(LIB_OBJECTS)
	$(QUIET)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBRARIES)

links: $(LINKS)

$(LINKS): $(BUILD)/roster
	@ln -sf roster $@

# Each file of filters/ defines a struct filter or a struct program that is named after it
$(BUILD)/filters.c: Makefile $(FILTER_SOURCES)
	@mkdir -p $(@D)
	@{ echo '#include "guide/catalogue.h"'; \
	for kind in filter program; do \
		names=$$(sed -n "s/^const struct $$kind $${kind}_\([a-z_]*\) = {/\1/p" \
			$(FILTER_SOURCES) | sort); \
		for name in $$names; do \
			echo "extern const struct $$kind $${kind}_$$name;"; done; \
		echo "static const struct $$kind *const $${kind}s[] = {"; \
		for name in $$names; do echo "	&$${kind}_$$name,"; done; \
		echo '	NULL,'; echo '};'; \
	done; \
	echo 'extern const struct catalogue all;'; \
	echo 'const struct catalogue all = {filters, programs};'; } > $@

$(BUILD)/filters.o: $(BUILD)/filters.c $(BUILD)/libraries.ok
	$(QUIET)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/%.o: %.c $(BUILD)/libraries.ok Makefile
	@mkdir -p $(@D)
	$(QUIET)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# The plain files of the page, as bytes: od and sed are everywhere
$(BUILD)/page.c: Makefile lib/page/frame.html lib/page/page.css $(PAGE_SCRIPTS)
	@mkdir -p $(@D)
	@{ echo '#include <stddef.h>'; \
	for part in 'frame lib/page/frame.html' 'style lib/page/page.css' 'script $(PAGE_SCRIPTS)'; do \
		name=page_$${part%% *}; \
		echo "extern const unsigned char $$name[];"; \
		echo "extern const size_t $${name}_size;"; \
		echo "const unsigned char $$name[] = {"; \
		cat $${part#* } | od -An -v -tx1 | sed 's/ *\(..\)/0x\1,/g'; \
		echo '};'; \
		echo "const size_t $${name}_size = sizeof($$name);"; \
	done; } > $@

$(BUILD)/page.o: $(BUILD)/page.c $(BUILD)/libraries.ok
	$(QUIET)$(CC) $(ALL_CFLAGS) -c -o $@ $<

generate: $(BUILD)/generate

$(BUILD)/generate: $(GENERATE_SOURCES:%.c=$(BUILD)/%.o)
	$(QUIET)$(CC) $(ALL_LDFLAGS) -o $@ $^

$(BUILD)/unit/%: $(BUILD)/tests/unit/%.o $(LIB_OBJECTS)
	@mkdir -p $(@D)
	$(QUIET)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBRARIES) -lcmocka

# It runs filters, in its own process
$(BUILD)/unit/test_review_pairs: $(filter-out %/roster.o,$(FILTER_OBJECTS))

unit: $(UNIT_PROGRAMS)

test: all unit
	@BUILD='$(BUILD)' sh tests/run.sh --no-install

# A sanitizer maps and unmaps memory for every pair of exports, which takes a minute for a hundred on
# some machines; `make test` plays all of them.
asan tsan:
	PAIRS=$${PAIRS-200} $(MAKE) CONFIG=$@ test

# All unit tests but those whose threads or numbers take minutes there, and one run of each filter
valgrind: all unit
	BUILD='$(abspath $(BUILD))' bash tests/valgrind.sh

cover:
	$(MAKE) CONFIG=cover all unit
	bash tests/cover.sh

lint:
	clang-format --dry-run -Werror $(ALL_C)
	cppcheck --quiet --error-exitcode=1 --inline-suppr --std=c11 -j 2 \
		--enable=warning,performance,portability --suppress=missingIncludeSystem \
		-D_XOPEN_SOURCE=700 -DROSTER_VERSION='"x"' -Ilib lib filters testdata
	shellcheck -x $(ALL_SHELL)

format:
	clang-format -i $(ALL_C)

fuzz:
	@FUZZ_SECONDS='$(FUZZ_SECONDS)' FUZZ_RUNS='$(FUZZ_RUNS)' FUZZ_TARGETS='$(FUZZ_TARGETS)' \
		FUZZ_CORPUS='$(FUZZ_CORPUS)' FUZZ_SEED='$(FUZZ_SEED)' \
		FUZZ_LENGTH='$(FUZZ_LENGTH)' FUZZ_TIMEOUT='$(FUZZ_TIMEOUT)' \
		bash tests/fuzz/fuzz.sh

# What tests/fuzz/fuzz.sh makes: CONFIG=fuzz with clang's libFuzzer, fuzz-plain with driver.c
fuzz-programs: $(FUZZ_PROGRAMS)

FUZZ_DRIVER = $(BUILD)/tests/fuzz/$(if $(filter fuzz,$(CONFIG)),fibers,driver).o
$(FUZZ_PROGRAMS): LDFLAGS += $(if $(filter fuzz,$(CONFIG)),-fsanitize=fuzzer)

$(BUILD)/fuzz_%: $(BUILD)/tests/fuzz/%.o $(FUZZ_DRIVER) \
		$(filter-out $(BUILD)/filters/roster.o,$(FILTER_OBJECTS)) $(LIB_OBJECTS)
	$(QUIET)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBRARIES)

faults: all
	BUILD='$(abspath $(BUILD))' bash tests/faults/every_call.sh
	BUILD='$(abspath $(BUILD))' bats tests/run-faults.bats

bench: all
	bash tests/bench/bench.sh

demo: all
	sh pipelines/demo.sh --no-install

SHARE = $(DESTDIR)$(PREFIX)/share
BASH_COMPLETIONS = $(SHARE)/bash-completion/completions
ZSH_COMPLETIONS = $(SHARE)/zsh/site-functions
FISH_COMPLETIONS = $(SHARE)/fish/vendor_completions.d
BIN = $(DESTDIR)$(PREFIX)/bin

# Texts that name the place of an installation get this one's
PLACED = sed 's|/usr/local|$(PREFIX)|g'

install: all
	install -d $(BIN) $(SHARE)/roster/pipelines $(SHARE)/roster/systemd $(SHARE)/roster/testdata \
		$(SHARE)/man/man1 $(SHARE)/man/man7 $(BASH_COMPLETIONS) $(ZSH_COMPLETIONS) \
		$(FISH_COMPLETIONS)
	install -m 755 $(BUILD)/roster $(BIN)/roster
	for name in $(FILTER_NAMES); do \
		ln -sf roster $(BIN)/roster-$$name; \
		ln -sf roster $(BASH_COMPLETIONS)/roster-$$name; \
		install -m 644 filters/$$name.1 $(SHARE)/man/man1/roster-$$name.1; done
	install -m 644 filters/roster.1 $(SHARE)/man/man1/roster.1
	$(PLACED) filters/roster.7 >$(SHARE)/man/man7/roster.7
	install -m 755 $(wildcard pipelines/*.sh) $(SHARE)/roster/pipelines
	for name in pipelines/*.md; do $(PLACED) "$$name" >"$(SHARE)/roster/$$name" || exit 1; done
	cd pipelines && for name in systemd/*; do \
		$(PLACED) "$$name" >"$(abspath $(SHARE))/roster/$$name" || exit 1; done
	chmod 644 $(SHARE)/man/man7/roster.7 $(SHARE)/roster/pipelines/*.md $(SHARE)/roster/systemd/*
	install -m 644 testdata/export.csv.gz $(SHARE)/roster/testdata
	install -m 644 completions/roster.bash $(BASH_COMPLETIONS)/roster
	install -m 644 completions/_roster $(ZSH_COMPLETIONS)/_roster
	install -m 644 completions/roster.fish $(FISH_COMPLETIONS)/roster.fish

uninstall:
	rm -f $(BIN)/roster $(SHARE)/man/man1/roster.1 $(SHARE)/man/man7/roster.7 \
		$(BASH_COMPLETIONS)/roster $(ZSH_COMPLETIONS)/_roster $(FISH_COMPLETIONS)/roster.fish
	for name in $(FILTER_NAMES); do \
		rm -f $(BIN)/roster-$$name $(SHARE)/man/man1/roster-$$name.1 \
			$(BASH_COMPLETIONS)/roster-$$name; done
	rm -rf $(SHARE)/roster

deb: all
	BUILD=$(BUILD) VERSION=$(VERSION) MAKE='$(MAKE)' sh packaging/deb.sh

clean:
	rm -rf build

-include $(LIB_OBJECTS:.o=.d) $(FILTER_OBJECTS:.o=.d) $(wildcard $(BUILD)/tests/unit/*.d $(BUILD)/tests/fuzz/*.d)
