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
    guard let (common, cells) = common(table) else { return table }
    let ending = Array("@\(common)".utf8)
    var rows = table.rows
    for cell in cells { rows[cell.row][cell.column] = shortened(rows[cell.row][cell.column], by: ending) }
    return DocumentTable(
      caption: "\(table.caption) (accounts of @\(common))", columns: table.columns, rows: rows,
      continuation: table.continuation)
  }

  /// The domain of all addresses of a table, where there are enough, with the cells that hold them.
  private static func common(_ table: DocumentTable) -> (Substring, [(row: Int, column: Int)])? {
    var (common, count) = (nil as Substring?, 0)
    var cells: [(row: Int, column: Int)] = []
    for (place, row) in table.rows.enumerated() {
      for (column, cell) in row.enumerated() {
        guard let domains = domains(cell) else { continue }
        guard domains.allSatisfy({ $0 == common ?? domains[0] }) else { return nil }
        common = domains.first ?? common
        count += domains.count
        cells.append((place, column))
      }
    }
    return count >= fewest ? common.map { ($0, cells) } : nil
  }

  private static func shortened(_ cell: DocumentTable.Cell, by ending: [UInt8]) -> DocumentTable.Cell {
    cell.map { inline in
      guard case .text(let words) = inline else { return inline }
      var (rest, kept) = (Array(words.utf8)[...], [] as [UInt8])
      while let end = rest.firstIndex(of: at) {
        kept += rest[..<end]
        rest = rest[end...]
        let isCommon = rest.starts(with: ending)
        if !isCommon { kept.append(at) }
        rest = rest.dropFirst(isCommon ? ending.count : 1)
      }
      return .text(String(decoding: kept + rest, as: UTF8.self))
    }
  }

  /// The domains of a cell that holds addresses and nothing else.
  private static func domains(_ cell: DocumentTable.Cell) -> [Substring]? {
    guard cell.count == 1, case .text(let words) = cell[0], words.utf8.contains(at) else { return nil }
    let addresses = words.utf8.split { separators.contains($0) }
    let domains = addresses.compactMap(domain)
    return domains.count == addresses.count ? domains : nil
  }

  private static let at = UInt8(ascii: "@")
  /// Comma, semicolon, space, and both bytes of the middle dot.
  private static let separators: [UInt8] = [0x2C, 0x3B, 0x20, 0xC2, 0xB7]

  /// `calcbridge.example` of an address.
  private static func domain(_ address: Substring.UTF8View) -> Substring? {
    guard let end = address.firstIndex(of: at), end > address.startIndex else { return nil }
    let domain = address[address.index(after: end)...]
    return domain.contains(UInt8(ascii: ".")) && !domain.contains(at) ? Substring(domain) : nil
  }
}
