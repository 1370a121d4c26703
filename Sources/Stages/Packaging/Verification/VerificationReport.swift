package import Diagnostics
package import Digests
import JSON

/// What checking a pack came to.
package struct VerificationReport: Hashable, Sendable {
  package let verdict: Verdict
  package let pack: Digest
  /// Nil if the pack has no list of its files.
  package let content: Digest?
  /// By the bytes of the files; nil if the pack has no list of its files.
  package let facts: Digest?
  package let trust: Trust
  package let problems: [PackProblem]
  /// Whether every file is as it is listed, whatever the zip around them is.
  package let filesAreAsListed: Bool
  /// What lies beside the pack and was looked at.
  package let seals: CheckedSeals

  package init(
    verdict: Verdict, pack: Digest, content: Digest?, facts: Digest?, trust: Trust, problems: [PackProblem],
    filesAreAsListed: Bool, seals: CheckedSeals = CheckedSeals()
  ) {
    self.verdict = verdict
    self.pack = pack
    self.content = content
    self.facts = facts
    self.trust = trust
    self.problems = problems
    self.filesAreAsListed = filesAreAsListed
    self.seals = seals
  }

  /// The same report with what lies beside the pack: every problem there is one of the pack.
  package func with(_ seals: CheckedSeals) -> VerificationReport {
    let all = problems + seals.problems
    return VerificationReport(
      verdict: verdict == .intact && !all.isEmpty ? .notIntact : verdict, pack: pack, content: content, facts: facts,
      trust: seals.trust, problems: all, filesAreAsListed: filesAreAsListed, seals: seals)
  }

  package enum Verdict: String, Sendable, CaseIterable {
    case intact
    case notIntact = "not_intact"
    /// No zip archive.
    case unreadable
  }

  /// What stands behind the digests.
  package enum Trust: String, Sendable, CaseIterable {
    /// Nothing: someone who rewrites everything fakes everything.
    case unsealed
    /// A seal that no given key was held against: anyone could have written it.
    case unchecked
    /// A seal of the keys that were given.
    case sealed
  }

  /// What `vouch verify --json` prints, canonical JSON.
  package func json() throws(Diagnostic) -> [UInt8] {
    let problems = problems.map { problem -> JSONValue in
      ["code": .string(problem.code), "entry": .string(problem.entry), "message": .string(problem.message)]
    }
    return try CanonicalJSON.write([
      "verdict": .string(verdict.rawValue), "pack_sha256": .string(pack.hexadecimal),
      "content_sha256": .optional(content?.hexadecimal), "facts_sha256": .optional(facts?.hexadecimal),
      "trust": .string(trust.rawValue), "problems": .array(problems), "seals": .array(seals.json),
    ])
  }
}
