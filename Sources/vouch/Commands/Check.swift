import ArgumentParser
import VouchKit

/// `vouch check`: everything is read and checked, nothing is written.
struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Read and check everything, write nothing.",
    discussion: """
      Reads the definition, its policies and every export, and says what is wrong with them.

      Exit status: 0 clean; 2 diagnostics.
      """)

  @OptionGroup var run: RunArguments

  @Flag(help: "Print the account of the sources as JSON.")
  var json = false

  func run() async throws {
    let progress = ProgressLine()
    let facts = try await diagnosing(progress) { () async throws(Diagnostics) in
      try await Vouch.evaluate(run.options) { progress.show($0) }
    }
    if json {
      try Output.result(try await diagnosing { () async throws(Diagnostics) in try Vouch.reconciliationJSON(facts) })
      return
    }
    for source in facts.reconciliation { try Output.result(line(source)) }
    for finding in facts.findings { try Output.result("note: \(finding.subject): \(finding.message)") }
    try Output.result(
      Ink.good("✓")
        + " \(run.definition): \(count(facts.decisions.count, "gate")), \(count(facts.reconciliation.count, "source")), nothing wrong"
    )
  }

  private func count(_ number: Int, _ noun: String) -> String {
    number == 1 ? "1 \(noun)" : "\(number.grouped) \(noun)s"
  }

  private func line(_ source: SourceReconciliation) -> String {
    let counts = source.counts
    var parts = ["\(counts.read.grouped) read", "\(counts.used.grouped) used"]
    for (count, word) in [
      (counts.rejected, "rejected"), (counts.duplicate, "duplicate"), (counts.outsidePeriod, "outside the period"),
      (counts.filtered, "filtered"),
    ] where count > 0 { parts.append("\(count.grouped) \(word)") }
    return "\(source.name): " + parts.joined(separator: ", ")
  }
}
