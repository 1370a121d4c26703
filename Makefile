# Both 'make pack' and 'make test' set the machine up first: Debian 12 with Swift, git and make is all they need.
.PHONY: pack test check-documents bench format lint setup install clean

# With the machine's own number of jobs unless told otherwise: make pack SWIFTFLAGS='-j 1'
SWIFTFLAGS ?=
DEFINITION ?= fixtures/soc2-2024q1/pack.yaml
PREFIX ?= /usr/local
VOUCH = .build/release/vouch
SOURCES = Sources Tests Package.swift

# Build the program and the pack of the fixture. Its planted faults fail gates, so 'vouch' exits 1 with the pack written.
pack: setup
	swift build $(SWIFTFLAGS) -c release --product vouch
	@scripts/pack $(VOUCH) $(DEFINITION) output

test: setup
	@scripts/test $(SWIFTFLAGS)

# Holds the documents of the packs in output/ against validators from outside.
check-documents: pack
	@scripts/setup qpdf poppler-utils unzip chromium default-jre-headless python3-venv
	@for pack in output/*.zip; do scripts/check-documents $$pack || exit 1; done

bench:
	@scripts/setup unzip poppler-utils
	swift build $(SWIFTFLAGS) -c release --product vouch
	swift build $(SWIFTFLAGS) -c release --product FixtureGenerator
	@bench/run

lint: setup
	swift format lint --strict -r $(SOURCES)

format:
	swift format -i -r $(SOURCES)

setup:
	@scripts/setup

install: setup
	swift build $(SWIFTFLAGS) -c release --product vouch
	@scripts/install $(VOUCH) $(DESTDIR)$(PREFIX)

clean:
	swift package clean
	rm -rf output/*.zip output/*.json .build/bench
