import CSimdjsonShim
import Chunking
import Rows

/// simdjson's first stage with its buffers: the structure of one record after another, each of which ends the one before.
///
/// Records that lie side by side in a chunk are scanned together, which costs less for each. A structure ends where its
/// record does even so, and is as if the record had been scanned alone.
@safe struct StructureScanner: ~Copyable {
  private let handle: OpaquePointer
  private var chunk: UnsafePointer<UInt8>?
  private var records: [RecordChunk.Record] = []
  /// The first of the records that is not behind what was asked for.
  private var upcoming = 0
  /// The records that were scanned together last.
  private var group: Group?
  /// The offset in the chunk before which records are scanned one by one, since one of them cannot be.
  private var isSingleBefore = 0

  /// How many bytes are scanned together: what then is still at hand when it is walked.
  private static let groupLength = 16 << 10

  init() {
    precondition(vouch_json_padding() <= RecordChunk.padding, "chunks have the padding that simdjson reads")
    guard let handle = unsafe vouch_json_scanner_new() else { preconditionFailure("no memory for a scanner") }
    unsafe self.handle = handle
  }

  deinit { unsafe vouch_json_scanner_free(handle) }

  /// Says which chunk the records to come lie in; its bytes stay where they are until the next one is named.
  mutating func begin(_ chunk: UnsafeBufferPointer<UInt8>, _ records: [RecordChunk.Record]) {
    unsafe self.chunk = chunk.baseAddress
    self.records = records
    (upcoming, group, isSingleBefore) = (0, nil, 0)
  }

  /// The structure of a record, behind which `RecordChunk.padding` bytes can be read; nil if simdjson refuses it: it is
  /// empty, no UTF-8, or has a string that is not closed or holds a control character.
  mutating func structure(of record: UnsafeBufferPointer<UInt8>) -> JSONStructure? {
    guard let start = record.baseAddress, !record.isEmpty else { return nil }
    if let part = unsafe group?.part(start, record.count) { return part }
    let length = unsafe lengthOfGroup(from: start, record.count)
    if length > record.count {
      group = unsafe scan(start, length)
      if let part = unsafe group?.part(start, record.count) { return part }
      isSingleBefore = records[upcoming].start + length
    }
    group = nil
    var alone = unsafe scan(start, record.count)
    return unsafe alone?.part(start, record.count)
  }

  /// How many bytes from the record's first on belong to records that can be scanned together.
  private mutating func lengthOfGroup(from start: UnsafePointer<UInt8>, _ length: Int) -> Int {
    guard let chunk = unsafe chunk else { return length }
    let offset = unsafe UnsafeRawPointer(chunk).distance(to: UnsafeRawPointer(start))
    while upcoming < records.count, records[upcoming].start < offset { upcoming += 1 }
    guard upcoming < records.count, records[upcoming].start == offset, offset >= isSingleBefore else { return length }
    var end = offset + length
    for record in records[(upcoming + 1)...] {
      guard record.excess == nil, record.end - offset <= StructureScanner.groupLength else { break }
      end = record.end
    }
    return end - offset
  }

  private func scan(_ start: UnsafePointer<UInt8>, _ length: Int) -> Group? {
    var result = unsafe vouch_json_structure()
    guard unsafe vouch_json_scan(handle, start, length, &result) == 0 else { return nil }
    guard let places = unsafe result.places else { return nil }
    let text = unsafe UnsafeBufferPointer(start: start, count: length)
    return unsafe Group(
      text: text, places: UnsafeBufferPointer(start: places, count: unsafe result.count),
      hasEscapes: ByteSearch.first(0x5C, in: text) != nil)
  }

  /// Records that were scanned together, and how far they have been asked for.
  @safe private struct Group {
    private let text: UnsafeBufferPointer<UInt8>
    private let places: UnsafeBufferPointer<UInt32>
    private let hasEscapes: Bool
    /// The index from which on the next record is looked for, and how long the structure of the one before was: most are
    /// as long.
    private var first = 0
    private var guess = 0

    init(text: UnsafeBufferPointer<UInt8>, places: UnsafeBufferPointer<UInt32>, hasEscapes: Bool) {
      unsafe self.text = text
      unsafe self.places = places
      self.hasEscapes = hasEscapes
    }

    /// The structure of a record of the group, which come in their order; nil for any other, and for one that does not begin
    /// with its structure, as in a string that a record before it has left open.
    mutating func part(_ start: UnsafePointer<UInt8>, _ length: Int) -> JSONStructure? {
      guard let base = unsafe text.baseAddress, let all = unsafe places.baseAddress else { return nil }
      let offset = unsafe UnsafeRawPointer(base).distance(to: UnsafeRawPointer(start))
      guard offset >= 0, unsafe offset + length <= text.count else { return nil }
      first = end(from: first, before: offset)
      var content = offset
      while content < offset + length, unsafe text[content].isJSONSpace { content += 1 }
      guard unsafe first < places.count, unsafe Int(places[first]) == content else { return nil }
      let begin = first
      first = end(from: unsafe min(begin + guess, places.count), before: offset + length)
      guess = first - begin
      let record = unsafe UnsafeBufferPointer(start: start, count: length)
      return unsafe JSONStructure(
        text: base, end: offset + length, places: all + begin, count: guess,
        hasEscapes: hasEscapes && ByteSearch.first(0x5C, in: record) != nil)
    }

    /// The index of the first place that is not before an offset, looked for from an index on, to either side.
    private func end(from index: Int, before offset: Int) -> Int {
      var index = index
      while unsafe index < places.count, unsafe Int(places[index]) < offset { index += 1 }
      while index > 0, unsafe Int(places[index - 1]) >= offset { index -= 1 }
      return index
    }
  }
}
