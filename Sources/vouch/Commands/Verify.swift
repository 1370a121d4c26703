import ArgumentParser
import VouchKit

/// `vouch verify`: is the pack whole and unchanged?
struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check a pack: every file, every byte, nothing else in it.",
    discussion: """
      Reads the zip and what lies beside it, and writes nothing. Without a seal it finds damage and careless changes; \
      someone who rewrites the whole pack leaves no trace. With --key the seal must be there and signed by every key \
      given (or by --require of them). Even then, only rebuilding the pack from the exports shows that none was invented.

      Exit status: 0 intact; 1 not intact; 2 it cannot be read.
      """)

  @Argument(help: "The pack, a zip.")
  var pack: String

  @Option(help: "A public key, PEM, that must have sealed the pack; may be repeated.")
  var key: [String] = []

  @Option(help: "How many of the keys must have signed. Default: all.")
  var require: Int?

  @Option(help: "A reviewer's public key, PEM, that must have signed off; may be repeated.")
  var reviewer: [String] = []

  @Option(help: "The seal, where it does not lie beside the zip.")
  var seal: String?

  @Option(help: "Certificates, PEM, of the authorities behind timestamps and CMS signatures.")
  var ca: String?

  @Option(
    help: "The day (YYYY-MM-DD) at which certificates are judged where no timestamp over their signature says it.")
  var at: String?

  enum Expectation: String, ExpressibleByArgument, CaseIterable {
    case timestamp, cms
  }

  @Option(help: "What must be there with an authority behind it: timestamp or cms; may be repeated.")
  var expect: [Expectation] = []

  @Option(parsing: .upToNextOption, help: "The packs before this one, newest first.")
  var chain: [String] = []

  @Flag(help: "Print the report as JSON.")
  var json = false

  func validate() throws {
    if let require, !(1...max(1, key.count)).contains(require) || key.isEmpty {
      throw ValidationError("--require must lie between 1 and the number of keys")
    }
    if !expect.isEmpty, ca == nil {
      throw ValidationError("--expect needs --ca, the authority that must stand behind it")
    }
    if let at, Day(at) == nil { throw ValidationError("--at must be a date such as 2024-04-05") }
  }

  private var options: VerifyOptions {
    VerifyOptions(
      keys: key, required: require, reviewers: reviewer, seal: seal, authorities: ca, at: at.flatMap { Day($0) },
      expected: expect.compactMap { VerifyOptions.Expected(rawValue: $0.rawValue) }, chain: chain)
  }

  func run() async throws {
    let report = try await diagnosing { () async throws(Diagnostics) in try await Vouch.verify(pack, options) }
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
      let statements = report.statements.map { statement in
        "\(statement.isTrusted ? Ink.good("✓") : Ink.caution("!")) \(Diagnostic.safe(statement.text))"
      }
      let open =
        statements + (chain.isEmpty ? [] : ["\(Ink.good("✓")) Chain of \(chain.count + 1) packs unbroken"])
        + caution(report.trust)
      return ([Ink.strong("intact") + "  \(pack)", ""] + proven + open + [""] + digests).joined(separator: "\n")
    case .notIntact, .unreadable:
      let word = report.verdict == .unreadable ? "unreadable" : "not intact"
      let groups = ProblemGroup.groups(report.problems)
      let lines = groups.prefix(Verify.shown).map { group in
        let entry = group.entries.isEmpty ? "" : Diagnostic.safe(group.entries) + ": "
        return "\(Ink.bad("✗")) \(group.code)  \(entry)\(Diagnostic.safe(group.message))"
      }
      let more = groups.count - lines.count
      let rest = more > 0 ? ["  and \(more) more: --json lists them"] : []
      return
        ([Ink.bad(VerificationState.heading(report) ?? word) + "  \(pack)", ""] + VerificationState.lines(report)
        + lines
        + rest + [""] + digests).joined(separator: "\n")
    }
  }

  /// Lines of problems that the text shows.
  private static let shown = 100

  /// What was not proved.
  private func caution(_ trust: Verification.Trust) -> [String] {
    switch trust {
    case .unsealed:
      [
        "\(Ink.caution("!")) Unsealed: nothing shows who made this pack. Someone who rewrites everything would pass this check;",
        "  compare the pack digest with one that reached you another way, or run 'vouch reproduce \(pack) --inputs DIR'.",
      ]
    case .unchecked:
      [
        "\(Ink.caution("!")) Unchecked: a seal lies beside the pack, and anyone could have made it. Give the signer's public key,",
        "  which must reach you another way: vouch verify \(pack) --key pub.pem",
      ]
    case .sealed:
      [
        "  The signer could still have left exports out or invented them: 'vouch reproduce \(pack) --inputs DIR' shows that."
      ]
    }
  }
}

/// A problem with the entries that have it: whoever packs a folder anew has the same few with every file.
private struct ProblemGroup {
  let code: String
  let message: String
  var names: [String]

  /// `index.html and 107 more`.
  var entries: String {
    guard let first = names.first, !first.isEmpty else { return "" }
    return names.count <= 3 ? names.joined(separator: ", ") : "\(first) and \(names.count - 1) more"
  }

  /// In the order in which they come up first.
  static func groups(_ problems: [Verification.Problem]) -> [ProblemGroup] {
    var groups: [ProblemGroup] = []
    var places: [[String]: Int] = [:]
    for problem in problems {
      if let place = places[[problem.code, problem.message]] {
        groups[place].names.append(problem.entry)
      } else {
        places[[problem.code, problem.message]] = groups.count
        groups.append(ProblemGroup(code: problem.code, message: problem.message, names: [problem.entry]))
      }
    }
    return groups
  }
}
