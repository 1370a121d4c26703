package import DocumentModel

/// Activity by hour of the day and day of the week: the more records, the larger the square.
///
/// Size rather than shade, so that it reads in black and white, on every screen and by every eye.
package struct HeatMap: Sendable {
  private static let levels = 5
  private static let cell = 17.5
  private static let left = 32.0
  private static let top = 14.0
  private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

  /// Seven rows from Monday on, each with 24 counts from midnight on.
  package let counts: [[Int]]
  /// What is counted: `logins`.
  package let unit: String

  /// Rows and hours beyond the week and the day are left out, missing ones are 0.
  package init(counts: [[Int]], unit: String) {
    self.counts = (0..<7).map { day in
      (0..<24).map { hour in
        day < counts.count && hour < counts[day].count ? max(0, counts[day][hour]) : 0
      }
    }
    self.unit = unit
  }

  /// The same statement in words: the busiest hour and what each day has.
  package var alternative: String {
    let most = counts.joined().max() ?? 0
    guard most > 0, let day = counts.firstIndex(where: { $0.contains(most) }),
      let hour = counts[day].firstIndex(of: most)
    else { return "No \(unit) at any hour." }
    let days = zip(HeatMap.days, counts).map { "\($0) \(NumberWords.count($1.reduce(0, +)))" }
    return "\(unit) by hour and day: most, \(NumberWords.count(most)), on \(HeatMap.days[day]) from \(clock(hour)). "
      + "By day: \(days.joined(separator: ", "))."
  }

  package var drawing: Drawing {
    var sketch = Sketch()
    let bounds = HeatMap.bounds(most: counts.joined().max() ?? 0)
    for hour in stride(from: 0, to: 24, by: 3) {
      sketch.text(clock(hour), x: HeatMap.left + Double(hour) * HeatMap.cell, y: 8)
    }
    for (day, row) in counts.enumerated() {
      let y = HeatMap.top + Double(day) * HeatMap.cell
      sketch.text(
        HeatMap.days[day], x: HeatMap.left - 5, y: y + HeatMap.cell / 2 + Sketch.label * Sketch.middle, .end)
      for (hour, count) in row.enumerated() {
        let x = HeatMap.left + Double(hour) * HeatMap.cell
        sketch.rectangle(x: x + 0.5, y: y + 0.5, width: HeatMap.cell - 1, height: HeatMap.cell - 1, .surface)
        square(level: HeatMap.level(of: count, bounds), of: bounds.count, x: x, y: y, in: &sketch)
      }
    }
    let height = drawLegend(bounds, in: &sketch)
    return sketch.drawing(height: height)
  }

  /// The highest count of each level: fifths of the highest count, fewer where that is below five.
  package static func bounds(most: Int) -> [Int] {
    guard most > 0 else { return [] }
    let levels = min(HeatMap.levels, most)
    // One fifth after the other without a product, which could overflow.
    return (1...levels).map { most / levels * $0 + (most % levels * $0 + levels - 1) / levels }
  }

  private static func level(of count: Int, _ bounds: [Int]) -> Int {
    count > 0 ? (bounds.firstIndex { count <= $0 } ?? bounds.count - 1) + 1 : 0
  }

  private func square(level: Int, of levels: Int, x: Double, y: Double, in sketch: inout Sketch) {
    guard level > 0 else { return }
    let side = (HeatMap.cell - 1) * (0.25 + 0.75 * Double(level) / Double(levels))
    let inset = (HeatMap.cell - side) / 2
    sketch.rectangle(x: x + inset, y: y + inset, width: side, height: side, .accent)
  }

  /// A square for each level with the counts that it stands for; returns the height of the drawing.
  private func drawLegend(_ bounds: [Int], in sketch: inout Sketch) -> Double {
    var x = HeatMap.left
    var y = HeatMap.top + 7 * HeatMap.cell + 8
    for (index, bound) in bounds.enumerated() {
      let low = (index == 0 ? 0 : bounds[index - 1]) + 1
      let words =
        low == bound ? NumberWords.count(bound) : "\(NumberWords.count(low))–\(NumberWords.count(bound))"
      let width = HeatMap.cell + 4 + TextEstimate.width(words, size: Sketch.label) + 10
      if x + width > Sketch.width, x > HeatMap.left {
        x = HeatMap.left
        y += HeatMap.cell + 4
      }
      square(level: index + 1, of: bounds.count, x: x, y: y, in: &sketch)
      sketch.text(words, x: x + HeatMap.cell + 4, y: y + HeatMap.cell / 2 + Sketch.label * Sketch.middle, .start, .text)
      x += width
    }
    y += HeatMap.cell + 12
    sketch.text(
      TextEstimate.fitted(
        "\(unit) an hour; an empty square is none", width: Sketch.width - HeatMap.left, size: Sketch.label),
      x: HeatMap.left, y: y)
    return y + 4
  }

  private func clock(_ hour: Int) -> String { hour < 10 ? "0\(hour):00" : "\(hour):00" }
}
