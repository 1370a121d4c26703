import ArgumentParser
import VouchKit

/// `vouch letter`: a letter about a pack.
struct WriteLetter: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "letter", abstract: "Write a letter from a pack, or the notices of its declined cases.",
    discussion: """
      Everything that the pack knows is filled in; the rest is marked 'to be filled in by the sender'. The pack must be \
      intact. Prints text, or writes with -o: PDF (.pdf) or text (.txt, .md).

      Exit status: 0 written; 2 not written.
      """)

  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case cover
    case gateFailure = "gate-failure"
    case findingResponse = "finding-response"
    case adverseAction = "adverse-action"

    var said: LetterKind {
      switch self {
      case .cover: .cover
      case .gateFailure: .gateFailure
      case .findingResponse: .findingResponse
      case .adverseAction: .adverseAction
      }
    }
  }

  @Argument(help: "cover, gate-failure, finding-response or adverse-action.")
  var kind: Kind

  @Argument(help: "The pack, a zip.")
  var pack: String

  @Option(help: "Speak of this gate only, by its id.")
  var gate: String?

<<<<<<< HEAD
  @Option(name: .customLong("case"), help: "Of the notices of adverse action, only that of this case.")
  var declined: String?

  @Option(name: [.short, .long], help: "The file to write; PDF where its name ends in .pdf.")
=======
  @Option(help: "The date of the letter, YYYY-MM-DD.")
  var date: String?

  @Option(help: "Whom it goes to.")
  var to: String?

  @Option(name: [.short, .long], help: "The file to write: FILE.pdf, FILE.txt or FILE.md.")
>>>>>>> main
  var output: String?

  @Option(help: ArgumentHelp("The folder of templates and policies.", visibility: .hidden))
  var share: String?

  func validate() throws {
    if let date, Day(date) == nil { throw ValidationError("--date must be a date such as 2024-04-05") }
  }

  func run() async throws {
    let letter = try await diagnosing { () async throws(Diagnostics) in
<<<<<<< HEAD
      let letter = try Vouch.letter(kind.said, pack, gate: gate, declined: declined, share: share)
=======
      let letter = try Vouch.letter(
        kind.said, pack, gate: gate, date: date.flatMap { Day($0) }, recipient: to, share: share)
>>>>>>> main
      if let output { try Vouch.write(letter, to: output, share: share) }
      return letter
    }
    try Output.result(output.map { "Letter  \($0)" } ?? letter.text)
  }
}
