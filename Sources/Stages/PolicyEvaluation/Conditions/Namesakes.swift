import AuditModel
import Rows

/// The records of a joined dataset that have one key.
struct Namesakes: Sendable {
  private let first: Table.Row
  /// Of a kind that stands for a time, where there are several: the latest begun first.
  private var lives: [Life] = []

  private struct Life: Sendable {
    let from: Instant
    let until: Instant
    let row: Table.Row
  }

  init(first: Table.Row) { self.first = first }

  mutating func add(_ row: Table.Row, _ selection: PeriodSelection) {
    guard case .standing(let from, let until) = selection else { return }
    let life = Life(
      from: from.flatMap { row[$0].instant } ?? .earliest, until: until.flatMap { row[$0].instant } ?? .latest, row: row
    )
    let place = lives.firstIndex { $0.from < life.from } ?? lives.endIndex
    lives.insert(life, at: place)
  }

  /// The record that stood at a time; without one the last that had begun, and before all of them the first in file order.
  func row(at time: Instant?) -> Table.Row {
    guard let time, lives.count > 1 else { return first }
    let begun = lives.filter { $0.from <= time }
    return (begun.first { time <= $0.until } ?? begun.first)?.row ?? first
  }
}
