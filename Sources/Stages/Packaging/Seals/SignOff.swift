package import Diagnostics
package import Digests
import JSON
package import Rows
package import Signatures

/// A reviewer's statement on a pack: who looked at it in which role, when, and with what verdict.
package struct SignOff: Hashable, Sendable {
  package let name: String
  package let role: String
  package let date: Day
  package let verdict: Verdict
  package let comment: String?

  package enum Verdict: String, Sendable, CaseIterable {
    case approved
    case approvedWithComments = "approved_with_comments"
    case rejected
  }

  package init(name: String, role: String, date: Day, verdict: Verdict, comment: String?) {
    self.name = name
    self.role = role
    self.date = date
    self.verdict = verdict
    self.comment = comment
  }

  /// The payload that is signed, canonical JSON.
  package func payload(for pack: SealStatement) throws(Diagnostic) -> [UInt8] {
    try CanonicalJSON.write(
      Statement.json(
        pack.subjects, type: PackFormat.signOffType,
        [
          "name": .string(name), "role": .string(role), "date": .string("\(date)"),
          "verdict": .string(verdict.rawValue),
          "comment": .optional(comment),
        ]))
  }

  /// Reads a predicate; nil if it is none of this form.
  fileprivate init?(_ json: JSONValue) {
    guard let name = json["name"]?.string, let role = json["role"]?.string,
      let date = json["date"]?.string.flatMap({ Day($0) }),
      let verdict = json["verdict"]?.string.flatMap(Verdict.init)
    else { return nil }
    self.init(name: name, role: role, date: date, verdict: verdict, comment: json["comment"]?.string)
  }
}

/// A sign-off held against its pack and the keys that someone trusts.
package struct CheckedSignOff: Hashable, Sendable {
  /// The file's name.
  package let file: String
  package let signOff: SignOff?
  package let problems: [PackProblem]
  /// The identities of the given keys that have signed it; none if no key was given.
  package let signers: [Digest]

  /// A sign-off that none of `keys` has signed is a problem only where the reader expects one from a reviewer.
  package init(
    _ bytes: [UInt8], file: String, keys: [VerificationKey], isExpected: Bool, against pack: SealStatement
  ) {
    self.file = file
    let envelope: Envelope
    do throws(Diagnostic) { envelope = try Envelope(bytes, name: file) } catch {
      (signOff, signers, problems) = (nil, [], [PackProblem(.signOffSignature, file, error.message)])
      return
    }
    signers = envelope.signers(among: keys).map(\.identity)
    if signers.isEmpty && (isExpected || envelope.signatures.isEmpty) {
      (signOff, problems) = (nil, [PackProblem(.signOffSignature, file, "no given key has signed it")])
      return
    }
    guard envelope.payloadType == Envelope.statementType,
      let statement = StatementReading(envelope.payload, type: PackFormat.signOffType).statement,
      let signOff = SignOff(statement.predicate)
    else {
      (signOff, problems) = (nil, [PackProblem(.signOffSubject, file, "its payload is no sign-off")])
      return
    }
    guard case .match = statement.subjects(pack.subjects) else {
      self.signOff = signOff
      problems = [PackProblem(.signOffSubject, file, "it is about another pack")]
      return
    }
    self.signOff = signOff
    let isExact = (try? signOff.payload(for: pack)) == envelope.payload
    problems =
      isExact
      ? [] : [PackProblem(.signOffSubject, file, "it holds more than a sign-off's fields, or is no canonical JSON")]
  }
}
