import ArgumentParser
import VouchKit

/// `vouch check`: everything is read and checked, nothing is written.
struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
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
      try await Vouch.check(run.options) { progress.show($0) }
    }
    if json {
      try Output.result(try await diagnosing { () async throws(Diagnostics) in try Vouch.reconciliationJSON(facts) })
      return
    }
    for source in facts.reconciliation {
      try Output.result(([line(source)] + RejectionLines.text(source)).joined(separator: "\n"))
    }
    for (message, subjects) in grouped(facts.findings + facts.notes) {
      try Output.result(Diagnostic.safe("note: \(subjects.joined(separator: ", ")): \(message)"))
    }
    let rejected = facts.reconciliation.reduce(0) { $0 + $1.counts.rejected }
    let rest =
      rejected == 0 ? ", nothing wrong" : "; \(count(Int(rejected), "record")) could not be read, as listed above"
    try Output.result(
      (rejected == 0 ? Ink.good("✓") : Ink.caution("!"))
        + " \(run.definition): \(count(facts.decisions.count, "gate")), \(count(facts.reconciliation.count, "source"))"
        + rest)
  }

  /// What is said of several subjects alike, said once; in the order in which it is first said.
  private func grouped(_ findings: [Finding]) -> [(message: String, subjects: [String])] {
    var groups: [(message: String, subjects: [String])] = []
    for finding in findings {
      if let known = groups.firstIndex(where: { $0.message == finding.message }) {
        groups[known].subjects.append(finding.subject)
      } else {
        groups.append((finding.message, [finding.subject]))
      }
    }
    return groups
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
    return "\(Diagnostic.safe(source.name)): " + parts.joined(separator: ", ")
  }
}
