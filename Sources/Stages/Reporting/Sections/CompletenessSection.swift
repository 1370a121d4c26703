import AuditModel
import DocumentModel
import Rows

/// Completeness and accuracy: the account of every source, and what nothing shows.
enum CompletenessSection {
  static let section = ReportSection(name: "completeness", title: "Completeness and accuracy") { facts, _ in
    [
      .paragraph([
        .text(
          "Every record that was read is in one class: rejected, duplicate, outside the period, filtered or used. The classes add up, or the pack would not have been built. This shows the processing; that an export is whole is shown only where a count from its system stands beside it."
        )
      ]), .table(records(facts)),
    ] + order(facts) + times(facts) + [.table(files(facts))] + findings(facts)
  }

  private static func records(_ facts: Facts) -> DocumentTable {
    DocumentTable(
      caption: "Records by source",
      columns: [
        .init("Source"), .init("Kind"), .init("Read", .trailing), .init("Rejected", .trailing),
        .init("Duplicate", .trailing), .init("Outside", .trailing), .init("Filtered", .trailing),
        .init("Used", .trailing), .init("Expected", .trailing),
      ],
      rows: facts.reconciliation.map { source in
        let counts = source.counts
        let numbers = [
          counts.read, counts.rejected, counts.duplicate, counts.outsidePeriod, counts.filtered, counts.used,
        ]
        return [[.text(source.name)], [.text(source.kind)]] + numbers.map { [.text(Words.count($0))] } + [
          [.text(source.expected.map { Words.count($0) } ?? "not stated")]
        ]
      })
  }

  /// What the numbers and the hashes of the records show, where a source has such.
  private static func order(_ facts: Facts) -> [Block] {
    let rows = facts.reconciliation.flatMap { source -> [[[Inline]]] in
      let sequence = source.sequence.map { account -> [[Inline]] in
        let counts = [account.missing, account.repeated, account.unnumbered, account.unreadable].map(Words.count)
        let verdict =
          "\(counts[0]) missing, \(counts[1]) repeated or stepping back, \(counts[2]) without a number, \(counts[3]) rejected and unreadable"
        return row(source, "numbers", account.isWhole ? "whole" : verdict, account.breaks)
      }
      let chain = source.chain.map { account -> [[Inline]] in
        let verdict = "broken at \(Words.count(account.broken)) records, confirmed at \(Words.count(account.confirmed))"
        return row(source, "chain of hashes", account.isWhole ? "whole" : verdict, account.breaks)
      }
      return [sequence, chain].compactMap { $0 }
    }
    guard !rows.isEmpty else { return [] }
    return [
      .table(
        DocumentTable(
          caption: "Order of the records",
          columns: [.init("Source"), .init("Shown by"), .init("Result"), .init("First breaks")], rows: rows))
    ]
  }

  private static func row(
    _ source: SourceReconciliation, _ means: String, _ verdict: String, _ breaks: [RecordOrigin]
  ) -> [[Inline]] {
    let places = breaks.prefix(shownBreaks).map { "\($0.file):\($0.line)" }.joined(separator: ", ")
    let more = breaks.count > shownBreaks ? ", …" : ""
    return [[.text(source.name)], [.text(means)], [.text(verdict)], [.code(places + more)]]
  }

  /// How many breaks of a source are named here; reconciliation.json has up to 100.
  private static let shownBreaks = 5

  /// Of the kinds that happen at a time: that a list of accounts was silent for a month says nothing.
  private static func times(_ facts: Facts) -> [Block] {
    let sources = timed(facts)
    guard !sources.isEmpty else { return [] }
    let table = DocumentTable(
      caption: "Times of the used records",
      columns: [
        .init("Source"), .init(facts.clock.title("First")), .init(facts.clock.title("Last")),
        .init("Longest silence", .trailing),
        .init("Out of order", .trailing),
      ],
      rows: sources.map { source in
        let span = facts.clock.span(source.first, source.last)
        return [
          [.text(source.name)], [.text(span.first)], [.text(span.last)],
          [.text(source.largestGap.map { Words.duration(seconds: $0) } ?? "")],
          [.text(Words.count(source.counts.outOfOrder))],
        ]
      })
    return [.figure(silences(sources, facts))] + [.table(table)]
  }

  /// When each source speaks, with its longest silence.
  private static func silences(_ sources: [SourceReconciliation], _ facts: Facts) -> Figure {
    let chart = SilenceTimeLine(
      first: facts.definition.period.start, last: facts.definition.period.end,
      lanes: sources.compactMap { source in
        guard let first = source.first, let last = source.last else { return nil }
        let gap = source.largestGapStart.map { start in
          let seconds = source.largestGap ?? 0
          return SilenceTimeLine.Silence(
            start: start, end: Instant(microseconds: start.microseconds + seconds * Instant.perSecond),
            words: "\(Words.duration(seconds: seconds)) from \(facts.clock.minuteOrDay(start))")
        }
        return SilenceTimeLine.Lane(label: source.name, first: first, last: last, silence: gap)
      })
    let longest = sources.max { ($0.largestGap ?? 0) < ($1.largestGap ?? 0) }
    return Figure(
      title: longest.map { "The longest silence is \(Words.duration(seconds: $0.largestGap ?? 0)), in \($0.name)" }
        ?? "No source has times",
      alternative: chart.alternative,
      source:
        "used records of each source, from the first to the last; the longest silence between two of them is marked",
      drawing: chart.drawing)
  }

  /// The sources whose records happen at a time.
  static func timed(_ facts: Facts) -> [SourceReconciliation] {
    facts.reconciliation.filter { $0.first != nil && !isStanding($0, facts) }
  }

  private static func isStanding(_ source: SourceReconciliation, _ facts: Facts) -> Bool {
    guard let kind = facts.definition.sources.first(where: { $0.name == source.name })?.kind else { return false }
    return switch kind.selection {
    case .standing: true
    case .occurs, .open: false
    }
  }

  private static func files(_ facts: Facts) -> DocumentTable {
    DocumentTable(
      caption: "Files read",
      columns: [.init("File"), .init("Bytes", .trailing), .init("Records", .trailing), .init("SHA-256")],
      rows: facts.reconciliation.flatMap { source in
        source.files.map { file in
          [
            [.code(file.path)], [.text(Words.count(file.bytes))], [.text(Words.count(file.counts.read))],
            [.code(file.sha256)],
          ]
        }
      })
  }

  private static func findings(_ facts: Facts) -> [Block] {
    guard !facts.findings.isEmpty else { return [] }
    return [
      .heading(level: 2, text: "Findings", anchor: "findings"),
      .list(FindingLines.lines(facts.findings), ordered: false),
    ]
  }
}
