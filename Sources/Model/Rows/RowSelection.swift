/// Hands each of several folds the rows that it may want, by one look at each row for all of them.
///
/// A fold without an anchor wants every row; the rows of the others are gathered in ascending order.
struct RowSelection: Sendable {
  /// For each column that anchors lie in, the folds by code: `wanting[code]` are those that want a record with it.
  private var rosters: [(column: Int, wanting: [[Int]])] = []
  /// By fold; empty between batches.
  private var rows: [[UInt32]] = []
  private var isAnchored: [Bool] = []

  /// Enters the next fold.
  mutating func add(_ anchor: Anchor?) {
    let fold = rows.count
    rows.append([])
    isAnchored.append(anchor != nil)
    guard let anchor else { return }
    let place = roster(of: anchor.column)
    for code in anchor.codes {
      let missing = Int(code) + 1 - rosters[place].wanting.count
      if missing > 0 { rosters[place].wanting += repeatElement([], count: missing) }
      rosters[place].wanting[Int(code)].append(fold)
    }
  }

  private mutating func roster(of column: Int) -> Int {
    if let known = rosters.firstIndex(where: { $0.column == column }) { return known }
    rosters.append((column, []))
    return rosters.count - 1
  }

  /// Gathers the admitted rows of a batch.
  mutating func gather(_ batch: borrowing Batch) {
    for (column, wanting) in rosters {
      for position in batch.admitted.indices {
        let row = batch.admitted[position]
        guard let code = batch.cell(column, Int(row)).symbol, Int(code) < wanting.count else { continue }
        for fold in wanting[Int(code)] { rows[fold].append(row) }
      }
    }
  }

  /// Calls `body` with the batch as a fold shall see it, unless it has no row for it; its rows are then forgotten.
  mutating func offer(_ batch: inout Batch, to fold: Int, _ body: (borrowing Batch) -> Void) {
    guard isAnchored[fold] else { return body(batch) }
    guard !rows[fold].isEmpty else { return }
    swap(&batch.admitted, &rows[fold])
    body(batch)
    swap(&batch.admitted, &rows[fold])
    rows[fold].removeAll(keepingCapacity: true)
  }
}
