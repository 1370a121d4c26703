import JSON

/// The fixed words of pack format 1 (`docs/pack-format.md`).
package enum PackFormat {
  /// Raised when a reader of the old one could misread a pack of the new one.
  package static let version: Int64 = 1

  package static let sums = "SHA256SUMS"
  package static let manifest = "manifest.json"

  package static let statementType = "https://in-toto.io/Statement/v1"
  package static let provenanceType = "https://slsa.dev/provenance/v1"
  /// `.example` is reserved (RFC 2606), so that the tag is nobody else's.
  package static let buildType = "tag:vouch.example,2026:pack/v1"
  /// Claims no SLSA level.
  package static let builder = "tag:vouch.example,2026:local"
  package static let buildInfoType = "tag:vouch.example,2026:buildinfo/v1"
  package static let sealType = "tag:vouch.example,2026:seal/v1"
  package static let signOffType = "tag:vouch.example,2026:signoff/v1"

  /// The most bytes of a file that a reader holds whole: SHA256SUMS, the manifest, the facts in JSON, interop/.
  package static let heldSize = 64 << 20

  /// The most JSON values of such a file: what 64 MiB of decisions have, and no reader's memory is filled with brackets.
  package static let heldValues = heldSize / 16

  /// How such a file is read.
  static let held = JSONLimits(values: heldValues)

  /// Whether a reader holds a file whole, so that `heldSize` limits it.
  static func isHeld(_ name: String) -> Bool {
    [sums, manifest].contains(name) || factFiles.contains(name) || name.hasPrefix("interop/")
  }

  /// Whether a file is a report, which names the facts and the decisions that it speaks of.
  static func isReport(_ name: String) -> Bool {
    name.hasPrefix("reports/") && (name.hasSuffix(".html") || name.hasSuffix(".pdf"))
  }

  /// Suffixes of files that are compressed already, and are stored in the zip as they are.
  private static let compressed = [".pdf", ".xlsx", ".zip", ".gz", ".png", ".jpg", ".jpeg", ".woff2"]

  /// Whether a file is stored rather than deflated.
  static func isStored(_ name: String) -> Bool {
    compressed.contains { name.lowercased().hasSuffix($0) }
  }

  /// Whether a file belongs to the facts: the conclusions and their evidence, which no library's version touches.
  package static func isFact(_ name: String) -> Bool {
    factFiles.contains(name) || factFolders.contains { name.hasPrefix($0) }
      || name.hasPrefix("matrix/") && name.hasSuffix(".csv")
  }

  private static let factFiles = ["decisions.json", "metrics.json", "reconciliation.json", "findings.json"]
  private static let factFolders = ["exhibits/", "policies/", "definition/"]
}
