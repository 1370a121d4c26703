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
///
/// A struct, because a closure by itself is wrapped anew each time it passes through an optional or an array.
struct RowTest: Sendable {
  private let run: @Sendable (borrowing Batch, Int, borrowing Symbols) -> Truth

  init(_ run: @escaping @Sendable (borrowing Batch, Int, borrowing Symbols) -> Truth) { self.run = run }

  func callAsFunction(_ batch: borrowing Batch, _ row: Int, _ symbols: borrowing Symbols) -> Truth {
    run(batch, row, symbols)
  }
}

/// A number of one row as the bits of its domain, or nil where the row has none or it leaves its range.
struct RowNumber: Sendable {
  private let run: @Sendable (borrowing Batch, Int) -> Int64?

  init(_ run: @escaping @Sendable (borrowing Batch, Int) -> Int64?) { self.run = run }

  func callAsFunction(_ batch: borrowing Batch, _ row: Int) -> Int64? { run(batch, row) }
}
