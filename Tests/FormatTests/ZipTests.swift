import Diagnostics
import TestSupport
import Testing
import Zip

/// The codes of everything wrong with an archive: its headers, then the data of its entries.
private func codes(_ bytes: [UInt8]) -> [String] {
  let scan = ZipScan(bytes)
  var codes = scan.problems.map(\.code.rawValue)
  for entry in scan.entries {
    do { _ = try ZipData.bytes(of: entry, in: bytes) } catch { codes.append(error.code.rawValue) }
  }
  return codes
}

private func forged(_ change: (inout ForgedZip) -> Void) -> [UInt8] {
  var zip = ForgedZip([
    .init("pack/SHA256SUMS", Array("sums\n".utf8)), .init("pack/a.csv", Array("id\n1\n".utf8)),
    .init("pack/b/c.json", Array("{}".utf8)),
  ])
  change(&zip)
  return zip.bytes
}

/// Raw deflate streams; those of a stored block are written out by hand (RFC 1951, 3.2.4).
private func deflated(_ data: [UInt8], size: Int, content: [UInt8]) -> [UInt8] {
  var entry = ForgedZip.Entry("pack/a", content)
  entry.method = 8
  entry.needed = 20
  entry.data = data
  entry.compressedSize = UInt32(data.count)
  entry.size = UInt32(size)
  return ForgedZip([entry]).bytes
}

@Suite("Zip writing") struct ZipWritingTests {
  private func archive() throws -> [UInt8] {
    var writer = ZipWriter()
    try writer.add("pack/SHA256SUMS", Array("sums\n".utf8), .deflate)
    try writer.add("pack/long.csv", Array(repeating: 0x41, count: 300_000), .deflate)
    try writer.add("pack/noise.bin", noise(200_000), .deflate)
    try writer.add("pack/report.pdf", Array("%PDF".utf8), .store)
    try writer.add("pack/empty.csv", [], .deflate)
    try writer.add("pack/none.pdf", [], .store)
    return try writer.finish()
  }

  /// Bytes that do not compress (a linear congruential generator, Numerical Recipes).
  private func noise(_ count: Int) -> [UInt8] {
    var state: UInt32 = 1
    return (0..<count).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt8(state >> 24)
    }
  }

  @Test func `what is written passes the scan and comes back`() throws {
    let bytes = try archive()
    let scan = ZipScan(bytes)
    #expect(scan.problems == [])
    #expect(scan.root == "pack")
    #expect(
      scan.entries.map(\.name) == [
        "pack/SHA256SUMS", "pack/long.csv", "pack/noise.bin", "pack/report.pdf", "pack/empty.csv", "pack/none.pdf",
      ])
    let content = try scan.entries.map { try ZipData.bytes(of: $0, in: bytes) }
    #expect(content[0] == Array("sums\n".utf8))
    #expect(content[1] == Array(repeating: 0x41, count: 300_000))
    #expect(content[2] == noise(200_000))
    #expect(content[3] == Array("%PDF".utf8))
    #expect(content[4].isEmpty && content[5].isEmpty)
  }

  @Test func `the same entries give the same bytes`() throws {
    #expect(try archive() == archive())
  }

  @Test func `headers hold the fixed values and nothing else`() throws {
    let bytes = try archive()
    let zip = ForgedZip(plain: bytes)
    #expect(zip.bytes == bytes)
    for entry in zip.entries {
      #expect(entry.madeBy == 0x033F)
      #expect(entry.date == 0x0021 && entry.time == 0 && entry.flags == 0)
      #expect(entry.externalAttributes == 0x81A4_0000)
    }
  }

  @Test func `a zip without files is refused`() {
    #expect(throws: Diagnostic.self) { _ = try ZipWriter().finish() }
  }

  @Test func `a writer that is dropped leaves nothing behind`() throws {
    var writer = ZipWriter()
    try writer.add("pack/a", [1, 2, 3], .deflate)
  }
}

@Suite("Zip scanning") struct ZipScanningTests {
  struct Tampering: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let code: String
    let change: @Sendable (inout ForgedZip) -> Void

