import Bytes
import Diagnostics

/// What a zone file (RFC 8536) says: transitions, the offset before each and after the last, and the rule that goes on.
struct ZoneFile {
  let transitions: [Int64]
  let offsets: [Int]
  let rule: RecurringRule?
  /// What each abbreviation of the zone may stand for.
  let abbreviations: [Abbreviation]

  /// `CET`, and seconds east of UTC.
  struct Abbreviation: Hashable {
    let name: [UInt8]
    let offset: Int
  }

  private struct Header {
    let isUTCount, isStandardCount, leapCount, timeCount, typeCount, characterCount: Int

    static let size = 44

    /// Bytes of the data block that follows, with times of a width.
    func dataSize(timeSize: Int) -> Int {
      timeCount * (timeSize + 1) + typeCount * 6 + characterCount + leapCount * (timeSize + 4) + isStandardCount
        + isUTCount
    }
  }

  /// More transitions than any zone has.
  private static let countLimit = 10_000

  init(_ bytes: [UInt8], name: String) throws(Diagnostic) {
    guard bytes.count >= Header.size, bytes[4] >= 0x32, let first = ZoneFile.header(bytes, at: 0) else {
      throw ZoneFile.damaged(name)
    }
    // The first block has times of 32 bits, for readers of version 1; the second has 64.
    let start = Header.size + first.dataSize(timeSize: 4)
    guard let header = ZoneFile.header(bytes, at: start) else { throw ZoneFile.damaged(name) }
    let times = start + Header.size
    let footer = times + header.dataSize(timeSize: 8)
    guard footer <= bytes.count, header.typeCount > 0, header.timeCount <= ZoneFile.countLimit else {
      throw ZoneFile.damaged(name)
    }
    transitions = (0..<header.timeCount).map { ZoneFile.integer(bytes, at: times + $0 * 8, count: 8) }
    let indices = times + header.timeCount * 8
    let types = indices + header.timeCount
    let typeOffsets = (0..<header.typeCount).map { Int(ZoneFile.integer(bytes, at: types + $0 * 6, count: 4)) }
    let order = [0] + bytes[indices..<types].map { Int($0) }
    guard order.allSatisfy({ $0 < typeOffsets.count }), typeOffsets.allSatisfy({ abs($0) < 26 * 3600 }),
      zip(transitions, transitions.dropFirst()).allSatisfy({ $0 < $1 })
    else { throw ZoneFile.damaged(name) }
    offsets = order.map { typeOffsets[$0] }
    rule = try ZoneFile.rule(bytes[footer...], name)
    let names = bytes[(types + header.typeCount * 6)..<(types + header.typeCount * 6 + header.characterCount)]
    abbreviations = typeOffsets.enumerated().map { index, offset in
      let name = names.dropFirst(Int(bytes[types + index * 6 + 5])).prefix { $0 != 0 }
      return Abbreviation(name: Array(name), offset: offset)
    }
  }

  private static func damaged(_ name: String) -> Diagnostic {
    Diagnostic("zone file of '\(name)' is not in the format of RFC 8536, version 2 or later")
  }

  private static func header(_ bytes: [UInt8], at start: Int) -> Header? {
    guard start + Header.size <= bytes.count, bytes[start..<start + 4].elementsEqual("TZif".utf8) else { return nil }
    let counts = (0..<6).map { integer(bytes, at: start + 20 + $0 * 4, count: 4) }
    guard counts.allSatisfy({ $0 >= 0 && $0 <= Int64(countLimit) }) else { return nil }
    return Header(
      isUTCount: Int(counts[0]), isStandardCount: Int(counts[1]), leapCount: Int(counts[2]), timeCount: Int(counts[3]),
      typeCount: Int(counts[4]), characterCount: Int(counts[5]))
  }

  /// A two's complement integer in network order.
  private static func integer(_ bytes: [UInt8], at start: Int, count: Int) -> Int64 {
    let bits = bytes[start..<start + count].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return count == 4 ? Int64(Int32(truncatingIfNeeded: bits)) : Int64(bitPattern: bits)
  }

  /// The rule in the footer, which stands between two line feeds; none if it is empty.
  private static func rule(_ footer: ArraySlice<UInt8>, _ name: String) throws(Diagnostic) -> RecurringRule? {
    guard footer.first == 0x0A, let end = footer.dropFirst().firstIndex(of: 0x0A) else { throw damaged(name) }
    let text = footer[(footer.startIndex + 1)..<end]
    if text.isEmpty { return nil }
    guard let rule = RecurringRule(text) else { throw damaged(name) }
    return rule
  }
}
