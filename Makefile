# make            builds ./manicule
# make run        builds it and opens the dossier that comes with it
# make check      builds and runs every test; the last line is the total
# make install    under PREFIX (/usr/local), staged under DESTDIR
#
# More: deps uninstall golden-update asan ubsan tsan valgrind fuzz storm fault
# torture bench lint scan format coverage dist distcheck reproduce clean.  `run`
# and `check` first install the Debian packages that are missing, and say which.

VERSION = 0.1

PREFIX = /usr/local
BINDIR = $(PREFIX)/bin
MANDIR = $(PREFIX)/share/man
DATADIR = $(PREFIX)/share/manicule
DOCDIR = $(PREFIX)/share/doc/manicule
BASHDIR = $(PREFIX)/share/bash-completion/completions
ZSHDIR = $(PREFIX)/share/zsh/site-functions

BUILD = build
PROGRAM = manicule
# V=1 shows the commands.
say = $(if $(V),,@echo '$1 $@';)

OPTIMISE = -O2 -g
WARN = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wformat=2 -Wcast-qual -Wwrite-strings -Wundef -Wpointer-arith \
	-Wnull-dereference
HARDEN = -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
HARDEN_LINK = -pie -Wl,-z,relro,-z,now
# What is relocated at each start takes bits, not 24 bytes: 64 KB less to read.
PACK_LINK = -Wl,-z,pack-relative-relocs
SANITIZE =

# Where pkg-config or a .pc file is missing, what Debian has is assumed.
pkg = $(shell pkg-config $1 $2 2>/dev/null || echo $3)
PKG_CFLAGS := $(call pkg,--cflags,ncursesw yaml-0.1,)
# First the library in which most symbols are looked up at each start.
LIBS := -lunistring $(call pkg,--libs,ncursesw yaml-0.1,-lncursesw -ltinfo \
	-lyaml) -ldl
CMOCKA_LIBS := $(call pkg,--libs,cmocka,-lcmocka) -lm
VTERM_LIBS := $(call pkg,--libs,vterm,-lvterm)

# Wherever it is built, the bytes are the same: no path of the folder is kept.
ALL_CFLAGS = -std=c11 -pthread -D_GNU_SOURCE -I. \
	-ffile-prefix-map='$(CURDIR)'=. $(PKG_CFLAGS) $(WARN) $(OPTIMISE) \
	$(HARDEN) $(SANITIZE) $(CPPFLAGS) $(CFLAGS)
ALL_LDFLAGS = -pthread $(HARDEN_LINK) $(PACK_LINK) $(SANITIZE) $(LDFLAGS)
# What watches over a program from inside needs rights that confinement takes
# away: sanitizers and valgrind (WRAP) all along, coverage at the program's end.
DEFINES = -DMANICULE_VERSION='"$(VERSION)"' -DMANICULE_DATADIR='"$(DATADIR)"' \
	$(if $(findstring coverage,$(SANITIZE)),-DMANICULE_COVERED,\
	$(if $(SANITIZE)$(WRAP),-DMANICULE_UNCONFINED))

