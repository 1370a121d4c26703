import ArgumentParser
import VouchKit

/// `vouch export`: a pack in another container.
struct Export: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Unpack a pack as a BagIt bag.",
    discussion: """
      Writes a new folder that BagIt tools validate (RFC 8493); its data/ is the pack's folder as it is. The pack must be \
      intact.

      Exit status: 0 written; 2 not written.
      """)

  @Argument(help: "The pack, a zip.")
  var pack: String

  @Flag(help: "As a BagIt bag, the one form that there is.")
  var bagit = false

  @Option(name: [.short, .long], help: "The folder to make. Default: the zip's name with '.bag'.")
  var output: String?

  func validate() throws {
    if !bagit { throw ValidationError("name the form: --bagit") }
  }

  func run() async throws {
    let target = output ?? (pack.hasSuffix(".zip") ? String(pack.dropLast(4)) : pack) + ".bag"
    try Output.result(
      "Bag  \(try await diagnosing { () async throws(Diagnostics) in try Vouch.exportBag(pack, to: target) })")
  }
}
