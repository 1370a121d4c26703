import ArgumentParser
import VouchKit

/// `vouch verify`: is the pack whole and unchanged?
struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check a pack: every file, every byte, nothing else in it.",
    discussion: """
      Reads the zip only, and writes nothing. Without a seal it finds damage and careless changes; someone who rewrites \
      the whole pack leaves no trace, and only rebuilding it from the exports shows that.

      Exit status: 0 intact; 1 not intact; 2 it cannot be read.
      """)

  @Argument(help: "The pack, a zip.")
  var pack: String

  @Flag(help: "Print the report as JSON.")
  var json = false

  func run() async throws {
    let report = try await diagnosing { () async throws(Diagnostics) in try Vouch.verify(pack) }
    try Output.result(json ? report.json : text(report))
    switch report.verdict {
    case .intact: return
    case .notIntact: throw ExitCode(1)
    case .unreadable: throw ExitCode(2)
    }
  }

  private func text(_ report: Verification) -> String {
    let digests = [
      ("Pack digest", report.packDigest), ("Content digest", report.contentDigest ?? "none"),
      ("Facts digest", report.factsDigest ?? "none"),
    ].map { $0.0 + String(repeating: " ", count: 16 - $0.0.count) + $0.1 }
    switch report.verdict {
    case .intact:
      let proven = [
        "All checksums valid", "Nothing in the zip that is not listed", "Manifest complete",
        "Policy gates documented, and decisions agree with exhibits and figures", "Reproducibility info present",
      ].map { "\(Ink.good("✓")) \($0)" }
      let open = [
        "\(Ink.caution("!")) Unsealed: nothing shows who made this pack. Someone who rewrites everything would pass this check;",
        "  compare the pack digest with one that reached you another way, or run 'vouch reproduce \(pack) --inputs DIR'.",
      ]
      return ([Ink.strong("intact") + "  \(pack)", ""] + proven + open + [""] + digests).joined(separator: "\n")
    case .notIntact, .unreadable:
      let word = report.verdict == .unreadable ? "unreadable" : "not intact"
      let lines = report.problems.map { problem in
        let entry = problem.entry.isEmpty ? "" : Diagnostic.safe(problem.entry) + ": "
        return "\(Ink.bad("✗")) \(problem.code)  \(entry)\(Diagnostic.safe(problem.message))"
      }
      return ([Ink.bad(word) + "  \(pack)", ""] + lines + [""] + digests).joined(separator: "\n")
    }
  }
}
