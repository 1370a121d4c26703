import JSON
import Rows

/// Makes each element of a list inside a record a record of its own: the record with the element in the list's place.
enum Explosion {
  /// The chunk with its records exploded, and how many records had the list.
  ///
  /// A record that cannot be read, or that has no such list, stays as it is; one whose list is empty makes no record.
  static func explode(_ chunk: RecordChunk, at path: [String]) -> (chunk: RecordChunk, containers: Int) {
    var bytes: [UInt8] = []
    var records: [RecordChunk.Record] = []
    var containers = 0
    for record in chunk.records {
      let content = Array(chunk.bytes[record.start..<record.end])
      let parts = record.oversized ? nil : elements(content, path)
      if parts != nil { containers += 1 }
      for part in parts ?? [content] {
        let start = bytes.count
        bytes += part
        records.append(
          RecordChunk.Record(start: start, end: bytes.count, line: record.line, oversized: record.oversized))
        bytes.append(0x0A)
      }
    }
    bytes += [UInt8](repeating: 0, count: RecordChunk.padding)
    return (RecordChunk(bytes: bytes, records: records, lineBreaks: chunk.lineBreaks), containers)
  }

  /// The record once for each element; nil if it cannot be read or has no list there.
  private static func elements(_ content: [UInt8], _ path: [String]) -> [[UInt8]]? {
    guard let record = try? JSONParser.parse(content, name: "record") else { return nil }
    guard let list = path.reduce(Optional(record), { $0?[$1] })?.array else { return nil }
    return list.map { CanonicalJSON.recordPart(replacing(record, path[...], by: $0)) }
  }

  private static func replacing(_ value: JSONValue, _ path: ArraySlice<String>, by element: JSONValue) -> JSONValue {
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