ROOMS = core print tui cli po
SOURCES := $(sort $(foreach room,$(ROOMS),$(wildcard $(room)/*.c)))
TESTS := $(wildcard tests/unit/test_*.c)
SCREENS := $(wildcard tests/screen/*.c)
FAULTS := $(wildcard tests/fault/*.c)
FUZZERS := $(wildcard tests/fuzz/fuzz_*.c)
STORM := tests/fuzz/session.c tests/fuzz/screen_bytes.c
C_FILES := $(SOURCES) $(wildcard man/*.c tests/unit/*.c tests/bench/*.c) \
	$(SCREENS) $(FAULTS) $(FUZZERS) $(STORM)
H_FILES := $(wildcard $(ROOMS:=/*.h) tests/*/*.h)
SECTIONS = 1 5 7
MANUALS = $(foreach n,$(SECTIONS),manicule.$n fr/manicule.$n)

objects = $(patsubst %.c,$(BUILD)/%.o,$(filter $1,$(SOURCES)))
CORE := $(call objects,core/%.c)
REST := $(filter-out $(CORE) $(BUILD)/cli/main.o $(BUILD)/cli/memory.o, \
	$(call objects,%.c))
TEST_PROGRAMS := $(TESTS:%.c=$(BUILD)/%)

all: $(PROGRAM) $(MANUALS:%=$(BUILD)/man/%)

$(PROGRAM): $(call objects,%.c)
	$(call say,link) $(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,compile) $(CC) $(ALL_CFLAGS) \
		$(if $(filter cli/%,$<),$(DEFINES)) -MMD -MP -c -o $@ $<

# Changes, and so makes everything be built again, when the flags change.
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' "$$FLAGS" | cmp -s - $@ || printf '%s\n' "$$FLAGS" >$@
export FLAGS = $(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) $(DEFINES)

# A library, so that a program may have an out_of_memory() of its own.
$(BUILD)/support.a: $(BUILD)/tests/unit/support.o
$(BUILD)/core.a: $(CORE)
$(BUILD)/rest.a: $(REST)
$(BUILD)/%.a:
	@rm -f $@
	$(call say,library) ar rcsD $@ $^

# A test of core/NAME.c needs the core alone.
.SECONDEXPANSION:
$(BUILD)/tests/unit/test_%: $(BUILD)/tests/unit/test_%.o \
		$$(if $$(wildcard core/$$*.c),,$(BUILD)/rest.a) \
		$(BUILD)/core.a $(BUILD)/support.a
	$(call say,link) $(CC) $(ALL_LDFLAGS) -o $@ \
		-Wl,--start-group $^ -Wl,--end-group $(CMOCKA_LIBS) $(LIBS)
# What is sent to the terminal is looked at in one.
$(BUILD)/tests/unit/test_canvas: LIBS += $(VTERM_LIBS)

$(BUILD)/tests/screen/play: $(SCREENS:%.c=$(BUILD)/%.o) $(BUILD)/support.a \
		$(BUILD)/core.a
	$(call say,link) $(CC) $(ALL_LDFLAGS) -o $@ $^ $(VTERM_LIBS)

# What makes memory and system calls fail, and judges: faults.c says how.
FAULT_PROGRAMS = $(addprefix $(BUILD)/tests/fault/,faults trace nomem.so)
$(BUILD)/tests/fault/faults: $(BUILD)/tests/fault/faults.o \
		$(BUILD)/tests/fault/attempt.o $(BUILD)/tests/screen/child.o \
		$(BUILD)/tests/screen/picture.o
	$(call say,link) $(CC) $(ALL_LDFLAGS) -o $@ $^ $(VTERM_LIBS)
$(BUILD)/tests/fault/trace: $(BUILD)/tests/fault/trace.o
	$(call say,link) $(CC) $(ALL_LDFLAGS) -o $@ $^
$(BUILD)/tests/fault/nomem.so: tests/fault/nomem.c tests/fault/trace.h
	@mkdir -p $(@D)
	$(call say,link) $(CC) -std=c11 -D_GNU_SOURCE -I. $(WARN) -O2 -fPIC \
		-shared -o $@ $<

# The table of keys in manicule.7 is printed by a program that is made from the
# tables that the reader itself uses.
with_keys = sed -e '/@KEYS@/r $(word 2,$^)' -e '/@KEYS@/d' $< >$@
$(BUILD)/man/fr/manicule.%: man/fr/manicule.% $(BUILD)/man/keys.fr.mdoc
	@mkdir -p $(@D)
	$(call say,manual) $(with_keys)
$(BUILD)/man/manicule.%: man/manicule.% $(BUILD)/man/keys.mdoc
	$(call say,manual) $(with_keys)

$(BUILD)/man/keys.mdoc: $(BUILD)/man/keys
	$(call say,table) $< >$@
$(BUILD)/man/keys.fr.mdoc: $(BUILD)/man/keys
	$(call say,table) $< fr >$@

$(BUILD)/man/keys: $(BUILD)/man/keys.o $(BUILD)/rest.a $(BUILD)/core.a \
		$(BUILD)/support.a
	$(call say,link) $(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

# Recursive, because what pkg-config finds may change once they are there.
deps:
	@CC='$(CC)' .ci/deps all

# As many jobs as there are processors, where nobody asked for a number.
jobs = $(if $(findstring -j,$(MAKEFLAGS)),,-j$(shell nproc))

run:
	@CC='$(CC)' .ci/deps build
	@$(MAKE) --no-print-directory $(jobs) all
	./$(PROGRAM) $(ARGS)

check:
	@CC='$(CC)' .ci/deps check
	@$(MAKE) --no-print-directory checks

# `make checks T=fold` runs those whose name has fold in it.
tests: $(TEST_PROGRAMS) $(BUILD)/tests/screen/play $(BUILD)/tests/fuzz/session \
	$(FAULT_PROGRAMS)

RUN_TESTS = BUILD=$(BUILD) PROGRAM=$(PROGRAM) CC='$(CC)' MAKE='$(MAKE)' \
	tests/run
checks:
	@$(MAKE) --no-print-directory -k $(jobs) all tests || built=no; \
	BUILT=$$built $(RUN_TESTS) $(T)

golden-update:
	@$(MAKE) --no-print-directory all $(BUILD)/tests/screen/play
	UPDATE=1 PROGRAM=$(PROGRAM) tests/golden/run $(T)
	UPDATE=1 PROGRAM=$(PROGRAM) BUILD=$(BUILD) tests/screen/run $(T)
	UPDATE=1 tests/lint/picture

sanitized = $(MAKE) --no-print-directory $1 BUILD=$2 \
	PROGRAM=$2/manicule HARDEN= HARDEN_LINK= OPTIMISE='-O1 -g' \
	SANITIZE='$3 -fno-sanitize-recover=all -fno-omit-frame-pointer'
asan:
	@$(call sanitized,checks,build-asan,-fsanitize=address$(comma)undefined)
ubsan:
	@$(call sanitized,checks,build-ubsan,-fsanitize=undefined)
tsan:
	@$(call sanitized,checks,build-tsan,-fsanitize=thread)
comma = ,

VALGRIND = valgrind -q --error-exitcode=99 --leak-check=full \
	--suppressions=$(CURDIR)/tests/valgrind
valgrind:
	@$(MAKE) --no-print-directory checks BUILD=build-valgrind \
		PROGRAM=build-valgrind/manicule OPTIMISE='-O1 -g' \
		WRAP='$(VALGRIND)'
export WRAP

# Lines and branches that the tests reach, by room and by file.  What ends at
# once writes its part first (tests/coverage_exit.c).
covered = $(MAKE) --no-print-directory $1 BUILD=build-coverage \
	PROGRAM=build-coverage/manicule HARDEN= OPTIMISE='-O0 -g' \
	HARDEN_LINK='-Wl,--wrap=_exit,--wrap=raise $(COVERAGE_EXIT)' \
	SANITIZE='--coverage -fprofile-update=atomic'
COVERAGE_EXIT = build-coverage/tests/coverage_exit.o
coverage:
	@rm -rf build-coverage
	@$(call covered,$(COVERAGE_EXIT))
	@$(call covered,checks) \
		|| echo "A test failed: what it would have reached is missing."
	@tests/coverage build-coverage $(ROOMS)

# libFuzzer comes with clang.  FUZZ_SECONDS is for each target.
FUZZ_SECONDS = 60
fuzz:
	@MAKE='$(MAKE)' FUZZ_SECONDS=$(FUZZ_SECONDS) tests/fuzz/run $(T)
fuzzers:
	@$(MAKE) --no-print-directory $(jobs) fuzz-programs BUILD=build-fuzz CC=clang \
		HARDEN= HARDEN_LINK= OPTIMISE='-O1 -g' \
		SANITIZE='$(FUZZ_SANITIZE)'
fuzz-programs: $(FUZZERS:%.c=$(BUILD)/%)
FUZZ_SANITIZE = -fsanitize=fuzzer-no-link,address,undefined \
	-fno-sanitize-recover=all
$(BUILD)/tests/fuzz/fuzz_%: $(BUILD)/tests/fuzz/fuzz_%.o \
		$(BUILD)/rest.a $(BUILD)/support.a $(BUILD)/core.a
	$(call say,link) $(CC) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ \
		-Wl,--start-group $^ -Wl,--end-group $(LIBS)

# Memory and system calls that fail at every point; T=NAME: of some runs.
fault:
	@$(MAKE) --no-print-directory $(jobs) all tests
	BUILD=$(BUILD) PROGRAM=$(PROGRAM) tests/fault/run -a $(T)

# Another's tests of the built program, where they are beside the project.
torture: all
	PROGRAM=$(PROGRAM) tests/fault/torture $(T)

# Random keys for the reader under the sanitizers: KEYS=1000000.
storm:
	@$(call sanitized,$(jobs) all,build-asan,-fsanitize=address$(comma)undefined)
	@$(MAKE) --no-print-directory $(BUILD)/tests/fuzz/session
	tests/fuzz/storm $(BUILD)/tests/fuzz/session build-asan/manicule \
		build-asan/storm
$(BUILD)/tests/fuzz/session: $(BUILD)/tests/fuzz/session.o \
		$(BUILD)/tests/fuzz/screen_bytes.o $(BUILD)/tests/screen/child.o
	$(call say,link) $(CC) $(ALL_LDFLAGS) -o $@ $^

# Ratios to less(1), rg(1), fmt(1), lynx(1) and libyaml alone; needs a quiet
# machine.  T=word measures the rows with that in their name, QUICK=1 all in a
# hurry, GROWTH=1000 a million claims as well.
bench:
	@CC='$(CC)' .ci/deps bench || echo "what is missing is skipped"
	@$(MAKE) --no-print-directory $(jobs) all bench-programs
	@BUILD=$(BUILD) PROGRAM=$(PROGRAM) tests/bench/run '$(T)'
bench-programs: $(addprefix $(BUILD)/tests/bench/,bench data harness)
$(BUILD)/tests/bench/bench: $(BUILD)/tests/bench/bench.o \
		$(BUILD)/tests/bench/measure.o $(BUILD)/tests/screen/child.o
$(BUILD)/tests/bench/data: $(BUILD)/tests/bench/data.o
$(BUILD)/tests/bench/harness: $(BUILD)/tests/bench/harness.o $(BUILD)/core.a
$(addprefix $(BUILD)/tests/bench/,bench data harness):
	$(call say,link) $(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS) -lm

# Every law of HACKING.md, and what the compilers and linters have to say.
lint:
	@CC='$(CC)' .ci/deps all
	@MAKE='$(MAKE)' tests/lint/run

# clang's analyzer with all the patience it has; lint has it with less.
scan:
	@CC='$(CC)' .ci/deps scan
	scan-build --status-bugs -o build-scan --use-cc=clang $(MAKE) \
		--no-print-directory $(jobs) all BUILD=build-scan \
		PROGRAM=build-scan/manicule CC=clang

format:
	clang-format -i $(C_FILES) $(H_FILES)

# STRIP=-s leaves out what debuggers need.
install: all
	install -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(DATADIR)/articles \
		$(DESTDIR)$(DATADIR)/annotations $(DESTDIR)$(DOCDIR) \
		$(DESTDIR)$(BASHDIR) $(DESTDIR)$(ZSHDIR) \
		$(foreach n,$(SECTIONS),$(DESTDIR)$(MANDIR)/man$n \
			$(DESTDIR)$(MANDIR)/fr/man$n)
	install $(STRIP) $(PROGRAM) $(DESTDIR)$(BINDIR)/manicule
	install -m 644 $(wildcard articles/*.txt) $(DESTDIR)$(DATADIR)/articles
	install -m 644 $(wildcard annotations/*.yaml) \
		$(DESTDIR)$(DATADIR)/annotations
	$(foreach n,$(SECTIONS),install -m 644 $(BUILD)/man/manicule.$n \
		$(DESTDIR)$(MANDIR)/man$n && \
		install -m 644 $(BUILD)/man/fr/manicule.$n \
		$(DESTDIR)$(MANDIR)/fr/man$n &&) :
	install -m 644 completion/manicule.bash $(DESTDIR)$(BASHDIR)/manicule
	install -m 644 completion/_manicule $(DESTDIR)$(ZSHDIR)
	install -m 644 LICENSE README.md $(DESTDIR)$(DOCDIR)

uninstall:
	rm -f $(DESTDIR)$(BINDIR)/manicule $(DESTDIR)$(BASHDIR)/manicule \
		$(DESTDIR)$(ZSHDIR)/_manicule \
		$(foreach n,$(SECTIONS),$(DESTDIR)$(MANDIR)/man$n/manicule.$n \
			$(DESTDIR)$(MANDIR)/fr/man$n/manicule.$n)
	rm -rf $(DESTDIR)$(DATADIR) $(DESTDIR)$(DOCDIR)

DIST = manicule-$(VERSION).tar.gz
dist:
	git archive --prefix=manicule-$(VERSION)/ -o '$(DIST)' HEAD

# The tarball stands on its own, and what `reproduce` asks: two builds are the
# same bytes.
distcheck:
	@MAKE='$(MAKE)' tests/package/run dist
reproduce:
	@MAKE='$(MAKE)' tests/package/run reproduce

clean:
	rm -rf build build-* manicule manicule-*.tar.gz

FORCE:
.PHONY: all deps run check checks tests golden-update asan ubsan tsan valgrind \
	coverage fuzz fuzzers fuzz-programs storm fault torture bench \
	bench-programs lint scan format install uninstall dist distcheck \
	reproduce clean FORCE
.PRECIOUS: $(BUILD)/%.o
.DELETE_ON_ERROR:

-include $(patsubst %.c,$(BUILD)/%.d,$(C_FILES))
