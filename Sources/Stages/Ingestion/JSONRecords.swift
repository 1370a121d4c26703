import JSON

/// JSON records, by the paths of a layout.
struct JSONRecords: RecordParser, ~Copyable {
  private var reader: JSONRecordReader
  /// The reader's slot of each path of the layout; a path that is not kept has none, and is not looked for.
  private let slots: [Int]

  init(_ layout: RecordLayout) {
    let read = layout.paths.indices.filter { $0 >= layout.columns || layout.isKept[$0] }
    var slots = [Int](repeating: -1, count: layout.paths.count)
    for (slot, path) in read.enumerated() { slots[path] = slot }
    self.slots = slots
    reader = JSONRecordReader(paths: read.map { layout.paths[$0] })
  }

  mutating func parse(_ record: UnsafeBufferPointer<UInt8>) -> String? { unsafe reader.read(record) }

  func value(_ path: Int) -> RawValue {
    guard slots[path] >= 0 else { return .missing }
    switch reader[slots[path]] {
    case .absent, .null: return .missing
    case .bool(let value): return .bool(value)
    case .int(let value): return .int(value)
    case .double(let value): return .double(value)
    case .string(let bytes): return unsafe .text(bytes)
    case .composite(let bytes): return unsafe .composite(bytes)
    }
  }
}
