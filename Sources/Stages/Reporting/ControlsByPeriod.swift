import AuditModel
import DocumentModel

/// What each control came to in this period and in those of earlier packs: a grid, where a pack before is named.
enum ControlsByPeriod {
  static func blocks(_ facts: Facts) -> [Block] {
    guard !facts.material.earlier.isEmpty, !facts.controls.isEmpty else { return [] }
    let earlier = facts.material.earlier.map { period in
      Dictionary(period.controls.map { ($0.id, $0.standing) }, uniquingKeysWith: { first, _ in first })
    }
    let cells = facts.controls.map { control in
      earlier.map { cell($0[control.control.id]) } + [cell(control.standing)]
    }
    let changed = facts.controls.count { control in
      earlier.last?[control.control.id].map { $0 != control.standing } ?? true
    }
    let grid = StatusGrid(
      rows: facts.controls.map(\.control.id),
      columns: facts.material.earlier.map { "to \($0.period.end)" } + ["to \(facts.definition.period.end)"],
      cells: cells)
    let figure = Figure(
      title: "\(Words.share(changed, of: facts.controls.count)) controls came to something else than a period before",
      alternative: grid.alternative, source: "decisions.json of this pack, periods.json of the pack before",
      drawing: grid.drawing)
    return [.figure(figure)]
  }

  private static func cell(_ standing: Standing?) -> StatusGrid.Cell {
    guard let standing else { return StatusGrid.Cell("not there", .neutral) }
    return StatusGrid.Cell(standing.rawValue.replacing("_", with: " "), Words.tone(standing))
  }
}
