import AuditModel
import Bytes
import Rows

/// The fields that still show a value which another field hides: those that a definition forgot.
struct SecretHolders {
  private let facts: Facts

  init(_ facts: Facts) { self.facts = facts }

  /// `changes.author`, each once, in the order of their bytes. Events are not held: of them, the exceptions are searched.
  func fields(holding secret: [UInt8]) -> [String] {
    let ofTables = facts.tables.flatMap { kind, table in
      let rows = table.rows
      return table.schema.fields.map(\.name).filter { field in
        rows.contains { $0.text(field).map { holds($0, secret) } ?? false }
      }.map { "\(kind).\($0)" }
    }
    let ofExceptions = facts.decisions.compactMap(\.tested).flatMap { tested in
      tested.fields.indices.filter { place in
        tested.exceptions.contains { $0.values.indices.contains(place) && holds($0.values[place], secret) }
      }.map { "\(tested.dataset).\(tested.fields[$0])" }
    }
    return Set(ofTables + ofExceptions).sortedByBytes()
  }

  private func holds(_ text: String, _ secret: [UInt8]) -> Bool { !Array(text.utf8).ranges(of: secret).isEmpty }
}
