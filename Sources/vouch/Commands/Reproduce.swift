import ArgumentParser
import VouchKit

/// `vouch reproduce`: build it again, and compare.
struct Reproduce: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reproduce",
    abstract: "Build a pack again from its inputs and compare the two.",
    discussion: """
      Finds the exports by their digests wherever they lie below --inputs, takes everything else from the pack and from \
      what ships with the program, builds with the recorded parameters, and compares layer by layer. Ends in one of four \
      verdicts: identical, same_content, different, not_reproducible.

      Exit status: 0 identical (or same_content with --accept same_content); 1 it differs; 2 not reproducible.
      """)

  @Argument(help: "The pack, a zip.")
  var pack: String

  @Option(help: "The folder below which the exports lie.")
  var inputs: String

  enum Acceptance: String, ExpressibleByArgument, CaseIterable {
    case sameContent = "same_content"
  }

  @Option(help: "Exit 0 for this verdict too: same_content.")
  var accept: Acceptance?

  @Option(help: "A folder in which to leave the rebuilt pack.")
  var keep: String?

  @Flag(help: "Print the outcome as JSON.")
  var json = false

  @Option(help: "Chunks that are parsed at a time; no result depends on it.")
  var jobs: Int?

  @Option(help: ArgumentHelp("The folder of templates and policies.", visibility: .hidden))
  var share: String?

  func validate() throws {
    if let jobs, !(1...256).contains(jobs) { throw ValidationError("--jobs must lie between 1 and 256") }
  }

  func run() async throws {
    let progress = ProgressLine()
    let outcome = try await diagnosing(progress) { () async throws(Diagnostics) in
      try await Vouch.reproduce(pack, inputs: inputs, keep: keep, jobs: jobs, share: share) { progress.show($0) }
    }
    try Output.result(json ? outcome.json : text(outcome))
    switch outcome.verdict {
    case .identical: return
    case .sameContent: if accept != .sameContent { throw ExitCode(1) }
    case .different: throw ExitCode(1)
    case .notReproducible: throw ExitCode(2)
    }
  }

  /// Problems that the text shows.
  private static let shown = 20

  private func text(_ outcome: Reproduction) -> String {
    var lines = [heading(outcome.verdict)]
    lines += outcome.problems.prefix(Reproduce.shown).map { problem in
      "\(Ink.bad("✗")) \(problem.code)  \(problem.entry.isEmpty ? "" : Diagnostic.safe(problem.entry) + ": ")\(Diagnostic.safe(problem.message))"
    }
    if outcome.problems.count > Reproduce.shown {
      lines.append("  and \(outcome.problems.count - Reproduce.shown) more: --json lists them")
    }
    lines += outcome.differences.map { difference in
      "  \(Diagnostic.safe(difference.entry)) \(difference.place): \(Diagnostic.safe(difference.old)) → \(Diagnostic.safe(difference.new))"
    }
    lines += outcome.components.map { "  \($0)" }
    return lines.joined(separator: "\n")
  }

  private func heading(_ verdict: Reproduction.Verdict) -> String {
    switch verdict {
    case .identical: "\(Ink.good("identical"))  the rebuilt pack is the same to the byte"
    case .sameContent: "\(Ink.caution("same content"))  facts and words are equal, bytes are not"
    case .different: "\(Ink.bad("different"))"
    case .notReproducible: "\(Ink.bad("not reproducible"))"
    }
  }
}
