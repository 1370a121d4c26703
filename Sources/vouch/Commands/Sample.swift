import ArgumentParser
import VouchKit

/// `vouch sample`: draws a sample and prints its worksheet.
struct Sample: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: "Draw a sample, and print its worksheet as CSV.",
    discussion: """
      Draws the sample of a gate that has one, or --size records of a dataset. The digest of the population goes to \
      standard error; docs/sampling.md says how to redo the draw with sha256sum.

      Exit status: 0 drawn; 2 not drawn.
      """)

  @OptionGroup var run: RunArguments

  @Argument(help: "A gate's id, or a dataset.")
  var subject: String

  @Option(help: "How many records of a dataset to draw.")
  var size: Int?

  @Option(help: "The seed of a draw from a dataset: any text.")
  var seed: String?

  @Option(help: "Write the population to this file: the CSV whose SHA-256 is the digest.")
  var population: String?

  func validate() throws {
    if let size, !(1...100_000).contains(size) { throw ValidationError("--size must lie between 1 and 100000") }
    if let seed, seed.utf8.contains(0x0A) { throw ValidationError("--seed must not have a line break") }
  }

  func run() async throws {
    let progress = ProgressLine()
    let drawn = try await diagnosing(progress) { () async throws(Diagnostics) in
      try await Vouch.sample(run.options, of: subject, size: size, seed: seed, population: population) {
        progress.show($0)
      }
    }
    Output.note("population digest: \(drawn.sample.populationDigest)")
    Output.note("\(drawn.sample.items.count.grouped) items drawn with the seed '\(drawn.sample.seed)'")
    try Output.result(bytes: drawn.worksheet)
  }
}