    init(_ description: String, _ code: String, _ change: @escaping @Sendable (inout ForgedZip) -> Void) {
      testDescription = description
      self.code = code
      self.change = change
    }
  }

  static let tamperings = [
    Tampering("prefix that offsets count", "zip.bytes") { $0.prefix = [0x23, 0x21] },
    Tampering("prefix that offsets pass over", "zip.bytes") { zip in
      zip.prefix = [0x23, 0x21]
      zip.countsPrefix = false
    },
    Tampering("trailing byte", "zip.bytes") { $0.suffix = [0] },
    Tampering("comment", "zip.bytes") { $0.comment = Array("hello".utf8) },
    Tampering("entry comment", "zip.bytes") { $0.entries[1].comment = [0x41] },
    Tampering("local extra field", "zip.bytes") { $0.entries[1].localExtra = [0x55, 0x54, 0, 0] },
    Tampering("central extra field", "zip.bytes") { $0.entries[1].centralExtra = [0x55, 0x54, 0, 0] },
    Tampering("gap before an entry", "zip.bytes") { $0.entries[1].gap = [0] },
    Tampering("gap before the directory", "zip.bytes") { $0.entries[2].descriptor = [1, 2, 3] },
    Tampering("entry that the directory hides", "zip.bytes") { $0.directoryOrder = [0, 2] },
    Tampering("archive in a comment", "zip.bytes") { $0.comment = ForgedZip([.init("pack/x", [1])]).bytes },
    Tampering("two entries with the same data", "zip.overlap") { zip in
      zip.entries[2] = zip.entries[0]
      zip.entries[2].offset = 0
    },
    Tampering("data into the directory", "zip.overlap") { zip in
      zip.entries[2].compressedSize = 100
      zip.entries[2].size = 100
    },
    Tampering("data descriptor", "zip.header") { zip in
      zip.entries[1].flags = 8
      zip.entries[1].descriptor = Array(repeating: 0, count: 12)
    },
    Tampering("encryption flag", "zip.header") { $0.entries[1].flags = 1 },
    Tampering("UTF-8 flag", "zip.header") { $0.entries[1].flags = 0x800 },
    Tampering("date", "zip.header") { $0.entries[1].date = 0x5821 },
    Tampering("time", "zip.header") { $0.entries[1].time = 1 },
    Tampering("mode 755", "zip.header") { $0.entries[1].externalAttributes = 0o100755 << 16 },
    Tampering("MS-DOS attributes", "zip.header") { $0.entries[1].externalAttributes |= 1 },
    Tampering("made on MS-DOS", "zip.header") { $0.entries[1].madeBy = 63 },
    Tampering("method 12", "zip.header") { $0.entries[1].method = 12 },
    Tampering("version needed", "zip.header") { $0.entries[1].needed = 45 },
    Tampering("internal attributes", "zip.header") { $0.entries[1].internalAttributes = 1 },
    Tampering("another local name", "zip.header") { $0.entries[1].localName = Array("pack/x.csv".utf8) },
    Tampering("offset to nowhere", "zip.header") { $0.entries[1].offset = 3 },
    Tampering("stored entry with two sizes", "zip.header") { $0.entries[1].size = 4 },
    Tampering("64-bit extension", "zip.limit") { $0.entries[1].size = .max },
    Tampering("symbolic link", "zip.type") { $0.entries[1].externalAttributes = 0o120777 << 16 },
    Tampering("folder mode", "zip.type") { $0.entries[1].externalAttributes = 0o040755 << 16 },
    Tampering("folder name", "zip.type") { $0.entries[1].name = Array("pack/d/".utf8) },
    Tampering("directory order", "zip.order") { $0.directoryOrder = [1, 0, 2] },
    Tampering("same name twice", "zip.duplicate") { $0.entries[2].name = $0.entries[1].name },
    Tampering("checksum", "zip.data") { $0.entries[1].checksum ^= 1 },
    Tampering("content", "zip.data") { $0.entries[1].data[0] ^= 1 },
    Tampering("parent folder", "name.path") { $0.entries[1].name = Array("pack/../x".utf8) },
    Tampering("absolute name", "name.path") { $0.entries[1].name = Array("/pack/x".utf8) },
    Tampering("double slash", "name.path") { $0.entries[1].name = Array("pack//x".utf8) },
    Tampering("this folder", "name.path") { $0.entries[1].name = Array("pack/./x".utf8) },
    Tampering("backslash", "name.path") { $0.entries[1].name = Array("pack/x\\y".utf8) },
    Tampering("drive", "name.path") { $0.entries[1].name = Array("C:/pack/x".utf8) },
    Tampering("empty name", "name.path") { $0.entries[1].name = [] },
    Tampering("space", "name.charset") { $0.entries[1].name = Array("pack/x y".utf8) },
    Tampering("NUL", "name.charset") { $0.entries[1].name = Array("pack/x\u{0}y".utf8) },
    Tampering("accent", "name.charset") { $0.entries[1].name = Array("pack/é".utf8) },
    Tampering("invalid UTF-8", "name.charset") { $0.entries[1].name = Array("pack/".utf8) + [0xFF] },
    Tampering("leading hyphen", "name.charset") { $0.entries[1].name = Array("pack/-rf".utf8) },
    Tampering("trailing dot", "name.charset") { $0.entries[1].name = Array("pack/x.".utf8) },
    Tampering("device", "name.charset") { $0.entries[1].name = Array("pack/nul.csv".utf8) },
    Tampering("numbered device", "name.charset") { $0.entries[1].name = Array("pack/Com7".utf8) },
    Tampering("long name", "name.charset") {
      $0.entries[1].name = Array(("pack/" + String(repeating: "x", count: 196)).utf8)
    },
    Tampering("case", "name.collision") { $0.entries[1].name = Array("pack/B/C.json".utf8) },
    Tampering("case of a folder", "name.collision") { $0.entries[1].name = Array("pack/B/d.json".utf8) },
    Tampering("file and folder", "name.collision") { $0.entries[1].name = Array("pack/b".utf8) },
    Tampering("outside the folder", "name.root") { $0.entries[1].name = Array("other/a.csv".utf8) },
    Tampering("no folder", "name.root") { $0.entries[1].name = Array("a.csv".utf8) },
  ]

  @Test func `the archive that is tampered with is sound before`() {
    #expect(codes(forged { _ in }) == [])
  }

  @Test(arguments: tamperings) func `tampering is refused with its code`(_ tampering: Tampering) {
    #expect(codes(forged(tampering.change)).contains(tampering.code))
  }

  @Test func `a flipped bit is refused wherever it stands`() throws {
    var writer = ZipWriter()
    try writer.add("pack/SHA256SUMS", Array("some text, some more text, some text again\n".utf8), .deflate)
    try writer.add("pack/a.pdf", Array("%PDF".utf8), .store)
    try writer.add("pack/b", Array(0...255), .deflate)
    let bytes = try writer.finish()
    #expect(codes(bytes) == [])
    for index in bytes.indices {
      for bit in 0..<8 {
        var flipped = bytes
        flipped[index] ^= 1 << UInt8(bit)
        #expect(!codes(flipped).isEmpty, "byte \(index), bit \(bit)")
      }
    }
  }

  @Test func `an archive that is cut off anywhere is refused`() {
    let bytes = forged { _ in }
    for length in bytes.indices { #expect(!codes(Array(bytes[..<length])).isEmpty) }
  }

  @Test(
    arguments: [[], [0x50], Array("PK\u{5}\u{6}".utf8), Array("%PDF-1.7 and so on, for a while".utf8)] as [[UInt8]])
  func `what is no archive is unreadable`(bytes: [UInt8]) {
    #expect(codes(bytes) == ["zip.unreadable"])
  }

  @Test func `an archive with no entries is scanned`() {
    #expect(ZipScan(ForgedZip().bytes).root == nil)
  }

  @Test func `an archive that claims to unpack to more than its size allows is not unpacked`() {
    var zip = ForgedZip()
    for index in 0..<4 {
      var entry = ForgedZip.Entry("pack/\(index)", [1])
      entry.method = 8
      entry.needed = 20
      entry.size = 0x0200_0000
      zip.entries.append(entry)
    }
    let scan = ZipScan(zip.bytes)
    #expect(scan.problems.map(\.code) == [.limit])
    #expect(scan.entries.isEmpty)
  }
}

