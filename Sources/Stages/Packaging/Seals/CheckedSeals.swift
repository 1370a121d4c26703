import Digests
import JSON

/// Everything beside a pack that was held against it.
package struct CheckedSeals: Hashable, Sendable {
  package let seal: CheckedSeal?
  package let timestamps: [CheckedTimestamp]
  package let certificates: [CheckedCertificate]
  package let signOffs: [CheckedSignOff]
  package let chain: [PackProblem]
  /// A seal that should be there and is not.
  package let missing: [PackProblem]

  package init(
    seal: CheckedSeal? = nil, timestamps: [CheckedTimestamp] = [], certificates: [CheckedCertificate] = [],
    signOffs: [CheckedSignOff] = [], chain: [PackProblem] = [], missing: [PackProblem] = []
  ) {
    self.seal = seal
    self.timestamps = timestamps
    self.certificates = certificates
    self.signOffs = signOffs
    self.chain = chain
    self.missing = missing
  }

  /// The problem of a pack without something of a kind that its reader expects to be behind.
  package static func missing(_ expected: ExpectedSeal, _ zip: String) -> PackProblem {
    PackProblem(
      .sealMissing, zip, "\(expected.words) is expected, and none is there that a given authority stands behind")
  }

  /// Whether something of a kind is there that a given authority stands behind.
  package func has(_ expected: ExpectedSeal) -> Bool {
    switch expected {
    case .timestamp: timestamps.contains(where: \.isTrusted)
    case .cms: certificates.contains(where: \.isTrusted)
    }
  }

  /// The problem of a pack without the seal that its reader has a key for.
  package static func missingSeal(_ name: String) -> PackProblem {
    PackProblem(.sealMissing, name, "a key was given, and there is no seal")
  }

  /// The problem of a pack whose reader has an authority's certificate, and nothing that it could stand behind.
  package static func nothingCertified(_ zip: String) -> PackProblem {
    PackProblem(
      .sealMissing, zip, "an authority was given, and neither a timestamp nor a certificate's signature is there")
  }

  /// The problem of a pack without the sign-off that its reader has a reviewer's key for.
  package static let missingSignOff = PackProblem(
    .signOffSignature, "", "a reviewer's key was given, and no sign-off is signed by it")

  /// The same with what should be there and is not.
  package func missing(_ missing: [PackProblem]) -> CheckedSeals {
    CheckedSeals(
      seal: seal, timestamps: timestamps, certificates: certificates, signOffs: signOffs, chain: chain, missing: missing
    )
  }

  package var problems: [PackProblem] {
    missing + (seal?.problems ?? []) + timestamps.flatMap(\.problems) + certificates.flatMap(\.problems)
      + signOffs.flatMap(\.problems) + chain
  }

  /// Trust comes from a signature that someone has the key or the authority for.
  package var trust: VerificationReport.Trust {
    if seal?.isTrusted == true || certificates.contains(where: \.isTrusted) { return .sealed }
    return seal == nil && certificates.isEmpty ? .unsealed : .unchecked
  }

  var json: [JSONValue] {
    func file(_ name: String, _ kind: String, _ isTrusted: Bool, _ more: [(String, JSONValue)]) -> JSONValue {
      .members([("file", .string(name)), ("kind", .string(kind)), ("trusted", .bool(isTrusted))] + more)
    }
    func keys(_ signers: [Digest]) -> (String, JSONValue) { ("keys", .array(signers.map { .string($0.hexadecimal) })) }
    return (seal.map { [file($0.name, "seal", $0.isTrusted, [keys($0.signers)])] } ?? [])
      + timestamps.map {
        file(
          $0.file, "timestamp", $0.isTrusted,
          [("time", .optional($0.time.map { "\($0)" })), ("covers", .string($0.covers))])
      }
      + certificates.map { certificate in
        file(
          certificate.file, "cms", certificate.isTrusted,
          [("covers", .string(certificate.covers))] + judgement(of: certificate))
      }
      + signOffs.map {
        file($0.file, "signoff", !$0.signers.isEmpty && $0.problems.isEmpty, [keys($0.signers)] + signOff($0.signOff))
      }
  }

  /// The time, and the timestamp that says it: null where the reader named the day.
  private func judgement(of certificate: CheckedCertificate) -> [(String, JSONValue)] {
    guard let judged = certificate.judged else { return [] }
    return [("judged_at", .string("\(judged.time)")), ("judged_by", .optional(judged.timestamp))]
  }

  private func signOff(_ signOff: SignOff?) -> [(String, JSONValue)] {
    guard let signOff else { return [] }
    return [
      ("name", .string(signOff.name)), ("role", .string(signOff.role)), ("date", .string("\(signOff.date)")),
      ("verdict", .string(signOff.verdict.rawValue)), ("comment", .optional(signOff.comment)),
    ]
  }
}
