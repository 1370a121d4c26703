import CSimdjsonShim
import Chunking
import Rows

/// simdjson's first stage with its buffers; scanning another text ends the structure of the one before.
@safe struct StructureScanner: ~Copyable {
  private let handle: OpaquePointer
  /// Whether the texts to come may have backslashes.
  private var mayEscape = true

  init() {
    precondition(vouch_json_padding() <= RecordChunk.padding, "chunks have the padding that simdjson reads")
    guard let handle = unsafe vouch_json_scanner_new() else { preconditionFailure("no memory for a scanner") }
    unsafe self.handle = handle
  }

  deinit { unsafe vouch_json_scanner_free(handle) }

  /// Looks for backslashes in what the texts to come are parts of.
  mutating func begin(_ whole: UnsafeBufferPointer<UInt8>) {
    mayEscape = unsafe ByteSearch.first(0x5C, in: whole) != nil
  }

  /// The structure of `text`, behind which `RecordChunk.padding` bytes can be read; nil if simdjson refuses it: it is
  /// empty, no UTF-8, or has a string that is not closed or holds a control character.
  mutating func scan(_ text: UnsafeBufferPointer<UInt8>) -> JSONStructure? {
    guard let start = text.baseAddress, !text.isEmpty else { return nil }
    var result = unsafe vouch_json_structure()
    guard unsafe vouch_json_scan(handle, start, text.count, &result) == 0 else { return nil }
    guard let places = unsafe result.places else { return nil }
    return unsafe JSONStructure(
      text: start, length: text.count, places: places, count: unsafe result.count,
      hasEscapes: mayEscape && ByteSearch.first(0x5C, in: text) != nil)
  }
}
