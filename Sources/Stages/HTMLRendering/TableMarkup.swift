import Diagnostics
import DocumentModel

/// The parts of a table that are written here rather than by a template, which would be asked once for every cell.
struct TableMarkup {
  /// A table of more rows than this scrolls in a box of its own, so that its head stays in sight.
  static let longRows = 25
  /// A table of more characters side by side than this is set closer, so that it needs no scrolling on most screens.
  private static let denseLine = 80
  /// A table of more characters side by side than this is printed across the page.
  private static let wideLine = 125
  /// A column whose cells all have at most this many bytes keeps each on one line: a day with its time.
  private static let shortCell = 16
  /// A number with its interval stays on one line, a sentence in its place does not.
  private static let shortNumber = 44
  /// A column with a cell of more bytes than this is not squeezed to its longest word.
  private static let proseCell = 48

  let table: DocumentTable
  /// Whether it is set closer.
  let isDense: Bool
  /// Whether it is printed across the page.
  let isWide: Bool
  private let kinds: [ColumnKind]

  init(_ table: DocumentTable) {
    self.table = table
    let longest = table.columns.indices.map { TableMarkup.longest(in: $0, of: table) }
    let kinds = zip(table.columns, longest).map { TableMarkup.kind($0.alignment, longest: $1) }
    let line = zip(table.columns, zip(kinds, longest)).reduce(0) { sum, column in
      sum + TableMarkup.width(column.1.0, longest: column.1.1, title: column.0.title)
    }
    self.kinds = kinds
    isDense = line > TableMarkup.denseLine
    isWide = line > TableMarkup.wideLine
  }

  /// How wide a column wants to be.
  private enum ColumnKind {
    case number, words, short, ordinary, prose

    /// Whether each of its cells stands on one line.
    var isUnbroken: Bool {
      switch self {
      case .number, .short: true
      case .words, .ordinary, .prose: false
      }
    }
  }

  private static func longest(in column: Int, of table: DocumentTable) -> Int {
    table.rows.lazy.map { row in row[column].reduce(0) { $0 + $1.words.utf8.count } }.max() ?? 0
  }

  private static func kind(_ alignment: DocumentTable.Alignment, longest: Int) -> ColumnKind {
    switch alignment {
    case .trailing: longest <= shortNumber ? .number : .words
    case .leading: longest <= shortCell ? .short : longest <= proseCell ? .ordinary : .prose
    }
  }

  /// About how many characters of a line a column takes, with the room beside it.
  private static func width(_ kind: ColumnKind, longest: Int, title: String) -> Int {
    let title = title.split(separator: " ").lazy.map(\.utf8.count).max() ?? 0
    let cells =
      switch kind {
      case .number, .short: longest
      case .words, .ordinary, .prose: min(longest, LongWords.limit)
      }
    return max(title, cells) + 2
  }

  var head: Markup {
    var markup = Markup()
    for (column, kind) in zip(table.columns, kinds) {
      markup.append(isNumeric(kind) ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">")
      markup.append(words: column.title)
      markup.append("</th>")
    }
    return markup
  }

  func rows(links: LinkResolver) throws(Diagnostic) -> Markup {
    var markup = Markup()
    for row in table.rows {
      markup.append("<tr>")
      for (kind, cell) in zip(kinds, row) {
        markup.append(TableMarkup.start(of: kind))
        for inline in cell { try markup.append(inline, links: links, isUnbroken: kind.isUnbroken) }
        markup.append("</td>")
      }
      markup.append("</tr>\n")
    }
    return markup
  }

  private func isNumeric(_ kind: ColumnKind) -> Bool {
    switch kind {
    case .number, .words: true
    case .short, .ordinary, .prose: false
    }
  }

  private static func start(of kind: ColumnKind) -> StaticString {
    switch kind {
    case .number: "<td class=\"number short\">"
    case .words: "<td class=\"number\">"
    case .short: "<td class=\"short\">"
    case .ordinary: "<td class=\"ordinary\">"
    case .prose: "<td class=\"prose\">"
    }
  }
}
