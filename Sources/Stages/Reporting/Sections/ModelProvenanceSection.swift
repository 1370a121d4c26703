import AuditModel
import DocumentModel

/// What the model's figures go back to: exports with their digests, the seed, the versions.
enum ModelProvenanceSection {
  static let section = ReportSection(name: "model_provenance", title: "Provenance") { facts, _ in
    guard let audit = facts.model else { return [] }
    return [
      .keyValues(card(facts, audit)), .table(exports(facts)),
      .paragraph([
        .text("Library versions, fonts, templates, the model's artifacts and every other input are in "),
        .link("manifest.json", to: .file("manifest.json")),
        .text(", the way to check all of it in "), .link("README.txt", to: .file("README.txt")), .text("."),
      ]),
    ]
  }

  private static func card(_ facts: Facts, _ audit: ModelAudit) -> [Fact] {
    let model = audit.definition
    let missing = "not stated"
    return [
      Fact("Model", "\(model.name), version \(model.version ?? missing)"),
      Fact("Revision that the pack was built from", facts.definition.revision ?? missing),
      Fact("Seed of the bootstrap", model.seed.map { "\($0)" } ?? missing),
      Fact("Generator", "xoshiro256** 1.0, started from SplitMix64; a draw is stated in full in docs/model-metrics.md"),
      Fact("Strict mode", facts.definition.strictMode ? "on" : "off"),
      Fact("As of", "\(facts.definition.asOf)"),
    ]
  }

  private static func exports(_ facts: Facts) -> DocumentTable {
    let kinds = ["predictions", "features", "attributions", "coefficients", "metrics"]
    return DocumentTable(
      caption: "Exports that the figures were computed from",
      columns: [.init("Source"), .init("File"), .init("Records used", .trailing), .init("SHA-256")],
      rows: facts.reconciliation.filter { kinds.contains($0.kind) }.flatMap { source in
        source.files.map { file in
          [[.text(source.name)], [.code(file.path)], [.text(Words.count(file.counts.used))], [.code(file.sha256)]]
        }
      })
  }
}
