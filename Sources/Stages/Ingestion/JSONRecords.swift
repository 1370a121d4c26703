import JSON

/// JSON records, by the paths of a layout.
struct JSONRecords: RecordParser, ~Copyable {
  private var reader: JSONRecordReader

  init(_ layout: RecordLayout) { reader = JSONRecordReader(paths: layout.paths) }

  mutating func parse(_ record: UnsafeBufferPointer<UInt8>) -> String? { unsafe reader.read(record) }

  func value(_ path: Int) -> RawValue {
    switch reader[path] {
    case .absent, .null: .missing
    case .bool(let value): .bool(value)
    case .int(let value): .int(value)
    case .double(let value): .double(value)
    case .string(let bytes): unsafe .text(bytes)
    case .composite(let bytes): unsafe .composite(bytes)
    }
  }
}
