import ArgumentParser
import VouchKit

/// `vouch sign`: seal a pack, or sign off on it.
struct Sign: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign",
    abstract: "Seal a pack with an Ed25519 key, or sign a reviewer's statement on it.",
    discussion: """
      Verifies the pack first, then writes NAME.zip.dsse.json beside it: a DSSE envelope over the digests of the zip and \
      of its list of files. A second key adds its signature. With --signoff it writes NAME.zip.signoff-ID.dsse.json instead. \
      Make keys with openssl:

        openssl genpkey -algorithm ed25519 -out key.pem
        openssl pkey -in key.pem -pubout -out pub.pem

      Exit status: 0 signed; 2 not signed.
      """)

  enum Verdict: String, ExpressibleByArgument, CaseIterable {
    case approved, rejected
    case approvedWithComments = "approved_with_comments"

    var said: SignOffStatement.Verdict {
      switch self {
      case .approved: .approved
      case .approvedWithComments: .approvedWithComments
      case .rejected: .rejected
      }
    }
  }

  @Argument(help: "The pack, a zip.")
  var pack: String

  @Option(help: "The private key, PEM, not encrypted.")
  var key: String

  @Option(help: "Sign off instead of sealing: a word that names the statement.")
  var signoff: String?

  @Option(help: "The reviewer's name.")
  var name: String?

  @Option(help: "The reviewer's role.")
  var role: String?

  @Option(help: "The day of the review, YYYY-MM-DD.")
  var date: String?

  @Option(help: "approved, approved_with_comments or rejected.")
  var verdict: Verdict?

  @Option(help: "What the reviewer has to say.")
  var comment: String?

  func validate() throws {
    let words = [name, role, date, verdict?.rawValue]
    if signoff != nil, words.contains(nil) {
      throw ValidationError("--signoff needs --name, --role, --date and --verdict")
    }
    if signoff == nil, (words + [comment]).contains(where: { $0 != nil }) {
      throw ValidationError("--name, --role, --date, --verdict and --comment belong to --signoff")
    }
    if let date, Day(date) == nil { throw ValidationError("--date must be a date such as 2024-04-05") }
  }

  func run() async throws {
    let path = try await diagnosing { () async throws(Diagnostics) in
      if let signoff, let name, let role, let day = date.flatMap({ Day($0) }), let verdict {
        let words = SignOffStatement(
          id: signoff, name: name, role: role, date: day, verdict: verdict.said, comment: comment)
        return try Vouch.signOff(pack, key: key, words)
      }
      return try Vouch.sign(pack, key: key)
    }
    try Output.result("\(signoff == nil ? "Seal" : "Sign-off")  \(path)")
  }
}
