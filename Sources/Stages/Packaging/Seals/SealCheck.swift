import Diagnostics
package import Digests
import JSON
package import Signatures

/// A seal held against its pack and the keys that someone trusts.
///
/// Signatures are checked before anything that they cover is believed. Without keys the statement is checked all the
/// same, and the seal counts for nothing: anyone could have written it.
package enum SealCheck {
  /// `name` is the seal's file name; `required` keys must have signed, all of them if nil.
  package static func check(
    _ bytes: [UInt8], name: String, keys: [VerificationKey], required: Int?, against pack: SealStatement
  ) -> CheckedSeal {
    let envelope: Envelope
    do throws(Diagnostic) { envelope = try Envelope(bytes, name: name) } catch {
      return CheckedSeal(name, [PackProblem(.sealSyntax, name, error.message)])
    }
    let signers = envelope.signers(among: keys)
    var problems = quorum(signers, keys, required, name)
    if signers.isEmpty && !keys.isEmpty { return CheckedSeal(name, problems) }
    if envelope.payloadType != Envelope.statementType {
      problems.append(PackProblem(.sealPayloadType, name, "payload type is not '\(Envelope.statementType)'"))
      return CheckedSeal(name, problems)
    }
    problems += statement(envelope.payload, name, pack)
    return CheckedSeal(
      name, problems, signers: signers.map(\.identity), isTrusted: !signers.isEmpty && problems.isEmpty)
  }

  private static func quorum(
    _ signers: [VerificationKey], _ keys: [VerificationKey], _ required: Int?, _ name: String
  ) -> [PackProblem] {
    if keys.isEmpty { return [] }
    if signers.isEmpty { return [PackProblem(.sealSignature, name, "no given key has signed it")] }
    let wanted = required ?? Set(keys).count
    if signers.count >= wanted { return [] }
    return [PackProblem(.sealQuorum, name, "\(signers.count) of the given keys signed, \(wanted) must")]
  }

  private static func statement(_ payload: [UInt8], _ name: String, _ pack: SealStatement) -> [PackProblem] {
    let reading = StatementReading(payload, type: PackFormat.sealType)
    guard let statement = reading.statement else {
      return [PackProblem(.sealStatement, name, reading.problem)]
    }
    var problems: [PackProblem] = []
    switch statement.subjects(pack.subjects) {
    case .match: break
    case .others:
      problems.append(PackProblem(.sealSubject, name, "its subjects are not this pack's zip and list of files"))
    case .differ(let names):
      for subject in names {
        problems.append(
          subject == PackFormat.sums
            ? PackProblem(.sealSubject, name, "it was made for a pack with other files")
            : PackProblem(.sealZip, name, "it was made for another zip"))
      }
    }
    let wrong = pack.differences(from: statement.predicate)
    if !wrong.isEmpty {
      problems.append(
        PackProblem(.sealIdentity, name, "it speaks of another \(wrong.joined(separator: ", ")) than the pack"))
    } else if problems.isEmpty,
      (try? pack.payload(buildInfo: statement.predicate["buildinfo_sha256"]?.string)) != payload
    {
      problems.append(PackProblem(.sealStatement, name, "it holds more than a seal's fields, or is no canonical JSON"))
    }
    return problems
  }
}

/// What checking a seal came to.
package struct CheckedSeal: Hashable, Sendable {
  /// The file's name.
  package let name: String
  package let problems: [PackProblem]
  /// The identities of the given keys that have signed it.
  package let signers: [Digest]
  /// Whether enough given keys have signed it, and it is about this pack.
  package let isTrusted: Bool

  init(_ name: String, _ problems: [PackProblem], signers: [Digest] = [], isTrusted: Bool = false) {
    self.name = name
    self.problems = problems
    self.signers = signers
    self.isTrusted = isTrusted
  }
}
