import DocumentModel

/// The cells of a table as atoms, with what each column asks for.
struct TableCells {
  let type: TableType
  let header: [[Atom]]
  let rows: [[[Atom]]]
  let alignments: [DocumentTable.Alignment]
  let demands: [ColumnWidths.Demand]

  /// A piece of text wider than this may break after all.
  private static let widestPiece = 150.0
  /// Ids and paths may break anywhere, but want this much.
  private static let narrowestCode = 62.0

  init(_ table: DocumentTable, _ type: TableType, typography: Typography) {
    self.type = type
    alignments = table.columns.map(\.alignment)
    header = table.columns.map { typography.atoms(of: [.text($0.title)], base: type.header) }
    var known = KnownCells(type: type)
    rows = table.rows.map { row in row.map { known.atoms(of: $0, typography) } }
    var demands = header.indices.map { column in
      ColumnWidths.Demand(least: 0, most: 0, stretches: table.columns[column].alignment == .leading)
    }
    for row in [header] + rows {
      for column in demands.indices { Self.widen(&demands[column], for: row[column], type, typography) }
    }
    self.demands = demands
  }

  private static func widen(
    _ demand: inout ColumnWidths.Demand, for atoms: [Atom], _ type: TableType, _ typography: Typography
  ) {
    let padding = type.padding
    var line = 0.0
    var piece = 0.0
    for (index, atom) in atoms.enumerated() {
      line += atom.width + (index == atoms.count - 1 ? 0 : atom.space)
      piece += atom.width <= narrowestCode ? atom.width : typography.leastWidth(of: atom, narrowest: narrowestCode)
      demand.least = max(demand.least, min(piece, widestPiece) + 2 * padding)
      piece = atom.breaksAfter ? 0 : piece + atom.space
    }
    demand.most = max(demand.most, demand.least, line + 2 * padding)
  }
}

/// The atoms of cells of plain text, made once for the same words: most columns have few.
private struct KnownCells {
  let type: TableType
  /// By bytes: strings that Swift calls equal are not always set alike.
  private var atoms: [[UInt8]: [Atom]] = [:]

  init(type: TableType) { self.type = type }

  mutating func atoms(of cell: DocumentTable.Cell, _ typography: Typography) -> [Atom] {
    guard cell.count == 1, case .text(let words) = cell[0] else { return typography.atoms(of: cell, base: type.cell) }
    let key = Array(words.utf8)
    if let known = atoms[key] { return known }
    let made = typography.atoms(of: cell, base: type.cell)
    atoms[key] = made
    return made
  }
}

extension Typography {
  /// How narrow a long atom may be set: an id breaks anywhere, an address at its joints.
  fileprivate func leastWidth(of atom: Atom, narrowest: Double) -> Double {
    guard !style(atom.style).breaksAnywhere, !atom.fills, case .word(let word) = atom.content else {
      return min(atom.width, narrowest)
    }
    return max(narrowest, widestJointless(word) * style(atom.style).size)
  }
}
