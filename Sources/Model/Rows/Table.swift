/// A dataset that is held whole: the admitted records of its sources in columns, with one table of symbols.
public struct Table: Sendable {
  public let schema: Schema
  /// Batches hold admitted records only, in file order.
  public private(set) var batches: [Batch] = []
  public private(set) var symbols = Symbols()

  public init(schema: Schema) { self.schema = schema }

  public var count: Int { batches.reduce(0) { $0 + $1.count } }

  /// Adds the admitted records of a chunk's batches, whose codes are of `chunkSymbols`.
  public mutating func append(_ chunk: [Batch], _ chunkSymbols: Symbols) {
    let codes = (0..<UInt32(chunkSymbols.count)).map { code in
      unsafe chunkSymbols.bytes(code).withUnsafeBufferPointer { unsafe symbols.intern($0) }
    }
    for batch in chunk where !batch.admitted.isEmpty {
      batches.append(batch.recoded(codes).keepingAdmitted())
    }
  }

  /// Adds the records of a table with the same schema.
  public mutating func append(_ other: Table) { append(other.batches, other.symbols) }

  /// Every record: its cells by column position, through `row`.
  public var rows: [Row] {
    let whole = Whole(table: self)
    return batches.indices.flatMap { batch in
      (0..<batches[batch].count).map { Row(whole: whole, batch: batch, row: $0) }
    }
  }

  /// A table that its rows share, so that a row is copied by one reference.
  fileprivate final class Whole: Sendable {
    let table: Table
    init(table: Table) { self.table = table }
  }

  /// One record of a table.
  public struct Row: Sendable {
    fileprivate let whole: Whole
    fileprivate let batch: Int
    fileprivate let row: Int

    private var table: Table { whole.table }

    public var file: Int { table.batches[batch].file }
    public var source: Int { table.batches[batch].source }
    public var line: Int { table.batches[batch].line(row) }
    public var ordinal: Int { table.batches[batch].ordinal(row) }

    /// The cell of a field; null for a field that the schema lacks.
    public subscript(_ field: String) -> Cell {
      guard let column = table.schema.position(of: field) else { return .null }
      return table.batches[batch].cell(column, row)
    }

    /// The text of a text, list or JSON cell.
    public func text(_ field: String) -> String? {
      self[field].symbol.map { table.symbols.text($0) }
    }

    /// The cell as an exhibit writes it; empty for null.
    public func written(_ field: String) -> String { CellText.written(self[field], table.symbols) }
  }
}
