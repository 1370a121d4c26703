import ArgumentParser
import VouchKit

/// `vouch build`: from a definition to a pack.
struct Build: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Build the pack of a definition.",
    discussion: """
      Reads the exports, evaluates the gates, renders the reports and writes NAME.zip, with NAME.zip.buildinfo.json \
      beside it. An existing pack is replaced only once the new one is whole.

      Exit status: 0 no gate of severity error failed; 1 one did (the pack is written all the same); 2 not built.
      """)

  @OptionGroup var run: RunArguments

  @Option(name: [.short, .long], help: "A folder, or the zip's path.")
  var output: String = "."

  @Option(help: "Seal the pack with this Ed25519 private key, PEM.")
  var sign: String?

  @Flag(help: "Replace a pack that is sealed; its seals and timestamps are removed with it.")
  var replace = false

  @Option(help: "Add a line about this build to a portfolio's log.")
  var log: String?

  @Flag(help: "Print the outcome as JSON.")
  var json = false

  func run() async throws {
    let progress = ProgressLine()
    let outcome = try await diagnosing(progress) { () async throws(Diagnostics) in
      if let log { try Vouch.checkLog(log) }
      let outcome = try await Vouch.build(run.options, output: output, sealing: Sealed(key: sign, replaces: replace)) {
        progress.show($0)
      }
      if let log { try Vouch.log(outcome, to: log) }
      return outcome
    }
    for warning in outcome.warnings { Output.note(warning.text) }
    try Output.result(json ? outcome.json : text(outcome))
    if outcome.blocks { throw ExitCode(1) }
  }

  private func text(_ outcome: BuildOutcome) -> String {
    let definition = outcome.facts.definition
    return """
      \(Ink.strong(definition.title)) · \(definition.organization) · \(definition.period)

      \(DecisionLines.text(outcome.facts))
      \(RejectionLines.text(outcome.facts, exhibits: true).map { "\n\($0)\n" } ?? "")
      Pack            \(outcome.path)\(outcome.seal.map { "\nSeal            \($0)" } ?? "")
      Pack digest     \(outcome.digests.pack)
      Content digest  \(outcome.digests.content)
      Facts digest    \(outcome.digests.facts)

      Next: \(CommandLine.arguments.first ?? "vouch") verify \(outcome.path)
      """
  }
}
