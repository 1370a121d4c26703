import Diagnostics
import DocumentModel

/// The parts of a table that are written here rather than by a template, which would be asked once for every cell.
enum TableMarkup {
  /// A table of more rows than this scrolls in a box of its own, so that its head stays in sight.
  static let longRows = 25

  static func head(_ columns: [DocumentTable.Column]) -> Markup {
    var markup = Markup()
    for column in columns {
      markup.append("<th scope=\"col\"")
      markup.append(class: column.alignment)
      markup.append(">")
      markup.append(words: column.title)
      markup.append("</th>")
    }
    return markup
  }

  static func rows(_ table: DocumentTable, links: LinkResolver) throws(Diagnostic) -> Markup {
    var markup = Markup()
    for row in table.rows {
      markup.append("<tr>")
      for (column, cell) in zip(table.columns, row) {
        markup.append("<td")
        markup.append(class: column.alignment)
        markup.append(">")
        for inline in cell { try markup.append(inline, links: links) }
        markup.append("</td>")
      }
      markup.append("</tr>\n")
    }
    return markup
  }
}

extension Markup {
  fileprivate mutating func append(class alignment: DocumentTable.Alignment) {
    switch alignment {
    case .leading: break
    case .trailing: append(" class=\"number\"")
    }
  }
}
