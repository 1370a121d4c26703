import DocumentModel

/// How a table stands on its pages: upright where that is comfortable or costs no more paper, in smaller type where only that
/// fits, and else on pages that lie on their side.
struct TableSetting {
  let cells: TableCells
  /// Points, padding included.
  let columns: [Double]
  let isWide: Bool

  /// A column whose text wraps wants this much.
  private static let comfortableWidth = 62.0
  /// A table upright may take this many times the pages that it takes on its side, and the page that turning costs besides.
  private static let morePages = 1.5
  /// More lines than this a row, on the average, are no table to read across.
  private static let mostLines = 3.0
  /// So many rows show how high the rows of a table are.
  private static let judgedRows = 60

  init(_ table: DocumentTable, typography: Typography) {
    let sheet = typography.sheet
    let width = sheet.page(wide: false).contentWidth
    let plain = TableCells(table, .plain(sheet), typography: typography)
    if ColumnWidths.fit(plain.demands, available: width, comfort: Self.comfortableWidth) {
      self.init(plain, isWide: false, sheet)
      return
    }
    let lying = TableSetting(plain, isWide: true, sheet)
    let most = lying.extent(typography).pages * Self.morePages + 1
    func upright(_ cells: TableCells) -> TableSetting? {
      guard cells.demands.reduce(0, { $0 + $1.least }) <= width else { return nil }
      let setting = TableSetting(cells, isWide: false, sheet)
      let extent = setting.extent(typography)
      return extent.lines <= Self.mostLines && extent.pages <= most ? setting : nil
    }
    self = upright(plain) ?? upright(TableCells(table, .dense(sheet), typography: typography)) ?? lying
  }

  private init(_ cells: TableCells, isWide: Bool, _ sheet: StyleSheet) {
    self.cells = cells
    self.isWide = isWide
    columns = ColumnWidths(cells.demands, available: sheet.page(wide: isWide).contentWidth).widths
  }

  /// How many lines a row has on the average, and how many pages the rows fill, if those that follow are like the first.
  private func extent(_ typography: Typography) -> (lines: Double, pages: Double) {
    let sheet = typography.sheet
    let judged = cells.rows.prefix(Self.judgedRows)
    let lines = judged.reduce(0) { sum, row in
      sum
        + (zip(row, columns).map { typography.lines(of: $0, width: $1 - 2 * cells.type.padding).lines.count }.max() ?? 1)
    }
    let mean = Double(lines) / Double(max(1, judged.count))
    let row = mean * sheet.lineHeight(cells.type.cell) + 2 * cells.type.leading
    return (mean, row * Double(cells.rows.count) / sheet.page(wide: isWide).contentHeight)
  }
}

/// The type of a table's cells, and the room around it.
struct TableType {
  let cell: TextStyle
  let header: TextStyle
  /// Left and right of a cell's text.
  let padding: Double

  /// Above and below a cell's text.
  var leading: Double { cell.size * 0.32 }

  static func plain(_ sheet: StyleSheet) -> TableType {
    TableType(cell: sheet.cell, header: sheet.headerCell, padding: 4)
  }

  /// The size of small print, for a table that would lie on its side else.
  static func dense(_ sheet: StyleSheet) -> TableType {
    let size = min(sheet.theme.sizes.small, sheet.theme.sizes.table)
    func smaller(_ style: TextStyle) -> TextStyle {
      TextStyle(style.role, size: size, colour: style.colour, tabularFigures: style.tabularFigures)
    }
    return TableType(cell: smaller(sheet.cell), header: smaller(sheet.headerCell), padding: 3)
  }
}
