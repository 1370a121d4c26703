import Bytes
import Diagnostics
import Digests
import Packaging
import Rows
import Signatures

/// A statement of someone who has looked at a pack.
public struct SignOffStatement: Sendable {
  /// A word for the file's name: `P.zip.signoff-ID.dsse.json`.
  public let id: String
  public let name: String
  public let role: String
  public let date: Day
  public let verdict: Verdict
  public let comment: String?

  public enum Verdict: String, Sendable, CaseIterable {
    case approved
    case approvedWithComments = "approved_with_comments"
    case rejected
  }

  public init(id: String, name: String, role: String, date: Day, verdict: Verdict, comment: String?) {
    self.id = id
    self.name = name
    self.role = role
    self.date = date
    self.verdict = verdict
    self.comment = comment
  }
}

extension Vouch {
  /// Verifies a pack, and signs that it is what it is; writes the seal beside it and returns the seal's path.
  ///
  /// A seal that lies there already gets one more signature.
  public static func sign(_ zip: String, key: String) throws(Diagnostics) -> String {
    do throws(Diagnostic) {
      let path = SealNames.seal(of: zip)
      let statement = try statement(zip)
      let key = try signingKey(key)
      let fresh = Envelope(payloadType: Envelope.statementType, payload: try statement.payload())
      let envelope = try existing(path, statement, or: fresh).signed(by: key)
      try FileWriting.replace(path, with: try envelope.bytes())
      return path
    } catch {
      throw Diagnostics(error)
    }
  }

  /// Verifies a pack, and signs what a reviewer says of it; returns the path of what was written.
  public static func signOff(_ zip: String, key: String, _ words: SignOffStatement) throws(Diagnostics) -> String {
    do throws(Diagnostic) {
      let isWord = !words.id.isEmpty && words.id.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == 0x2D }
      guard isWord, let verdict = SignOff.Verdict(rawValue: words.verdict.rawValue) else {
        throw Diagnostic(
          "sign-off id '\(words.id)' is no word of letters, digits and '-'", hint: "for example: reviewer-1")
      }
      let path = SealNames.signOff(of: zip, id: words.id)
      let signOff = SignOff(
        name: words.name, role: words.role, date: words.date, verdict: verdict, comment: words.comment)
      let payload = try signOff.payload(for: try statement(zip))
      let envelope = Envelope(payloadType: Envelope.statementType, payload: payload).signed(by: try signingKey(key))
      try FileWriting.replace(path, with: try envelope.bytes())
      return path
    } catch {
      throw Diagnostics(error)
    }
  }

  private static func signingKey(_ path: String) throws(Diagnostic) -> SigningKey {
    try SigningKey(pem: try FileSource(name: path, path: path).readAll(limit: Limits.key), name: path)
  }

  /// What there is to say of an intact pack.
  private static func statement(_ zip: String) throws(Diagnostic) -> SealStatement {
    let file = try RegularFile(zip, name: zip)
    let report = PackVerification.verify(file)
    guard report.verdict == .intact else {
      throw Diagnostic(
        "'\(zip)' is not intact, and is not signed", at: Location(file: zip), hint: "'vouch verify \(zip)' says why")
    }
    try file.checkUnchanged()
    let beside = BuildInfo.name(beside: zip)
    let info =
      FolderWalk.exists(beside) ? try FileSource(name: beside, path: beside).readAll(limit: Limits.configuration) : nil
    return try SealStatement(of: PackMembers(file), report, buildInfo: info.map { SHA256.digest(of: $0) })
  }

  /// The seal that lies there, if it is this pack's; another one is not written over.
  private static func existing(_ path: String, _ statement: SealStatement, or fresh: Envelope) throws(Diagnostic)
    -> Envelope
  {
    guard FolderWalk.exists(path) else { return fresh }
    let name = Paths.name(of: path)
    let bytes = try FileSource(name: path, path: path).readAll(limit: Envelope.sizeLimit)
    let checked = SealCheck.check(bytes, name: name, keys: [], required: nil, against: statement)
    if let problem = checked.problems.first {
      throw Diagnostic(
        "'\(path)' is no seal of this pack: \(problem.message)", at: Location(file: path),
        hint: "move it away, then sign again")
    }
    return try Envelope(bytes, name: name)
  }
}
