import JSON
import Rows

/// JSON records, by the slots of a layout.
struct JSONRecords: RecordParser, ~Copyable {
  private var reader: JSONRecordReader

  init(_ layout: RecordLayout) { reader = JSONRecordReader(paths: layout.slots.map(\.path)) }

  mutating func begin(_ chunk: UnsafeBufferPointer<UInt8>, _ records: [RecordChunk.Record]) {
    unsafe reader.begin(chunk, records)
  }

  mutating func parse(_ record: UnsafeBufferPointer<UInt8>) -> String? { unsafe reader.read(record) }

  mutating func value(_ slot: Int) -> RawValue {
    switch reader.value(at: slot) {
    case .absent, .null: return .missing
    case .bool(let value): return .bool(value)
    case .int(let value): return .int(value)
    case .double(let value): return .double(value)
    case .string(let bytes): return unsafe .text(bytes)
    case .composite(let bytes): return unsafe .composite(bytes)
    }
  }

  mutating func text(_ slot: Int) -> UnsafeBufferPointer<UInt8>? { unsafe reader.text(at: slot) }

  func nested(_ slot: Int) -> [(path: [String], text: String)] { [] }

  func hasTexts(_ slot: Int) -> Bool { false }
}
