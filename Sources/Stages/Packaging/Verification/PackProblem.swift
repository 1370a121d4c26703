import Zip

/// Something about a pack that keeps it from being intact.
package struct PackProblem: Hashable, Sendable {
  /// `zip.order`, `sums.mismatch`: the codes that `docs/pack-format.md` lists.
  package let code: String
  /// The file in the pack; empty where the pack as a whole is meant.
  package let entry: String
  package let message: String

  /// The most problems that one check reports of what stands within files; no reader needs more, and a hostile file could
  /// have millions.
  static let limit = 10_000

  init(_ code: Code, _ entry: String, _ message: String) {
    self.code = code.rawValue
    self.entry = entry
    self.message = message
  }

  /// A problem of the archive; `root` is cut off the entry's name.
  init(_ problem: ZipProblem, root: String?) {
    code = problem.code.rawValue
    message = problem.message
    let folder = root.map { $0 + "/" } ?? ""
    entry =
      problem.entry.hasPrefix(folder) && problem.entry != folder
      ? String(problem.entry.dropFirst(folder.count)) : problem.entry
  }

  /// The codes beyond those of the archive itself (`ZipProblem.Code`), and those of its that a pack has reasons of its own
  /// for.
  package enum Code: String, Sendable, CaseIterable {
    case zipUnreadable = "zip.unreadable"
    case zipLimit = "zip.limit"
    case zipOrder = "zip.order"
    case sumsMissing = "sums.missing"
    case sumsSyntax = "sums.syntax"
    case sumsOrder = "sums.order"
    case sumsDuplicate = "sums.duplicate"
    case sumsUnlisted = "sums.unlisted"
    case sumsAbsent = "sums.absent"
    case sumsMismatch = "sums.mismatch"
    case manifestMissing = "manifest.missing"
    case manifestSyntax = "manifest.syntax"
    case manifestType = "manifest.type"
    case manifestFormat = "manifest.format"
    case manifestSubject = "manifest.subject"
    case manifestParameter = "manifest.parameter"
    case manifestDependency = "manifest.dependency"
    case factsDigest = "facts.digest"
    case factsDecision = "facts.decision"
    case factsMetric = "facts.metric"
    case factsFinding = "facts.finding"
    case factsStanding = "facts.standing"
    case factsSummary = "facts.summary"
    case factsExceptions = "facts.exceptions"
    case factsReconciliation = "facts.reconciliation"
    case factsWaiver = "facts.waiver"
    case factsSample = "facts.sample"
    case factsPolicy = "facts.policy"
    case factsBinding = "facts.binding"
    case factsInterop = "facts.interop"
    case sealMissing = "seal.missing"
    case sealSyntax = "seal.syntax"
    case sealSignature = "seal.signature"
    case sealPayloadType = "seal.payload_type"
    case sealStatement = "seal.statement"
    case sealSubject = "seal.subject"
    case sealZip = "seal.zip"
    case sealIdentity = "seal.identity"
    case sealQuorum = "seal.quorum"
    case timeImprint = "time.imprint"
    case timeChain = "time.chain"
    case cmsSignature = "cms.signature"
    case signOffSignature = "signoff.signature"
    case signOffSubject = "signoff.subject"
    case chainPrevious = "chain.previous"
    case chainOrder = "chain.order"
    case chainGap = "chain.gap"
  }
}

extension [PackProblem] {
  /// Appends a problem, unless there are `PackProblem.limit` already.
  mutating func report(_ code: PackProblem.Code, _ entry: String, _ message: String) {
    if count < PackProblem.limit { append(PackProblem(code, entry, message)) }
  }
}
