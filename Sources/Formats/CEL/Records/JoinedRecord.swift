package import Rows

/// What a join found for a record.
package enum JoinedRecord: Sendable {
  case found(Table.Row)
  /// No record has the key; the words say what was looked for.
  case unmatched(String)
  /// The key cannot be computed, or is nothing that records can be looked up by.
  case failed(CELError)

  package var row: Table.Row? { if case .found(let row) = self { row } else { nil } }
}
