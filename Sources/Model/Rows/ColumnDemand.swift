/// Which columns something reads, and of which records.
public struct ColumnDemand: Sendable {
  private enum Extent: Sendable {
    case everywhere
    case anchored(Anchor)
  }

  private var extents: [Int: Extent] = [:]
  /// Whether all columns of all records are read.
  private var isWhole = false

  /// Of nothing.
  public init() {}

  /// Of every column of every record.
  public static var whole: ColumnDemand {
    var demand = ColumnDemand()
    demand.isWhole = true
    return demand
  }

  public func reads(_ column: Int) -> Bool { isWhole || extents[column] != nil }

  /// The anchor of the records of which a column is read; nil if it is read of all, or of none.
  public func anchor(of column: Int) -> Anchor? {
    guard !isWhole, case .anchored(let anchor)? = extents[column] else { return nil }
    return anchor
  }

  /// Adds what a fold reads.
  mutating func add(_ fold: some ChunkFold) {
    guard let columns = fold.columns else {
      isWhole = true
      return
    }
    for column in columns { add(column, fold.anchor) }
    if let anchor = fold.anchor { add(anchor.column, nil) }
  }

  private mutating func add(_ column: Int, _ anchor: Anchor?) {
    guard case .anchored(let known)? = extents[column] else {
      if extents[column] == nil { extents[column] = anchor.map { .anchored($0) } ?? .everywhere }
      return
    }
    extents[column] = Anchor.union([known, anchor]).map { .anchored($0) } ?? .everywhere
  }

  /// The same columns, of every record.
  public var everywhere: ColumnDemand {
    var demand = self
    demand.extents = extents.mapValues { _ in .everywhere }
    return demand
  }
}
