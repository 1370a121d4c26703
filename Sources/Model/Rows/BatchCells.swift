/// The cells of a batch in plain memory: to set one costs a look at a single reference count.
///
/// Column-major: the cell of column `c` at row `r` is at `c * rows + r`. Only the batch that alone has it changes it.
@safe @usableFromInline final class BatchCells: @unchecked Sendable {
  @usableFromInline static let rows = 512

  @usableFromInline let columns: Int
  @usableFromInline let allBits: UnsafeMutablePointer<UInt64>
  @usableFromInline let allKinds: UnsafeMutablePointer<UInt8>
  /// Where each record stands in its chunk.
  private let places: UnsafeMutablePointer<Place>

  struct Place {
    let line: UInt32
    let ordinal: UInt32
  }

  /// Cells that are all null.
  init(columns: Int) {
    self.columns = columns
    let count = columns * BatchCells.rows
    unsafe allBits = .allocate(capacity: count)
    unsafe allBits.initialize(repeating: 0, count: count)
    unsafe allKinds = .allocate(capacity: count)
    unsafe allKinds.initialize(repeating: CellKind.null.rawValue, count: count)
    unsafe places = .allocate(capacity: BatchCells.rows)
    unsafe places.initialize(repeating: Place(line: 0, ordinal: 0), count: BatchCells.rows)
  }

  init(copying other: BatchCells) {
    columns = other.columns
    let count = columns * BatchCells.rows
    unsafe allBits = .allocate(capacity: count)
    unsafe allBits.initialize(from: other.allBits, count: count)
    unsafe allKinds = .allocate(capacity: count)
    unsafe allKinds.initialize(from: other.allKinds, count: count)
    unsafe places = .allocate(capacity: BatchCells.rows)
    unsafe places.initialize(from: other.places, count: BatchCells.rows)
  }

  deinit {
    unsafe allBits.deallocate()
    unsafe allKinds.deallocate()
    unsafe places.deallocate()
  }

  @inlinable @inline(__always)
  func index(_ column: Int, _ row: Int) -> Int {
    precondition(column >= 0 && column < columns && row >= 0 && row < BatchCells.rows, "a batch has no such cell")
    return column &* BatchCells.rows &+ row
  }

  @inlinable func kind(_ column: Int, _ row: Int) -> UInt8 { unsafe allKinds[index(column, row)] }
  @inlinable func bits(_ column: Int, _ row: Int) -> UInt64 { unsafe allBits[index(column, row)] }

  @inline(__always)
  func set(_ column: Int, _ row: Int, _ cell: Cell) {
    let index = index(column, row)
    unsafe allBits[index] = cell.bits
    unsafe allKinds[index] = cell.kind.rawValue
  }

  func place(_ row: Int) -> Place {
    precondition(row >= 0 && row < BatchCells.rows, "a batch has no such row")
    return unsafe places[row]
  }

  func setPlace(_ row: Int, line: UInt32, ordinal: UInt32) {
    precondition(row >= 0 && row < BatchCells.rows, "a batch has no such row")
    unsafe places[row] = Place(line: line, ordinal: ordinal)
  }
}
