import Bytes
import Diagnostics
import Digests
import Packaging
import Rows
import Signatures

/// What checking a pack came to.
public struct Verification: Sendable {
  public enum Verdict: Sendable {
    case intact, notIntact, unreadable
  }

  /// What stands behind the digests.
  public enum Trust: Sendable {
    /// Nothing lies beside the pack that anyone has signed.
    case unsealed
    /// A seal lies there, and no key was given that it could be held against.
    case unchecked
    /// The given keys or authorities stand behind it.
    case sealed
  }

  public let verdict: Verdict
  public let trust: Trust
  /// 64 lowercase hexadecimal digits each; nil where the pack has no list of its files.
  public let packDigest: String
  public let contentDigest: String?
  public let factsDigest: String?
  public let problems: [Problem]
  /// Those of them that are about the pack itself, and not about what lies beside it.
  public let ofPack: [Problem]
  /// What the seals, timestamps and sign-offs say, one line each.
  public let statements: [Statement]
  /// The report as `vouch verify --json` prints it.
  public let json: String

  /// Something that is not as the pack format has it.
  public struct Problem: Hashable, Sendable {
    /// `zip.bytes`, `sums.mismatch` and so on.
    public let code: String
    /// The entry that it is about; empty for the pack as a whole.
    public let entry: String
    public let message: String
  }

  /// Whether every file of the pack is as it is listed, whatever the zip around them is.
  public let filesAreAsListed: Bool

  /// Something that someone signed.
  public struct Statement: Hashable, Sendable {
    /// Whether a given key or authority stands behind it.
    public let isTrusted: Bool
    public let text: String
  }
}

/// What a pack is held against beside itself.
public struct VerifyOptions: Sendable {
  /// Paths of public keys in PEM.
  public let keys: [String]
  /// How many of them must have signed; all if nil.
  public let required: Int?
  /// Paths of public keys in PEM of reviewers, each of whom must have signed off.
  public let reviewers: [String]
  /// The seal's path; nil for the zip's name with `.dsse.json`.
  public let seal: String?
  /// The path of the certificates that timestamps and CMS signatures must lead to.
  public let authorities: String?
  /// When certificates are judged, where no trusted timestamp over their signature says it.
  public let at: Day?
  /// What an authority must stand behind; a file that was taken away is missed by this alone.
  public let expected: [Expected]
  /// The packs before this one, newest first.
  public let chain: [String]

  public init(
    keys: [String] = [], required: Int? = nil, reviewers: [String] = [], seal: String? = nil,
    authorities: String? = nil, at: Day? = nil, expected: [Expected] = [], chain: [String] = []
  ) {
    self.keys = keys
    self.required = required
    self.reviewers = reviewers
    self.seal = seal
    self.authorities = authorities
    self.at = at
    self.expected = expected
    self.chain = chain
  }

  /// What an authority can stand behind.
  public enum Expected: String, Sendable, CaseIterable {
    case timestamp
    /// A certificate's signature.
    case cms
  }

  func expects(_ seal: ExpectedSeal) -> Bool { expected.contains { $0.rawValue == seal.rawValue } }
}

extension Vouch {
  /// Checks a pack: closed world, every byte; and what lies beside it. Writes nothing.
  ///
  /// A file that cannot be read is a diagnostic; one that is no zip is the verdict `unreadable`.
  public static func verify(
    _ path: String, _ options: VerifyOptions = VerifyOptions()
  ) async throws(Diagnostics) -> Verification {
    do throws(Diagnostic) {
      let file = try RegularFile(path, name: path)
      var report = await PackVerification.verify(file, jobs: Machine.processors)
      try file.checkUnchanged()
      let beside = SealFiles(zip: path, archive: file, options: options)
      if report.content != nil, report.verdict != .unreadable { report = report.with(try beside.check(report)) }
      return Verification(report, json: String(decoding: try report.json(), as: UTF8.self))
    } catch {
      throw Diagnostics(error)
    }
  }
}

extension Verification {
  init(_ report: VerificationReport, json: String) {
    verdict = report.verdict.said
    trust = report.trust.said
    packDigest = report.pack.hexadecimal
    contentDigest = report.content?.hexadecimal
    factsDigest = report.facts?.hexadecimal
    problems = report.problems.map { .init(code: $0.code, entry: $0.entry, message: $0.message) }
    filesAreAsListed = report.filesAreAsListed
    ofPack = Array(problems.dropLast(report.seals.problems.count))
    statements = report.seals.statements
    self.json = json
  }
}

extension VerificationReport.Verdict {
  fileprivate var said: Verification.Verdict {
    switch self {
    case .intact: .intact
    case .notIntact: .notIntact
    case .unreadable: .unreadable
    }
  }
}

extension VerificationReport.Trust {
  fileprivate var said: Verification.Trust {
    switch self {
    case .unsealed: .unsealed
    case .unchecked: .unchecked
    case .sealed: .sealed
    }
  }
}

extension CheckedSeals {
  /// In a reader's words.
  fileprivate var statements: [Verification.Statement] {
    (seal.map(statement) ?? []) + timestamps.flatMap(statement) + certificates.flatMap(statement)
      + signOffs.flatMap(statement)
  }

  private func statement(_ seal: CheckedSeal) -> [Verification.Statement] {
    guard seal.problems.isEmpty else { return [] }
    if seal.signers.isEmpty {
      return [.init(isTrusted: false, text: "Seal \(seal.name): no key was given, so nothing shows who made it")]
    }
    return seal.signers.map {
      .init(isTrusted: seal.isTrusted, text: "Sealed by the key \($0.hexadecimal.prefix(16))…")
    }
  }

  private func statement(_ timestamp: CheckedTimestamp) -> [Verification.Statement] {
    guard timestamp.problems.isEmpty, let time = timestamp.time else { return [] }
    let ending = timestamp.isTrusted ? "" : ", says a token that no given authority was held against"
    return [.init(isTrusted: timestamp.isTrusted, text: "\(timestamp.covers) existed at \(time)\(ending)")]
  }

  private func statement(_ certificate: CheckedCertificate) -> [Verification.Statement] {
    guard certificate.problems.isEmpty else { return [] }
    let text = "\(certificate.file) is a signature over \(certificate.covers), \(judgement(of: certificate))"
    return [.init(isTrusted: certificate.isTrusted, text: text)]
  }

  /// At which time the certificate was judged, and what that does not show.
  private func judgement(of certificate: CheckedCertificate) -> String {
    switch certificate.judged {
    case .some(let judged):
      if let timestamp = judged.timestamp { return "made by \(judged.time), as \(timestamp) shows" }
      return "its certificate judged at \(judged.time) as you asked: nothing shows when it was signed"
    case .none:
      return "its certificate not judged: that takes --ca, and a timestamp over the signature itself "
        + "(\(SealNames.timestamp(of: certificate.file))) or --at; one over the pack does not say when it was signed"
    }
  }

  private func statement(_ checked: CheckedSignOff) -> [Verification.Statement] {
    guard checked.problems.isEmpty, let signOff = checked.signOff else { return [] }
    let comment = signOff.comment.map { ": \($0)" } ?? ""
    let words = signOff.verdict.rawValue.split(separator: "_").joined(separator: " ")
    let ending = checked.signers.isEmpty ? " (no key was given for it)" : ""
    return [
      .init(
        isTrusted: !checked.signers.isEmpty && signOff.verdict != .rejected,
        text: "Sign-off by \(signOff.name), \(signOff.role), \(signOff.date): \(words)\(comment)\(ending)")
    ]
  }
}
