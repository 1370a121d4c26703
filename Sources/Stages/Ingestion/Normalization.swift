import AuditModel
import Rows

/// Gives types of events the names that policies know, and keeps the export's own beside them.
struct Normalization: Sendable {
  static let originalField = "original_type"

  /// Position of the field `type`.
  let column: Int
  /// Position of the field that keeps the export's word; nil where nothing reads it, or where it is mapped itself.
  let original: Int?
  private let names: [String: String]

  /// Nil where nothing is to be normalised.
  init?(_ types: [NormalizedType], _ schema: Schema, kept: [Bool], mapped: Set<String>) {
    guard !types.isEmpty, let column = schema.position(of: "type") else { return nil }
    self.column = column
    let position = mapped.contains(Normalization.originalField) ? nil : schema.position(of: Normalization.originalField)
    original = position.flatMap { kept[$0] ? $0 : nil }
    names = Dictionary(types.map { ($0.original, $0.canonical) }, uniquingKeysWith: { first, _ in first })
  }

  /// The codes of a chunk's types, each looked up once.
  struct Codes {
    /// By the export's code.
    private var canonical: [UInt32?] = []

    /// The code of our name for the export's.
    mutating func canonical(_ code: UInt32, _ normalization: Normalization, _ symbols: inout Symbols) -> UInt32 {
      let place = Int(code)
      if place < canonical.count, let known = canonical[place] { return known }
      if place >= canonical.count { canonical += repeatElement(nil, count: place + 1 - canonical.count) }
      let name = normalization.names[symbols.text(code)]
      let answer = name.map { symbols.intern($0) } ?? code
      canonical[place] = answer
      return answer
    }
  }
}
