import ArgumentParser
import VouchKit

/// `vouch diff`: what changed between two packs.
struct Diff: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Show what changed between two packs, and by which cause.",
    discussion: """
      Compares gates, exceptions, controls, criteria, metrics, populations and findings. Each difference names the causes \
      that can have brought it about: data, policy, waiver, definition or tool. Both packs must be intact.

      Exit status: 0 the same; 1 they differ; 2 they cannot be compared.
      """)

  @Argument(help: "The pack before.")
  var old: String

  @Argument(help: "The pack after.")
  var new: String

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, html
  }

  @Option(help: "text, json or html.")
  var format: Format = .text

  func run() async throws {
    let outcome = try await diagnosing { () async throws(Diagnostics) in try Vouch.diff(old, new) }
    switch format {
    case .text: try Output.result(text(outcome))
    case .json: try Output.result(outcome.json)
    case .html: try Output.result(bytes: Array(outcome.html.utf8))
    }
    if !outcome.isSame { throw ExitCode(1) }
  }

  private func text(_ outcome: PackDiffOutcome) -> String {
    if outcome.isSame { return "\(Ink.good("same"))  every file of the two packs is the same" }
    var lines = [
      Ink.strong("\(outcome.differences.count.grouped) differences")
        + "  \(outcome.old.period) → \(outcome.new.period)", "",
      "What went in differently",
    ]
    lines += outcome.causes.map { cause in
      "  \(cause.cause.rawValue): \(Diagnostic.safe(cause.what.prefix(6).joined(separator: ", ")))\(cause.what.count > 6 ? " and \(cause.what.count - 6) more" : "")"
    }
    if outcome.causes.isEmpty { lines.append("  nothing") }
    for subject in PackDifference.Subject.allCases {
      let differences = outcome.differences.filter { $0.subject == subject }
      if differences.isEmpty { continue }
      lines += ["", heading(subject)] + differences.map(line)
    }
    return lines.joined(separator: "\n")
  }

  private func heading(_ subject: PackDifference.Subject) -> String {
    switch subject {
    case .gate: "Gates"
    case .control: "Controls"
    case .criterion: "Criteria"
    case .metric: "Metrics"
    case .population: "Populations"
    case .finding: "Findings"
    case .file: "Files"
    }
  }

  private func line(_ difference: PackDifference) -> String {
    let causes = difference.causes.map(\.rawValue).joined(separator: ", ")
    let id = shortened(difference.id)
    let change = [difference.old, difference.new].map { $0.isEmpty ? "-" : shortened($0) }.joined(separator: " → ")
    return "  \(id)  \(difference.field): \(change)  \(Ink.faint("[\(causes)]"))"
  }

  /// One line of at most 100 characters.
  private func shortened(_ text: String) -> String {
    let line = Diagnostic.safe(text)
    return line.count <= 100 ? line : line.prefix(99) + "…"
  }
}
