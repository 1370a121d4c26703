/// Up to `capacity` records of one file in columns: the form in which events reach everything that wants them.
///
/// Texts are codes of the symbols of the chunk that the batch belongs to.
public struct Batch: Sendable {
  public static let capacity = BatchCells.rows

  /// Rows in use.
  public private(set) var count = 0
  @usableFromInline private(set) var cells: BatchCells
  /// Position of the file in its source.
  public var file = 0
  /// Position of the source in the definition.
  public var source = 0
  /// Lines and records of the file before this chunk: known at admission, when the chunks before it are.
  public var lineBase = 0
  public var ordinalBase = 0
  /// The rows that count: what admission leaves, in ascending order.
  public var admitted: [UInt32] = []
  /// The rows before the period, which look-backs alone see.
  public var earlier: [UInt32] = []
  private var keys = RowKeys()

  public init(columns: Int) { cells = BatchCells(columns: columns) }

  public var columns: Int { cells.columns }
  public var isFull: Bool { count == Batch.capacity }

  /// Begins a record, all of whose cells are null; the batch is not full. Line and ordinal are counted from 1 after
  /// `lineBase` and `ordinalBase`; rejected records have an ordinal too.
  public mutating func appendRow(line: UInt32, ordinal: UInt32) {
    precondition(count < Batch.capacity, "a full batch takes no record")
    own()
    cells.setPlace(count, line: line, ordinal: ordinal)
    count += 1
  }

  /// Takes back the record that was begun last.
  public mutating func dropLastRow() {
    own()
    count -= 1
    keys.truncate(to: count)
    for column in 0..<columns { cells.set(column, count, .null) }
  }

  /// Sets a cell of the record that was begun last.
  public mutating func set(_ column: Int, _ cell: Cell) { set(column, row: count - 1, cell) }

  public mutating func set(_ column: Int, row: Int, _ cell: Cell) {
    own()
    cells.set(column, row, cell)
  }

  /// Copies the cells if another batch has them too.
  @inline(__always)
  private mutating func own() {
    if !isKnownUniquelyReferenced(&cells) { cells = BatchCells(copying: cells) }
  }

  @inlinable public func cell(_ column: Int, _ row: Int) -> Cell {
    Cell(kind: CellKind(rawValue: cells.kind(column, row)) ?? .null, bits: cells.bits(column, row))
  }

  /// The raw value of a cell's kind.
  @inlinable public borrowing func kind(_ column: Int, _ row: Int) -> UInt8 { cells.kind(column, row) }

  /// The bits of a cell.
  @inlinable public borrowing func bits(_ column: Int, _ row: Int) -> UInt64 { cells.bits(column, row) }

  public func line(_ row: Int) -> Int { lineBase + Int(cells.place(row).line) }
  public func ordinal(_ row: Int) -> Int { ordinalBase + Int(cells.place(row).ordinal) }

  /// Names the record that was begun last by its unique key.
  public mutating func setKey(_ key: [UInt8]) { keys.set(key, row: count - 1) }

  /// The text of a record's unique key; nil where its source names none.
  public func key(_ row: Int) -> String? { keys[row] }

  /// Forgets the keys: a source whose values are hidden shows none of them.
  public mutating func dropKeys() { keys = RowKeys() }

  /// The same records with each code replaced by `codes[code]`: how a chunk's batch joins a table's symbols.
  public func recoded(_ codes: [UInt32]) -> Batch {
    var copy = self
    for column in 0..<columns {
      for row in 0..<count {
        let cell = cell(column, row)
        guard let code = cell.symbol else { continue }
        copy.set(column, row: row, Cell(kind: cell.kind, bits: UInt64(codes[Int(code)])))
      }
    }
    return copy
  }

  /// A batch of the admitted rows alone.
  func keepingAdmitted() -> Batch {
    guard admitted.count < count else { return self }
    var kept = Batch(columns: columns)
    kept.file = file
    kept.source = source
    kept.lineBase = lineBase
    kept.ordinalBase = ordinalBase
    for (position, row) in admitted.enumerated() {
      let place = cells.place(Int(row))
      kept.appendRow(line: place.line, ordinal: place.ordinal)
      for column in 0..<columns { kept.set(column, cell(column, Int(row))) }
      if let key = key(Int(row)) { kept.setKey(Array(key.utf8)) }
      kept.admitted.append(UInt32(position))
    }
    return kept
  }
}