@Suite("Zip data") struct ZipDataTests {
  private static let hello = Array("hello".utf8)
  private static let stored: [UInt8] = [0x01, 5, 0, 0xFA, 0xFF] + hello

  @Test func `a stored block is read`() {
    #expect(codes(deflated(Self.stored, size: 5, content: Self.hello)) == [])
  }

  @Test(
    arguments: [
      ("bits before a stored block", [0x09] + stored.dropFirst()),
      ("bytes after the last block", stored + [0]),
      ("a second stream", stored + stored),
      ("cut off", Array(stored.dropLast())),
      ("no last block", [0x00] + stored.dropFirst()),
      ("reserved block type", [0x07] + stored.dropFirst()),
      ("wrong length complement", [0x01, 5, 0, 0xFB, 0xFF] + hello),
      ("empty", []),
      ("bits after an empty last block of fixed codes", [0x00] + stored.dropFirst() + [0x03, 0xFC]),
    ] as [(String, [UInt8])]) func `a stream that is not exactly its content is refused`(name: String, data: [UInt8])
  {
    #expect(codes(deflated(data, size: 5, content: Self.hello)) == ["zip.data"])
  }

  @Test func `an empty last block of fixed codes is fine when its free bits are 0`() {
    let data = [0x00] + Self.stored.dropFirst() + [0x03, 0x00]
    #expect(codes(deflated(data, size: 5, content: Self.hello)) == [])
  }

