import ArgumentParser
import VouchKit

/// `vouch gate`: decisions only.
struct Gate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gate",
    abstract: "Evaluate the gates only; write no pack.",
    discussion: "Exit status: 0 no gate of severity error failed; 1 one did; 2 not evaluated.")

  @OptionGroup var run: RunArguments

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, junit, sarif
  }

  @Option(help: "How to print the decisions: text, json (as decisions.json has them), junit or sarif.")
  var format: Format = .text

  func run() async throws {
    let progress = ProgressLine()
    let facts = try await diagnosing(progress) { () async throws(Diagnostics) in
      try await Vouch.evaluate(run.options) { progress.show($0) }
    }
    switch format {
    case .text:
      let rejected = RejectionLines.text(facts, exhibits: false).map { "\n\n\($0)" } ?? ""
      try Output.result(DecisionLines.text(facts) + rejected)
    case .json:
      try Output.result(try await diagnosing { () async throws(Diagnostics) in try Vouch.decisionsJSON(facts) })
    case .junit: try Output.result(Vouch.decisionsJUnit(facts))
    case .sarif:
      try Output.result(try await diagnosing { () async throws(Diagnostics) in try Vouch.decisionsSARIF(facts) })
    }
    if facts.decisions.contains(where: \.blocks) { throw ExitCode(1) }
  }
}
