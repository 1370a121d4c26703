import Bytes
import Diagnostics
import Foundation
import TestSupport
import Testing
import TextEncodings

/// Texts in other encodings, as another library writes them.
@Suite("Text encodings") struct TextEncodingTests {
  /// What comes out, when so many bytes at most are asked for at a time.
  private func decoded(_ bytes: [UInt8], _ encoding: TextEncoding, limit: Int = 4096) throws -> [UInt8] {
    var reader = try TranscodedSource(MemorySource(name: "a", bytes: bytes), from: encoding).open()
    var output: [UInt8] = []
    while try reader.read(into: &output, limit: limit) > 0 {}
    #expect(try reader.read(into: &output, limit: limit) == 0)
    return output
  }

  @Test(arguments: [1, 2, 3, 5, 4096]) func `UTF-16 in both orders, with and without a mark`(limit: Int) throws {
    let text = "id,Straße,Ω,漢字,😀\r\n1,é,\u{FFFD}\n"
    let little = [UInt8](try #require(text.data(using: .utf16LittleEndian)))
    let big = [UInt8](try #require(text.data(using: .utf16BigEndian)))
    let marked = Array("\u{FEFF}\(text)".utf8)
    #expect(try decoded(little, .utf16LittleEndian, limit: limit) == Array(text.utf8))
    #expect(try decoded(big, .utf16BigEndian, limit: limit) == Array(text.utf8))
    #expect(try decoded(big, .utf16, limit: limit) == Array(text.utf8))
    #expect(try decoded([0xFF, 0xFE] + little, .utf16, limit: limit) == marked)
    #expect(try decoded([0xFE, 0xFF] + big, .utf16, limit: limit) == marked)
  }

  @Test(arguments: UInt8.min...UInt8.max) func `every byte of Windows-1252 and of Latin-1`(byte: UInt8) throws {
    let windows = String(data: Data([0x61, byte]), encoding: .windowsCP1252)
    // The Unicode consortium's table leaves five bytes out; other libraries make control characters of them.
    let isLeftOut: Set<UInt8> = [0x81, 0x8D, 0x8F, 0x90, 0x9D]
    #expect(
      try decoded([0x61, byte], .windows1252)
        == (isLeftOut.contains(byte) ? [0x61, 0xFF] : Array(try #require(windows).utf8)))
    let latin = try #require(String(data: Data([0x61, byte]), encoding: .isoLatin1))
    #expect(try decoded([0x61, byte], .latin1) == Array(latin.utf8))
  }

  @Test(
    arguments: [
      ([0x00, 0xD8, 0x61, 0x00], [0xFF, 0x61]), ([0x00, 0xDC, 0x61, 0x00], [0xFF, 0x61]),
      ([0x61, 0x00, 0x00, 0xD8], [0x61, 0xFF]), ([0x61, 0x00, 0x62], [0x61, 0xFF]),
      ([0x00, 0xD8, 0x00, 0xD8, 0x00, 0xDC], [0xFF, 0xF0, 0x90, 0x80, 0x80]), ([], []), ([0x61], [0xFF]),
    ] as [([UInt8], [UInt8])])
  func `what is half a character becomes a byte of no UTF-8`(bytes: [UInt8], expected: [UInt8]) throws {
    #expect(try decoded(bytes, .utf16LittleEndian) == expected)
    #expect(try decoded(bytes, .utf16LittleEndian, limit: 1) == expected)
  }
}
