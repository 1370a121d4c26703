import Chunking
import JSON
import Rows

/// Makes each element of a list inside a record a record of its own: the record with the element in the list's place.
enum Explosion {
  /// What the records that are handed on together take before the next ones begin: 4 MiB, and the last record's elements.
  private static let pieceLength = 4 << 20

  /// Hands on the chunk with its records exploded, piece by piece, since each element takes the whole record with it; gives
  /// how many records had the list.
  ///
  /// A record that cannot be read, or that has no such list, stays as it is; one whose list is empty makes no record.
  static func explode(_ chunk: RecordChunk, at path: [String], _ body: (RecordChunk) -> Void) -> Int {
    var exploded = Exploded()
    var containers = 0
    func handOn() {
      containers += exploded.containers
      body(exploded.chunk)
      exploded = Exploded()
    }
    for record in chunk.records {
      exploded.append(record, Array(chunk.bytes[record.start..<record.end]), path)
      if exploded.bytes.count >= pieceLength { handOn() }
    }
    handOn()
    return containers
  }

  /// The records of a chunk while lists are taken apart.
  private struct Exploded {
    private(set) var bytes: [UInt8] = []
    private(set) var records: [RecordChunk.Record] = []
    private(set) var containers = 0

    /// Without line breaks: those between the records are the chunk's.
    var chunk: RecordChunk {
      RecordChunk(
        bytes: bytes + [UInt8](repeating: 0, count: RecordChunk.padding), records: records, lineBreaks: 0)
    }

    mutating func append(_ record: RecordChunk.Record, _ content: [UInt8], _ path: [String]) {
      guard record.excess == nil, let value = try? JSONParser.parse(content, name: "record"),
        let list = path.reduce(Optional(value), { $0?[$1] })?.array
      else { return add(content, record, record.excess) }
      let (start, count) = (bytes.count, records.count)
      for element in list {
        add(CanonicalJSON.recordPart(Explosion.replacing(value, path[...], by: element)), record, nil)
        // Each element takes the whole record with it, so that a long record with a long list would have no end.
        if bytes.count - start > SplittingLimits.explosion {
          bytes.removeLast(bytes.count - start)
          records.removeLast(records.count - count)
          return add(Array(content.prefix(SplittingLimits.keptOfOversized)), record, .explosion)
        }
      }
      containers += 1
    }

    private mutating func add(
      _ content: [UInt8], _ record: RecordChunk.Record, _ excess: RecordChunk.Record.Excess?
    ) {
      let start = bytes.count
      bytes += content
      records.append(RecordChunk.Record(start: start, end: bytes.count, line: record.line, excess: excess))
      bytes.append(0x0A)
    }
  }

  fileprivate static func replacing(_ value: JSONValue, _ path: ArraySlice<String>, by element: JSONValue) -> JSONValue
  {
    guard let name = path.first else { return element }
    guard let object = value.object else { return value }
    return .object(
      JSONObject(
        object.members.map { member in
          member.key.utf8.elementsEqual(name.utf8)
            ? JSONObject.Member(member.key, replacing(member.value, path.dropFirst(), by: element)) : member
        }))
  }
}
