import Rows
import Testing

/// What a pass shows to its folds.
@Suite("Pass") struct PassTests {
  /// Counts the rows whose text in a column has one of certain codes.
  private struct Tally: ChunkFold {
    let column: Int
    let codes: Set<UInt32>
    let isAnchored: Bool
    var reads: Set<Int> = []
    private(set) var rows: [Int] = []
    private(set) var seen = 0

    init(column: Int, codes: Set<UInt32>, isAnchored: Bool, reads: Set<Int> = []) {
      self.column = column
      self.codes = codes
      self.isAnchored = isAnchored
      self.reads = reads
    }

    var columns: Set<Int>? { reads.union([column]) }
    var anchor: Anchor? { isAnchored ? Anchor(column: column, codes: codes) : nil }

    mutating func absorb(_ batch: borrowing Batch, _ symbols: borrowing Symbols) {
      for position in batch.admitted.indices {
        let row = Int(batch.admitted[position])
        seen += 1
        if let code = batch.cell(column, row).symbol, codes.contains(code) { rows.append(batch.ordinal(row)) }
      }
    }

    mutating func close(_ symbols: borrowing Symbols) {}
    mutating func merge(_ next: Tally) {
      rows += next.rows
      seen += next.seen
    }
  }

  private func batch(_ random: inout some RandomNumberGenerator) -> Batch {
    var batch = Batch(columns: 2)
    for row in 0..<UInt32.random(in: 0...300, using: &random) {
      batch.appendRow(line: row + 1, ordinal: row + 1)
      for column in 0..<2 where Bool.random(using: &random) {
        batch.set(column, .text(UInt32.random(in: 0..<12, using: &random)))
      }
      if Bool.random(using: &random) { batch.admitted.append(row) }
    }
    return batch
  }

  @Test(arguments: 0..<20) func `a fold with an anchor finds what it finds among all records`(_: Int) {
    var random = SystemRandomNumberGenerator()
    let wanted = (0..<6).map { _ in
      (column: Int.random(in: 0..<2), codes: Set((0..<3).map { _ in UInt32.random(in: 0..<12, using: &random) }))
    }
    var pass = Pass()
    let anchored = wanted.map { pass.add(Tally(column: $0.column, codes: $0.codes, isAnchored: true)) }
    let open = wanted.map { pass.add(Tally(column: $0.column, codes: $0.codes, isAnchored: false)) }
    for _ in 0..<5 { pass.absorb(batch(&random), Symbols()) }
    for (one, other) in zip(anchored, open) {
      #expect(pass[one].rows == pass[other].rows)
      #expect(pass[one].seen == pass[one].rows.count)
    }
  }

  @Test func `a column is wanted of the records that its folds look at`() {
    var pass = Pass()
    _ = pass.add(Tally(column: 0, codes: [1], isAnchored: true, reads: [3, 4]))
    _ = pass.add(Tally(column: 0, codes: [2], isAnchored: true, reads: [3]))
    _ = pass.add(Tally(column: 1, codes: [], isAnchored: false, reads: [4]))
    let demand = pass.demand
    #expect(demand.anchor(of: 3) == Anchor(column: 0, codes: [2, 1]))
    #expect(demand.reads(4) && demand.anchor(of: 4) == nil)
    #expect(demand.reads(0) && demand.anchor(of: 0) == nil)
    #expect(!demand.reads(2))
    #expect(demand.everywhere.anchor(of: 3) == nil && demand.everywhere.reads(3))
    #expect(ColumnDemand.whole.reads(9) && ColumnDemand.whole.anchor(of: 3) == nil)
  }

  @Test func `anchors in different columns have no union`() {
    let one = Anchor(column: 0, codes: [3])
    #expect(Anchor.union([one, Anchor(column: 0, codes: [1])]) == Anchor(column: 0, codes: [1, 3]))
    #expect(Anchor.union([one, Anchor(column: 1, codes: [1])]) == nil)
    #expect(Anchor.union([one, nil]) == nil && Anchor.union([]) == nil)
  }
}
