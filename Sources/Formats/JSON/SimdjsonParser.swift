import CSimdjsonShim
import Rows

/// simdjson's parser with its buffers; reading another text ends the tape of the one before.
@safe struct SimdjsonParser: ~Copyable {
  private let handle: OpaquePointer

  init() {
    precondition(vouch_json_padding() <= RecordChunk.padding, "chunks have the padding that simdjson reads")
    guard let handle = unsafe vouch_json_parser_new() else { preconditionFailure("no memory for a parser") }
    unsafe self.handle = handle
  }

  deinit { unsafe vouch_json_parser_free(handle) }

  /// The tape of `text`, behind which `RecordChunk.padding` bytes can be read; nil if simdjson refuses it.
  mutating func parse(_ text: UnsafeBufferPointer<UInt8>) -> JSONTape? {
    guard let start = text.baseAddress, !text.isEmpty else { return nil }
    var result = unsafe vouch_json_tape()
    guard unsafe vouch_json_parse(handle, start, text.count, &result) == 0 else { return nil }
    guard let words = unsafe result.tape, let strings = unsafe result.strings else { return nil }
    return unsafe JSONTape(words: words, strings: strings)
  }
}

/// A parsed text as simdjson lays it out (`shim.h` says how). Holds until the parser reads on.
@safe struct JSONTape {
  private let words: UnsafePointer<UInt64>
  private let strings: UnsafePointer<UInt8>

  init(words: UnsafePointer<UInt64>, strings: UnsafePointer<UInt8>) {
    unsafe self.words = words
    unsafe self.strings = strings
  }

  /// Where the value of the text stands.
  static let root = 1

  enum Kind {
    case null, bool(Bool), int(Int64), double(Double), string, array, object
  }

  func kind(_ index: Int) -> Kind {
    let word = unsafe words[index]
    switch UInt8(truncatingIfNeeded: word >> 56) {
    case 0x22: return .string
    case 0x7B: return .object
    case 0x5B: return .array
    case 0x6C: return .int(Int64(bitPattern: unsafe words[index + 1]))
    case 0x75: return unsafe JSONTape.number(words[index + 1])
    case 0x64: return .double(Double(bitPattern: unsafe words[index + 1]))
    case 0x74: return .bool(true)
    case 0x66: return .bool(false)
    case 0x6E: return .null
    default: preconditionFailure("a tape has no such word where a value is")
    }
  }

  private static func number(_ value: UInt64) -> Kind {
    Int64(exactly: value).map { .int($0) } ?? .double(Double(value))
  }

  func isObject(_ index: Int) -> Bool { unsafe words[index] >> 56 == 0x7B }

  /// The text of the string at `index`.
  func string(_ index: Int) -> UnsafeBufferPointer<UInt8> {
    let start = unsafe strings + Int(words[index] & 0x00FF_FFFF_FFFF_FFFF)
    let length = unsafe UnsafeRawPointer(start).loadUnaligned(as: UInt32.self)
    return unsafe UnsafeBufferPointer(start: start + 4, count: Int(length))
  }

  /// The index of the closing word of the array or object at `index`.
  func closing(_ index: Int) -> Int { unsafe Int(UInt32(truncatingIfNeeded: words[index])) - 1 }

  /// How many elements or members the array or object has, counted up to 0xFFFFFF.
  func memberCount(_ index: Int) -> Int { unsafe Int(words[index] >> 32 & 0xFF_FFFF) }

  /// The index behind the value at `index`, if that is neither array nor object.
  func nextOfScalar(_ index: Int) -> Int? {
    switch unsafe UInt8(truncatingIfNeeded: words[index] >> 56) {
    case 0x7B, 0x5B: nil
    case 0x6C, 0x75, 0x64: index + 2
    default: index + 1
    }
  }

  /// The index behind the value at `index`.
  func next(_ index: Int) -> Int {
    switch unsafe UInt8(truncatingIfNeeded: words[index] >> 56) {
    case 0x7B, 0x5B: closing(index) + 1
    case 0x6C, 0x75, 0x64: index + 2
    default: index + 1
    }
  }
}
