import AuditModel
import Reporting

/// What a definition plans and what will say nothing: evidence that a gate asks for must not be an empty page.
enum EmptyEvidence {
  /// Ids of documents and sections: a section over datasets without a single record, a narrative without a word beside its
  /// headings, a document of such sections alone.
  static func ids(
    _ definition: PackDefinition, _ accounts: [SourceReconciliation], narratives: [String: [UInt8]]
  ) -> Set<String> {
    let kinds = Set(DatasetKinds.all.map(\.name) + definition.sources.map(\.kind.name))
    let filled = Set(accounts.filter { $0.counts.used > 0 }.map(\.kind))
    func isEmpty(section: String) -> Bool {
      let datasets = Reporting.subjects(ofSection: section).filter { kinds.contains($0) }
      return !datasets.isEmpty && filled.isDisjoint(with: datasets)
    }
    var empty: Set<String> = []
    for document in definition.documents {
      let sections = document.sections.filter(isEmpty)
      empty.formUnion(sections.map(Gate.slug))
      let isSilent = document.source.map { !hasWords(narratives[$0] ?? []) } ?? true
      if isSilent, sections.count == document.sections.count { empty.insert(Gate.slug(document.name)) }
    }
    return empty
  }

  /// Whether a text in Markdown says anything beside its headings.
  private static func hasWords(_ bytes: [UInt8]) -> Bool {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").contains { line in
      line.first != "#" && line.contains { $0.isLetter || $0.isNumber }
    }
  }
}
