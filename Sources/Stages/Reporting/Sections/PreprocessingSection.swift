import AuditModel
import DocumentModel

/// How the data was prepared, as declared, and the digests that bind what it led to.
enum PreprocessingSection {
  static let section = ReportSection(name: "preprocessing", title: "Preprocessing") { facts, _ in
    guard let audit = facts.model else { return [] }
    return steps(audit.definition.governance.preprocessing) + artifacts(audit.definition.artifacts)
  }

  private static func steps(_ steps: [String]) -> [Block] {
    guard !steps.isEmpty else {
      return [.note(.caution, [.text("The definition does not say how the data was prepared.")])]
    }
    return [
      .paragraph([.text("The preparation, as declared. What it led to is bound by the SHA-256 of each export:")]),
      .list(steps.map { [.text($0)] }, ordered: true),
    ]
  }

  private static func artifacts(_ artifacts: [ModelArtifact]) -> [Block] {
    guard !artifacts.isEmpty else {
      return [
        .note(
          .caution,
          [
            .text("The definition names no "), .code("artifacts"),
            .text(" of the model: what prepared the data is declared, and not bound to a file."),
          ])
      ]
    }
    return [
      .table(
        DocumentTable(
          caption: "Files that the model was made with",
          columns: [.init("Artifact"), .init("File"), .init("SHA-256"), .init("Checked")],
          rows: artifacts.map { artifact in
            [
              [.text(artifact.name)], [.code(artifact.path)],
              [artifact.sha256.map { .code($0) } ?? .text("not stated")],
              [
                artifact.sha256 == nil
                  ? .status("hashed in the manifest only", .watch) : .status("is the file stated", .good)
              ],
            ]
          }))
    ]
  }
}
