/// The fields that an entry's two headers share, as they stand in the file.
struct ZipFields: Equatable {
  static let length = 26

  let versionNeeded: UInt16
  let flags: UInt16
  let method: UInt16
  let time: UInt16
  let date: UInt16
  let checksum: UInt32
  let compressedSize: UInt32
  let size: UInt32
  let nameLength: UInt16
  let extraLength: UInt16

  /// The fields at `offset`, where they lie within the bytes.
  init(_ bytes: [UInt8], at offset: Int) {
    versionNeeded = bytes.word16(offset)
    flags = bytes.word16(offset + 2)
    method = bytes.word16(offset + 4)
    time = bytes.word16(offset + 6)
    date = bytes.word16(offset + 8)
    checksum = bytes.word32(offset + 10)
    compressedSize = bytes.word32(offset + 14)
    size = bytes.word32(offset + 18)
    nameLength = bytes.word16(offset + 22)
    extraLength = bytes.word16(offset + 24)
  }

  static let stored: UInt16 = 0
  static let deflated: UInt16 = 8

  /// The first field whose value the format does not allow.
  var problem: (code: ZipProblem.Code, message: String)? {
    if size == .max || compressedSize == .max { return (.limit, "entry asks for the 64-bit extension") }
    if extraLength != 0 { return (.bytes, "entry has \(extraLength) bytes of extra fields") }
    if flags & 1 != 0 { return (.header, "entry is encrypted") }
    if flags & 8 != 0 { return (.header, "entry has a data descriptor") }
    if flags != 0 { return (.header, "flags are \(flags), not 0") }
    guard method == ZipFields.stored || method == ZipFields.deflated else {
      return (.header, "compression method is \(method), not 0 or 8")
    }
    let needed: UInt16 = method == ZipFields.stored ? 10 : 20
    if versionNeeded != needed { return (.header, "version needed is \(versionNeeded), not \(needed)") }
    if time != 0 || date != 0x0021 { return (.header, "entry is not dated 1980-01-01 00:00") }
    if method == ZipFields.stored, size != compressedSize {
      return (.header, "stored entry has two sizes, \(compressedSize) and \(size)")
    }
    return nil
  }
}

/// A record of the central directory.
struct CentralHeader {
  static let signature: UInt32 = 0x0201_4B50
  static let length = 46

  let fields: ZipFields
  let name: [UInt8]
  /// Where the local header begins.
  let offset: Int
  /// Bytes of the whole record.
  let recordLength: Int
  private let madeBy: UInt16
  private let commentLength: UInt16
  private let disk: UInt16
  private let internalAttributes: UInt16
  private let externalAttributes: UInt32

  /// Nil if no whole record lies at `offset` of the central directory.
  init?(_ bytes: [UInt8], at offset: Int) {
    guard offset <= bytes.count - CentralHeader.length, bytes.word32(offset) == CentralHeader.signature else {
      return nil
    }
    madeBy = bytes.word16(offset + 4)
    fields = ZipFields(bytes, at: offset + 6)
    commentLength = bytes.word16(offset + 32)
    disk = bytes.word16(offset + 34)
    internalAttributes = bytes.word16(offset + 36)
    externalAttributes = bytes.word32(offset + 38)
    self.offset = Int(bytes.word32(offset + 42))
    let nameStart = offset + CentralHeader.length
    let nameEnd = nameStart + Int(fields.nameLength)
    recordLength = CentralHeader.length + Int(fields.nameLength) + Int(fields.extraLength) + Int(commentLength)
    guard recordLength <= bytes.count - offset else { return nil }
    name = Array(bytes[nameStart..<nameEnd])
  }

  var problems: [(code: ZipProblem.Code, message: String)] {
    var problems = [fields.problem, typeProblem].compactMap { $0 }
    if commentLength != 0 { problems.append((.bytes, "entry has a comment")) }
    if madeBy != 0x033F { problems.append((.header, "entry is not made by version 6.3 on Unix")) }
    if disk != 0 { problems.append((.header, "entry lies on disk \(disk)")) }
    if internalAttributes != 0 { problems.append((.header, "internal attributes are not 0")) }
    return problems
  }

  private var typeProblem: (code: ZipProblem.Code, message: String)? {
    let mode = externalAttributes >> 16
    if name.last == UInt8(ascii: "/") { return (.type, "entry is a folder") }
    switch mode & 0o170000 {
    case 0o100000: break
    case 0o120000: return (.type, "entry is a symbolic link")
    case 0o040000: return (.type, "entry is a folder")
    default: return (.type, "entry is no plain file")
    }
    if externalAttributes != 0o100644 << 16 {
      return (.header, "mode is \(String(mode & 0o7777, radix: 8)), not 644, or other attributes are set")
    }
    return nil
  }
}

/// The header in front of an entry's data.
struct LocalHeader {
  static let signature: UInt32 = 0x0403_4B50
  static let length = 30

  let fields: ZipFields
  /// Where the data begin.
  let dataOffset: Int
  private let name: [UInt8]

  /// Nil if no whole header lies at `offset`, before `end`; `nameLength` is that of the name that is expected.
  init?(_ archive: ArchiveBytes, at offset: Int, end: Int, nameLength: Int) throws(ZipProblem) {
    guard offset <= end - LocalHeader.length else { return nil }
    let bytes = try archive.bytes(offset..<min(end, offset + LocalHeader.length + nameLength))
    guard bytes.word32(0) == LocalHeader.signature else { return nil }
    fields = ZipFields(bytes, at: 4)
    dataOffset = offset + LocalHeader.length + Int(fields.nameLength) + Int(fields.extraLength)
    guard dataOffset <= end else { return nil }
    name = Array(bytes[LocalHeader.length...])
  }

  func isNamed(_ other: [UInt8]) -> Bool { Int(fields.nameLength) == other.count && name == other }
}
