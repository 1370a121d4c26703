import ArgumentParser
import VouchKit

/// `vouch kinds`: what the datasets hold that sources fill and gates test.
struct Kinds: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kinds",
    abstract: "Show the kinds of datasets, or the fields of one.",
    discussion: """
      A source says its kind, and gates test the records of a kind. Fields marked * are those that every record must \
      have. A definition may declare kinds of its own under 'kinds'.

      Exit status: 0; 2 for an unknown kind.
      """)

  @Argument(help: "The kind to show.")
  var kind: String?

  func run() throws {
    guard let kind else {
      try Output.result(KindLines.list(DatasetKinds.all))
      return
    }
    guard let found = DatasetKinds.named(kind) else {
      Output.note("vouch: there is no kind '\(kind)'")
      if let hint = suggestionHint(for: kind, in: DatasetKinds.all.map(\.name)) { Output.note("  hint: \(hint)") }
      throw ExitCode(2)
    }
    try Output.result(KindLines.text(found))
  }
}
