import Bytes
package import DocumentModel

/// How the scores of groups spread over the tenths from 0 to 1: a row of bars for each group, as shares of the group.
package struct ScoreDistributions: Sendable {
  /// More groups than this are not drawn.
  package static let mostGroups = 12
  private static let rowHeight = 44.0
  private static let barHeight = 32.0
  private static let left = 110.0

  package let groups: [(label: String, counts: [Int])]

  /// Groups without a case are left out.
  package init(groups: [(label: String, counts: [Int])]) {
    self.groups = Array(groups.filter { $0.counts.contains { $0 > 0 } }.prefix(ScoreDistributions.mostGroups))
  }

  /// The same statement in words: the share of each tenth.
  package var alternative: String {
    guard !groups.isEmpty else { return "No group has a score." }
    return groups.map { group in
      let total = Double(group.counts.reduce(0, +))
      let shares = group.counts.map { NumberWords.percent(Double($0) / total, places: 0) }
      return "\(group.label): \(shares.joined(separator: ", "))"
    }.joined(separator: "; ") + " in the tenths from 0 to 1."
  }

  package var drawing: Drawing {
    var sketch = Sketch()
    let tenth = (Sketch.width - ScoreDistributions.left - 8) / 10
    let most = groups.map { share($0.counts) }.max() ?? 1
    for (index, group) in groups.enumerated() {
      let base = Double(index) * ScoreDistributions.rowHeight + ScoreDistributions.rowHeight - 4
      let total = Double(group.counts.reduce(0, +))
      let label = TextEstimate.fitted(group.label.visible, width: ScoreDistributions.left - 8, size: Sketch.label)
      sketch.text(label, x: ScoreDistributions.left - 6, y: base - 10, .end, .text)
      for (bin, count) in group.counts.prefix(10).enumerated() where count > 0 {
        let height = Double(count) / total / most * ScoreDistributions.barHeight
        sketch.rectangle(
          x: ScoreDistributions.left + Double(bin) * tenth + 1, y: base - height, width: tenth - 2, height: height,
          .accent)
      }
      sketch.line((ScoreDistributions.left, base), (Sketch.width - 8, base), .axis)
    }
    let bottom = Double(groups.count) * ScoreDistributions.rowHeight
    for tick in stride(from: 0, through: 10, by: 2) {
      sketch.text(
        NumberWords.decimal(Double(tick) / 10, places: 1), x: ScoreDistributions.left + Double(tick) * tenth,
        y: bottom + 8,
        .middle)
    }
    sketch.text("score", x: ScoreDistributions.left + 5 * tenth, y: bottom + 20, .middle)
    return sketch.drawing(height: bottom + 24)
  }

  private func share(_ counts: [Int]) -> Double {
    Double(counts.max() ?? 0) / Double(max(1, counts.reduce(0, +)))
  }
}
