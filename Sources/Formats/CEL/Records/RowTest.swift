import Rows

/// What the columns alone say about a condition.
enum Truth: Sendable {
  case no, yes
  /// An error, or something that the columns alone cannot tell.
  case unclear

  init(_ truth: Bool) { self = truth ? .yes : .no }

  var negated: Truth {
    switch self {
    case .no: .yes
    case .yes: .no
    case .unclear: .unclear
    }
  }
}

/// Tests one row of a batch on its columns, without building a value.
typealias RowTest = @Sendable (borrowing Batch, Int, borrowing Symbols) -> Truth

/// A number of one row as the bits of its domain, or nil where the row has none or it leaves its range.
typealias RowNumber = @Sendable (borrowing Batch, Int) -> Int64?

extension Batch {
  /// The kind and the bits of a cell, without making a cell.
  borrowing func kind(_ column: Int, _ row: Int) -> UInt8 { kinds[column * Batch.capacity + row] }
  borrowing func bits(_ column: Int, _ row: Int) -> UInt64 { bits[column * Batch.capacity + row] }
}
