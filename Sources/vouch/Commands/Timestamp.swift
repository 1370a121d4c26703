import ArgumentParser
import VouchKit

/// `vouch timestamp`: have an authority say when a pack existed.
struct Timestamp: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "timestamp",
    abstract: "Ask for an RFC 3161 timestamp over a pack's seal, or keep the answer.",
    discussion: """
      The program reaches no network: 'request' writes the query, you send it, 'attach' keeps the answer beside the pack.

        vouch timestamp request NAME.zip
        curl -H 'Content-Type: application/timestamp-query' --data-binary @QUERY AUTHORITY -o answer.tsr
        vouch timestamp attach NAME.zip --answer answer.tsr

      A certificate's signature is stamped by its own name (request NAME.zip.p7s): only that shows when it was made.
      """, subcommands: [Request.self, Attach.self])

  struct Request: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write the query, over the seal where there is one, else over the zip.",
      discussion: "Exit status: 0 written; 2 not written.")

    @Argument(help: "The pack, a zip; or a file beside it, such as NAME.zip.p7s.")
    var pack: String

    func run() async throws {
      try Output.result(
        "Query  \(try await diagnosing { () async throws(Diagnostics) in try Vouch.requestTimestamp(pack) })")
    }
  }

  struct Attach: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Put an authority's answer beside what it covers.",
      discussion: "Exit status: 0 attached; 2 it is no answer, or covers another file.")

    @Argument(help: "The pack, a zip.")
    var pack: String

    @Option(help: "The authority's answer.")
    var answer: String

    func run() async throws {
      let path = try await diagnosing { () async throws(Diagnostics) in try Vouch.attachTimestamp(pack, answer: answer)
      }
      try Output.result("Timestamp  \(path)")
    }
  }
}
