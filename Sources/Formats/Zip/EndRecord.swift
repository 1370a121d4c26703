/// The last record of an archive: how many entries there are, and where the central directory is.
struct EndRecord {
  static let signature: UInt32 = 0x0605_4B50
  static let length = 22

  /// Where the record begins: 22 bytes before the end.
  let position: Int
  let entries: Int
  let directoryOffset: Int

  init(_ archive: ArchiveBytes) throws(ZipProblem) {
    position = archive.count - EndRecord.length
    guard position >= 0 else { throw EndRecord.none }
    let bytes = try archive.bytes(position..<archive.count)
    guard bytes.word32(0) == EndRecord.signature, bytes.word16(20) == 0 else {
      throw try EndRecord.misplaced(archive)
    }
    let counts = (bytes.word16(8), bytes.word16(10))
    let (size, offset) = (bytes.word32(12), bytes.word32(16))
    guard counts.0 != .max, counts.1 != .max, size != .max, offset != .max else {
      throw ZipProblem(.limit, "archive asks for the 64-bit extension")
    }
    guard bytes.word32(4) == 0, counts.0 == counts.1 else {
      throw ZipProblem(.header, "archive is spread over several disks")
    }
    guard Int(offset) + Int(size) == position else {
      throw ZipProblem(.bytes, "central directory does not end where the end record begins: bytes were added or lost")
    }
    guard size <= ZipLimits.directorySize else {
      throw ZipProblem(.limit, "central directory is larger than \(ZipLimits.directorySize) bytes")
    }
    entries = Int(counts.1)
    directoryOffset = Int(offset)
  }

  private static let none = ZipProblem(.unreadable, "not a zip archive, or cut off: it has no end record")

  /// An archive whose end record is elsewhere has a comment or bytes after it; without one it is no archive.
  private static func misplaced(_ archive: ArchiveBytes) throws(ZipProblem) -> ZipProblem {
    var end = archive.count
    while end >= EndRecord.length {
      let start = max(0, end - part)
      let bytes = try archive.bytes(start..<end)
      for at in bytes.indices.dropLast(3).reversed() where bytes[at] == 0x50 && bytes.word32(at) == signature {
        if archive.count - start - at >= EndRecord.length {
          return ZipProblem(.bytes, "a comment or other bytes follow the end record")
        }
      }
      // A signature that the parts cut in two lies whole in the next.
      end = start == 0 ? 0 : start + 3
    }
    return none
  }

  /// Bytes that are searched at a time.
  private static let part = 1 << 20
}