  /// The streams by which zlib tests its own refusals (test/infcover.c).
  @Test(
    arguments: [
      [0, 0, 0, 0, 0], [6, 0], [0xFC, 0, 0], [4, 0, 0xFE, 0xFF], [4, 0, 0x24, 0x49, 0], [4, 0, 0x24, 0xE9, 0xFF, 0xFF],
      [4, 0, 0x24, 0xE9, 0xFF, 0x6D], [4, 0x80, 0x49, 0x92, 0x24, 0x49, 0x92, 0x24, 0x71, 0xFF, 0xFF, 0x93, 0x11, 0],
      [4, 0x80, 0x49, 0x92, 0x24, 0x49, 0x92, 0x24, 0x0F, 0xB4, 0xFF, 0xFF, 0xC3, 0x84],
      [4, 0xC0, 0x81, 8, 0, 0, 0, 0, 0x20, 0x7F, 0xEB, 0x0B, 0, 0], [2, 0x7E, 0xFF, 0xFF],
      [0x0C, 0xC0, 0x81, 0, 0, 0, 0, 0, 0x90, 0xFF, 0x6B, 4, 0],
    ] as [[UInt8]]) func `codes that are none are refused`(data: [UInt8])
  {
    #expect(codes(deflated(data, size: 5, content: Self.hello)) == ["zip.data"])
  }

  /// Streams of the same source, with what zlib makes of them: `a`, nothing, and zeros by the longest codes.
  @Test(
    arguments: [
      ([0x4B, 4, 0], [0x61]), ([3, 0], []),
      ([5, 0xC0, 0x21, 0x0D, 0, 0, 0, 0x80, 0xB0, 0xFE, 0x6D, 0x2F, 0x91, 0x6C], []),
      (
        [
          0x05, 0xE0, 0x81, 0x91, 0x24, 0xCB, 0xB2, 0x2C, 0x49, 0xE2, 0x0F, 0x2E, 0x8B, 0x9A, 0x47, 0x56, 0x9F, 0xFB,
          0xFE, 0xEC, 0xD2, 0xFF, 0x1F,
        ], []
      ),
      (
        [0xED, 0xC0, 1, 1, 0, 0, 0, 0x40, 0x20, 0xFF, 0x57, 0x1B, 0x42, 0x2C, 0x4F],
        [UInt8](repeating: 0, count: 516)
      ),
      (
        [
          0xED, 0xCF, 0xC1, 0xB1, 0x2C, 0x47, 0x10, 0xC4, 0x30, 0xFA, 0x6F, 0x35, 0x1D, 0x01, 0x82, 0x59, 0x3D, 0xFB,
          0xBE, 0x2E, 0x2A, 0xFC, 0x0F, 0x0C,
        ], [UInt8](repeating: 0, count: 518)
      ),
    ] as [([UInt8], [UInt8])]) func `long codes and long distances are read`(data: [UInt8], content: [UInt8])
  {
    #expect(codes(deflated(data, size: content.count, content: content)) == [])
  }

  /// Repeats of every short period, cut off and continued in other places than the parts that are handed on.
  @Test(arguments: [1, 2, 3, 5, 7, 8, 9, 16, 258, 32_768, 40_000]) func `what zlib packs comes back`(period: Int) throws
  {
    var state: UInt32 = 7
    let pattern = (0..<period).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt8(state >> 24)
    }
    let content = (0..<200_000).map { pattern[$0 % period] &+ ($0 % 50_021 == 0 ? 1 : 0) }
    var writer = ZipWriter()
    try writer.add("pack/a", content, .deflate)
    let bytes = try writer.finish()
    let entry = try #require(ZipScan(bytes).entries.first)
    #expect(try ZipData.bytes(of: entry, in: bytes) == content)
  }

  @Test(arguments: [4, 6]) func `a size that is not that of the content is refused`(size: Int) {
    #expect(codes(deflated(Self.stored, size: size, content: Self.hello)) == ["zip.data"])
  }

  @Test func `a bomb stops at the size that its header says`() throws {
    var writer = ZipWriter()
    try writer.add("pack/a", [UInt8](repeating: 0, count: 1 << 24), .deflate)
    var zip = ForgedZip(plain: try writer.finish())
    zip.entries[0].size = 10
    #expect(codes(zip.bytes) == ["zip.data"])
  }
}
