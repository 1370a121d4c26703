import DocumentModel

/// Shortens tables of accounts: where every account of a table is an address in one domain, the domain is said once.
enum CommonDomain {
  /// Fewer addresses than this are not worth a line.
  private static let fewest = 3

  static func shortened(_ blocks: [Block]) -> [Block] {
    blocks.map { block in
      if case .table(let table) = block { .table(shortened(table)) } else { block }
    }
  }

  private static func shortened(_ table: DocumentTable) -> DocumentTable {
    let domains = table.rows.flatMap { $0 }.flatMap { addresses($0) ?? [] }.compactMap(domain)
    guard domains.count >= fewest, let common = domains.first, domains.allSatisfy({ $0 == common }) else {
      return table
    }
    return DocumentTable(
      caption: "\(table.caption) (accounts of \(common))", columns: table.columns,
      rows: table.rows.map { row in row.map { addresses($0) == nil ? $0 : shortened($0, by: common) } },
      continuation: table.continuation)
  }

  private static func shortened(_ cell: DocumentTable.Cell, by domain: String) -> DocumentTable.Cell {
    cell.map { inline in
      if case .text(let words) = inline { .text(words.replacing(domain, with: "")) } else { inline }
    }
  }

  /// The addresses of a cell that holds nothing else.
  private static func addresses(_ cell: DocumentTable.Cell) -> [String]? {
    guard cell.count == 1, case .text(let words) = cell[0], words.contains("@") else { return nil }
    let parts = words.split { $0 == "," || $0 == ";" || $0 == " " || $0 == "·" }.map(String.init)
    return parts.allSatisfy { domain($0) != nil } ? parts : nil
  }

  /// `@calcbridge.example` of an address.
  private static func domain(_ address: String) -> String? {
    let parts = address.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, parts[1].contains(".") else { return nil }
    return "@" + parts[1]
  }
}
