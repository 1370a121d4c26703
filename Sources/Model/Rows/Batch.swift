/// Up to `capacity` records of one file in columns: the form in which events reach everything that wants them.
///
/// Column-major: the cell of column `c` at row `r` is at `c * capacity + r`. Texts are codes of the symbols of the chunk
/// that the batch belongs to.
public struct Batch: Sendable {
  public static let capacity = 512

  public let columns: Int
  /// Rows in use.
  public private(set) var count = 0
  public private(set) var bits: [UInt64]
  public private(set) var kinds: [UInt8]
  /// Line of each record, counted from 1 after `lineBase`.
  public private(set) var lines: [UInt32] = []
  /// Ordinal of each record, counted from 1 after `ordinalBase`; rejected records have one too.
  public private(set) var ordinals: [UInt32] = []
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

  public init(columns: Int) {
    self.columns = columns
    bits = [UInt64](repeating: 0, count: columns * Batch.capacity)
    kinds = [UInt8](repeating: 0, count: columns * Batch.capacity)
    lines.reserveCapacity(Batch.capacity)
    ordinals.reserveCapacity(Batch.capacity)
  }

  public var isFull: Bool { count == Batch.capacity }

  /// Begins a record, all of whose cells are null; the batch is not full.
  public mutating func appendRow(line: UInt32, ordinal: UInt32) {
    precondition(count < Batch.capacity, "a full batch takes no record")
    lines.append(line)
    ordinals.append(ordinal)
    count += 1
  }

  /// Takes back the record that was begun last.
  public mutating func dropLastRow() {
    count -= 1
    lines.removeLast()
    ordinals.removeLast()
    keys.truncate(to: count)
    for column in 0..<columns {
      bits[column * Batch.capacity + count] = 0
      kinds[column * Batch.capacity + count] = 0
    }
  }

  /// Sets a cell of the record that was begun last.
  public mutating func set(_ column: Int, _ cell: Cell) {
    set(column, row: count - 1, cell)
  }

  public mutating func set(_ column: Int, row: Int, _ cell: Cell) {
    bits[column * Batch.capacity + row] = cell.bits
    kinds[column * Batch.capacity + row] = cell.kind.rawValue
  }

  @inlinable public func cell(_ column: Int, _ row: Int) -> Cell {
    let index = column * Batch.capacity + row
    return Cell(kind: CellKind(rawValue: kinds[index]) ?? .null, bits: bits[index])
  }

  public func line(_ row: Int) -> Int { lineBase + Int(lines[row]) }
  public func ordinal(_ row: Int) -> Int { ordinalBase + Int(ordinals[row]) }

  /// Names the record that was begun last by its unique key.
  public mutating func setKey(_ key: [UInt8]) { keys.set(key, row: count - 1) }

  /// The text of a record's unique key; nil where its source names none.
  public func key(_ row: Int) -> String? { keys[row] }

  /// Forgets the keys: a source whose values are hidden shows none of them.
  public mutating func dropKeys() { keys = RowKeys() }

  /// The same records with each code replaced by `codes[code]`: how a chunk's batch joins a table's symbols.
  public func recoded(_ codes: [UInt32]) -> Batch {
    var copy = self
    for index in kinds.indices {
      switch CellKind(rawValue: kinds[index]) {
      case .text, .list, .json: copy.bits[index] = UInt64(codes[Int(bits[index])])
      case .null, .bool, .int, .double, .timestamp, nil: continue
      }
    }
    return copy
  }
}
