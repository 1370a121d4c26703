/// A table in words. Every row has as many cells as there are columns.
public struct DocumentTable: Hashable, Sendable {
  public let caption: String
  public let columns: [Column]
  public let rows: [[Cell]]
  /// What stands under the table when rows were left out, and where they are; nil if nothing was left out.
  public let continuation: [Inline]?

  public typealias Cell = [Inline]

  /// Rows shorter than the head are filled with empty cells, longer ones cut.
  public init(caption: String, columns: [Column], rows: [[Cell]], continuation: [Inline]? = nil) {
    self.caption = caption
    self.columns = columns
    self.rows = rows.map { row in
      row.count == columns.count
        ? row : Array((row + Array(repeating: [], count: max(0, columns.count - row.count))).prefix(columns.count))
    }
    self.continuation = continuation
  }

  public struct Column: Hashable, Sendable {
    public let title: String
    public let alignment: Alignment

    public init(_ title: String, _ alignment: Alignment = .leading) {
      self.title = title
      self.alignment = alignment
    }
  }

  /// Numbers are trailing.
  public enum Alignment: String, Hashable, Sendable {
    case leading, trailing
  }
}
