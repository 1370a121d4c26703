/// The unique keys of a batch's records as texts: how a kind without an id names its records.
struct RowKeys: Sendable {
  /// A longer key, in bytes, names nothing.
  private static let limit = 256

  /// End to end, and where each one ends; an empty one is none.
  private var bytes: [UInt8] = []
  private var ends: [UInt32] = []

  /// Sets the key of the record at `row`; those before it that were given none have none.
  mutating func set(_ key: [UInt8], row: Int) {
    while ends.count < row { ends.append(UInt32(bytes.count)) }
    if key.count <= RowKeys.limit { bytes += key }
    ends.append(UInt32(bytes.count))
  }

  /// Takes back the keys from `count` on.
  mutating func truncate(to count: Int) {
    guard ends.count > count else { return }
    ends.removeSubrange(count...)
    bytes.removeSubrange(Int(ends.last ?? 0)...)
  }

  subscript(_ row: Int) -> String? {
    guard row < ends.count else { return nil }
    let start = row == 0 ? 0 : Int(ends[row - 1])
    return start == Int(ends[row]) ? nil : String(decoding: bytes[start..<Int(ends[row])], as: UTF8.self)
  }
}
