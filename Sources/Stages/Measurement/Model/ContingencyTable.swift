/// Counts by two classifications, rows by columns.
package struct ContingencyTable: Sendable {
  /// Rows and columns whose total is 0 are left out.
  package let counts: [[Int]]

  package init(_ counts: [[Int]]) {
    let rows = counts.filter { $0.contains { $0 > 0 } }
    let width = rows.first?.count ?? 0
    let columns = (0..<width).filter { column in rows.contains { $0[column] > 0 } }
    self.counts = rows.map { row in columns.map { row[$0] } }
  }

  package var total: Int { counts.reduce(0) { $0 + $1.reduce(0, +) } }
  package var degrees: Int { max(0, counts.count - 1) * max(0, (counts.first?.count ?? 0) - 1) }

  /// Pearson's χ² of independence (Pearson 1900); with one degree of freedom and `corrected`, Yates' correction moves each
  /// count towards what is expected by at most a half.
  package func chiSquared(corrected: Bool = false) -> Double {
    let total = Double(self.total)
    guard total > 0, degrees > 0 else { return 0 }
    let columns = (counts.first ?? []).indices.map { column in counts.reduce(0) { $0 + $1[column] } }
    var sum = CompensatedSum()
    for row in counts {
      let rowTotal = Double(row.reduce(0, +))
      for (column, count) in row.enumerated() {
        let expected = rowTotal * Double(columns[column]) / total
        var distance = abs(Double(count) - expected)
        if corrected, degrees == 1 { distance -= min(0.5, distance) }
        sum.add(distance * distance / expected)
      }
    }
    return sum.value
  }

  /// Cramér's V without correction: the root of χ² / (n (k − 1)), k the smaller side (Cramér 1946).
  package var cramer: Double? {
    let side = min(counts.count, counts.first?.count ?? 0)
    guard side > 1, total > 0 else { return nil }
    return (chiSquared() / (Double(total) * Double(side - 1))).squareRoot()
  }
}
