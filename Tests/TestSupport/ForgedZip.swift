/// A zip archive taken apart, so that tests can change any field and put it together again.
package struct ForgedZip {
  package struct Entry {
    package var name: [UInt8]
    /// The name in the local header, where it differs.
    package var localName: [UInt8]?
    package var madeBy: UInt16 = 0x033F
    package var needed: UInt16 = 10
    package var flags: UInt16 = 0
    package var method: UInt16 = 0
    package var time: UInt16 = 0
    package var date: UInt16 = 0x0021
    package var checksum: UInt32
    package var size: UInt32
    package var compressedSize: UInt32
    package var internalAttributes: UInt16 = 0
    package var externalAttributes: UInt32 = 0o100644 << 16
    package var localExtra: [UInt8] = []
    package var centralExtra: [UInt8] = []
    package var comment: [UInt8] = []
    /// Bytes before the local header that belong to nothing.
    package var gap: [UInt8] = []
    package var data: [UInt8]
    /// Bytes after the data.
    package var descriptor: [UInt8] = []
    /// Where the central directory says that the local header is, where that is a lie.
    package var offset: UInt32?

    /// A stored entry.
    package init(_ name: String, _ content: [UInt8]) {
      self.name = Array(name.utf8)
      checksum = ForgedZip.checksum(of: content)
      size = UInt32(content.count)
      compressedSize = size
      data = content
    }
  }

  package var prefix: [UInt8] = []
  package var entries: [Entry] = []
  package var suffix: [UInt8] = []
  package var comment: [UInt8] = []
  /// The order of the central directory, where it differs from that of the data.
  package var directoryOrder: [Int]?
  /// Whether offsets count the prefix.
  package var countsPrefix = true

  package init(_ entries: [Entry] = []) { self.entries = entries }

  /// Takes an archive apart that is known to be plain: no prefix, comment, extra field or 64-bit extension.
  package init(plain bytes: [UInt8]) {
    func word(_ at: Int, _ count: Int) -> Int {
      (0..<count).reversed().reduce(0) { $0 << 8 | Int(bytes[at + $1]) }
    }
    let end = bytes.count - 22
    var at = word(end + 16, 4)
    for _ in 0..<word(end + 10, 2) {
      let nameLength = word(at + 28, 2)
      let data = word(at + 42, 4) + 30 + nameLength
      var entry = Entry("", [])
      entry.name = Array(bytes[at + 46..<at + 46 + nameLength])
      entry.madeBy = UInt16(word(at + 4, 2))
      entry.needed = UInt16(word(at + 6, 2))
      entry.flags = UInt16(word(at + 8, 2))
      entry.method = UInt16(word(at + 10, 2))
      entry.time = UInt16(word(at + 12, 2))
      entry.date = UInt16(word(at + 14, 2))
      entry.checksum = UInt32(word(at + 16, 4))
      entry.compressedSize = UInt32(word(at + 20, 4))
      entry.size = UInt32(word(at + 24, 4))
      entry.internalAttributes = UInt16(word(at + 36, 2))
      entry.externalAttributes = UInt32(word(at + 38, 4))
      entry.data = Array(bytes[data..<data + Int(entry.compressedSize)])
      entries.append(entry)
      at += 46 + nameLength
    }
  }

  /// The position of the entry whose name ends so.
  package func index(of suffix: String) -> Int? {
    entries.firstIndex { String(decoding: $0.name, as: UTF8.self).hasSuffix(suffix) }
  }

  package var bytes: [UInt8] {
    var bytes = prefix
    var offsets: [Int] = []
    for entry in entries {
      bytes += entry.gap
      offsets.append(bytes.count - (countsPrefix ? 0 : prefix.count))
      let name = entry.localName ?? entry.name
      bytes += little(0x0403_4B50, 4) + shared(entry, name, entry.localExtra) + name + entry.localExtra
      bytes += entry.data + entry.descriptor
    }
    let start = bytes.count
    for index in directoryOrder ?? Array(entries.indices) {
      let entry = entries[index]
      bytes += little(0x0201_4B50, 4) + little(Int(entry.madeBy), 2) + shared(entry, entry.name, entry.centralExtra)
      bytes += little(entry.comment.count, 2) + little(0, 2) + little(Int(entry.internalAttributes), 2)
      bytes += little(Int(entry.externalAttributes), 4) + little(entry.offset.map(Int.init) ?? offsets[index], 4)
      bytes += entry.name + entry.centralExtra + entry.comment
    }
    let count = directoryOrder?.count ?? entries.count
    let size = bytes.count - start
    bytes += little(0x0605_4B50, 4) + little(0, 4) + little(count, 2) + little(count, 2) + little(size, 4)
    bytes += little(start - (countsPrefix ? 0 : prefix.count), 4) + little(comment.count, 2) + comment
    return bytes + suffix
  }

  private func shared(_ entry: Entry, _ name: [UInt8], _ extra: [UInt8]) -> [UInt8] {
    little(Int(entry.needed), 2) + little(Int(entry.flags), 2) + little(Int(entry.method), 2)
      + little(Int(entry.time), 2) + little(Int(entry.date), 2) + little(Int(entry.checksum), 4)
      + little(Int(entry.compressedSize), 4) + little(Int(entry.size), 4) + little(name.count, 2)
      + little(extra.count, 2)
  }

  private func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  /// CRC-32 (ISO 3309), bit by bit.
  package static func checksum(of bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { part, _ in part & 1 == 1 ? part >> 1 ^ 0xEDB8_8320 : part >> 1 }
    }
  }
}
