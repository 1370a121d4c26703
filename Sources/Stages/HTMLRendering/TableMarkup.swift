import Diagnostics
import DocumentModel

/// The parts of a table that are written here rather than by a template, which would be asked once for every cell.
struct TableMarkup {
  /// A table of more rows than this scrolls in a box of its own, so that its head stays in sight.
  static let longRows = 25
  /// A table of more columns than this is printed across the page.
  static let wideColumns = 8
  /// A column whose cells all have at most this many bytes keeps each on one line.
  private static let shortCell = LongWords.limit
  /// A column with a cell of more bytes than this is not squeezed to its longest word.
  private static let proseCell = 48

  let table: DocumentTable
  private let kinds: [ColumnKind]

  init(_ table: DocumentTable) {
    self.table = table
    kinds = table.columns.indices.map { TableMarkup.kind(of: $0, in: table) }
  }

  /// How wide a column wants to be.
  private enum ColumnKind {
    case number, short, ordinary, prose
  }

  private static func kind(of column: Int, in table: DocumentTable) -> ColumnKind {
    switch table.columns[column].alignment {
    case .trailing: return .number
    case .leading: break
    }
    let longest = table.rows.lazy.map { row in row[column].reduce(0) { $0 + $1.words.utf8.count } }.max() ?? 0
    return longest <= shortCell ? .short : longest <= proseCell ? .ordinary : .prose
  }

  var head: Markup {
    var markup = Markup()
    for (column, kind) in zip(table.columns, kinds) {
      markup.append(kind == .number ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">")
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
        for inline in cell { try markup.append(inline, links: links) }
        markup.append("</td>")
      }
      markup.append("</tr>\n")
    }
    return markup
  }

  private static func start(of kind: ColumnKind) -> StaticString {
    switch kind {
    case .number: "<td class=\"number\">"
    case .short: "<td class=\"short\">"
    case .ordinary: "<td class=\"ordinary\">"
    case .prose: "<td class=\"prose\">"
    }
  }
}
