import ArgumentParser
import VouchKit

/// `vouch inspect`: what a pack says of itself.
struct Inspect: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show a pack's metrics, decisions and provenance.",
    discussion: """
      Reads without judging: 'vouch verify' says whether what is shown can be relied on.

      Exit status: 0 shown; 2 it cannot be read.
      """)

  @Argument(help: "The pack, a zip.")
  var pack: String

  @Option(
    help: "Print one thing: a file of the pack (decisions.json), or a value in one (metrics.json:metrics.0.value).")
  var get: String?

  @Flag(help: "Print JSON: decisions, metrics, provenance.")
  var json = false

  func run() async throws {
    if let get {
      return try Output.result(
        bytes: try await diagnosing { () async throws(Diagnostics) in try Vouch.inspect(pack, get: get) })
    }
    let inspection = try await diagnosing { () async throws(Diagnostics) in try Vouch.inspect(pack) }
    try Output.result(json ? inspection.json : inspection.text)
  }
}
