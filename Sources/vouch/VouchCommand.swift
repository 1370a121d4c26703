import ArgumentParser
import VouchKit

/// The program: it reads arguments, calls the kit, prints, and exits.
@main
struct VouchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vouch",
    abstract:
      "Evaluates policy gates over exported audit data and seals reports and evidence into a reproducible pack.",
    discussion: """
      Start with 'vouch build pack.yaml'; then 'vouch verify NAME.zip'. Results go to standard output, everything else \
      to standard error. Usage errors exit 64.
      """,
    version: "vouch \(Vouch.version)",
    subcommands: [
      // One a line, so that a new command is one new line.
      Build.self,
      Check.self,
      Gate.self,
      Verify.self,
      Reproduce.self,
      Diff.self,
      Inspect.self,
      Eval.self,
      Sample.self,
      PortfolioCommand.self,
      Sign.self,
      Timestamp.self,
      WriteLetter.self,
      Export.self,
      Query.self,
      Kinds.self,
    ])

  static func main() async {
    if let word = CommandLine.arguments.dropFirst().first { checkSubcommand(word) }
    await main(nil)
  }

  /// The library says of a misspelt subcommand only that it was not expected.
  private static func checkSubcommand(_ word: String) {
    let names = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    if word.hasPrefix("-") || names.contains(word) { return }
    let near = suggestion(for: word, in: names).map { ". Did you mean '\($0)'?" } ?? ""
    exit(withError: ValidationError("'\(Diagnostic.safe(word))' is no subcommand\(near)"))
  }
}
