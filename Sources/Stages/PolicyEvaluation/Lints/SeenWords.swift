import AuditModel
import Bytes
import Rows

/// The words that occur in the fields `type` and `outcome` of a dataset: what conditions on them can match.
struct SeenWords: ChunkFold {
  /// The fields whose words are gathered.
  static let fields = ["type", "outcome"]
  /// How many words of a field are gathered at most; of one with more nothing is said.
  static let limit = 4096

  let positions: [Int]
  /// By the place of the field among the positions.
  private(set) var words: [Set<[UInt8]>]
  /// The codes of the chunk, as flags.
  private var codes: [[Bool]]

  init(_ schema: Schema) {
    positions = SeenWords.fields.compactMap { schema.position(of: $0) }
    words = positions.map { _ in [] }
    codes = positions.map { _ in [] }
  }

  var columns: Set<Int>? { Set(positions) }

  mutating func absorb(_ batch: borrowing Batch, _ symbols: borrowing Symbols) {
    for (place, column) in positions.enumerated() {
      // Taken out of the fold while it is written to, and not looked up for every row.
      var flags: [Bool] = []
      swap(&flags, &codes[place])
      for row in batch.admitted where batch.kind(column, Int(row)) == CellKind.text.rawValue {
        let code = Int(batch.bits(column, Int(row)))
        if code >= flags.count { flags += Array(repeating: false, count: code + 1 - flags.count) }
        flags[code] = true
      }
      swap(&flags, &codes[place])
    }
  }

  mutating func close(_ symbols: borrowing Symbols) {
    for place in positions.indices {
      for (code, isSeen) in codes[place].enumerated() where isSeen && words[place].count <= SeenWords.limit {
        words[place].insert(Array(symbols.bytes(UInt32(code))))
      }
      codes[place] = []
    }
  }

  mutating func merge(_ next: SeenWords) {
    for place in positions.indices { words[place].formUnion(next.words[place]) }
  }

  /// The words of a field in the order of their bytes; nil for a field that is not gathered, or holds too many.
  func words(of column: Int) -> [String]? {
    guard let place = positions.firstIndex(of: column), words[place].count <= SeenWords.limit else { return nil }
    return words[place].map { String(decoding: $0, as: UTF8.self) }.sortedByBytes()
  }
}
