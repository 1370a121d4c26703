# Both 'make pack' and 'make test' set the machine up first: Debian 12 with Swift, git and make is all they need.
.PHONY: pack test check-documents check-interop check-same-content bench bench-model fuzz format lint setup install clean

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

# Holds the documents of the packs in output/, and of one full of hostile content, against validators from outside.
check-documents: pack
	@scripts/setup qpdf poppler-utils unzip chromium default-jre-headless libreoffice-calc python3-venv
	@scripts/hostile-pack $(VOUCH) .build/hostile
	@for pack in output/*.zip .build/hostile/*.zip; do scripts/check-documents $$pack || exit 1; done

bench:
	@scripts/setup unzip poppler-utils python3-venv
	swift build $(SWIFTFLAGS) -c release --product vouch
	swift build $(SWIFTFLAGS) -c release --product FixtureGenerator
	@bench/run
	@bench/pass
	@bench/verify
	@bench/report/report

# A model audit of 1,000,000 predictions beside the same figures by numpy, scikit-learn and fairlearn.
bench-model:
	@scripts/setup unzip python3-venv
	swift build $(SWIFTFLAGS) -c release --product vouch
	@bench/model

# Each parser by libFuzzer, for so many seconds: make fuzz SECONDS=600
SECONDS ?= 60
fuzz: setup
	@scripts/fuzz $(SECONDS)

lint: setup
	swift format lint --strict -r $(SOURCES)

# Outside validators from PyPI judge what a pack says to other tools; SCHEMAS=DIR adds the published JSON schemas.
check-interop: setup
	@scripts/setup python3-venv unzip default-jre-headless chromium
	swift build $(SWIFTFLAGS) -c release --product vouch
	@scripts/check-interop $(VOUCH) $(DEFINITION)

# Rebuilds the pack of the fixture with libraries of other releases, which are downloaded and not installed.
check-same-content: pack
	@scripts/setup python3
	@for case in 'cairo same_content' 'harfbuzz identical' 'altered-harfbuzz same_content'; do \
	  scripts/check-same-content $(VOUCH) output/calcbridge-soc2-2024q1.zip fixtures/soc2-2024q1 $$case || exit 1; done
	@scripts/shaping-pack $(VOUCH) .build/shaping
	@for release in trixie bullseye; do scripts/check-same-content $(VOUCH) .build/shaping/harbour-2025-02.zip \
	  .build/shaping harfbuzz same_content $$release || exit 1; done

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
