import ArgumentParser
import VouchKit

/// `vouch portfolio`: gate failures across models and periods.
struct PortfolioCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "portfolio",
    abstract: "Show gate failures across models and periods.",
    discussion: """
      Reads logs that 'vouch build --log' wrote, one line of JSON for each build.

      Exit status: 0 shown; 2 a log cannot be read.
      """)

  @Argument(help: "The logs, JSON lines.")
  var logs: [String]

  @Option(help: "Write an HTML page to this file as well.")
  var html: String?

  @Option(help: ArgumentHelp("The folder of templates and policies.", visibility: .hidden))
  var share: String?

  func run() async throws {
    let portfolio = try await diagnosing { () async throws(Diagnostics) in
      let portfolio = try Vouch.portfolio(logs)
      if let html { try Vouch.writePage(portfolio, to: html, share: share) }
      return portfolio
    }
    try Output.result(portfolio.text)
  }
}
