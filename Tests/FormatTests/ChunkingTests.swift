import Chunking
import Testing

@Suite("Byte search") struct ChunkingTests {
  /// Bytes in which neighbours of the wanted values are frequent, where a search by words could go wrong.
  private func bytes(_ count: Int, _ seed: UInt64) -> [UInt8] {
    var state = seed
    let values: [UInt8] = [
      0x0A, 0x0B, 0x09, 0x8A, 0x22, 0x23, 0x21, 0xA2, 0x00, 0x01, 0x80, 0x7F, 0xC3, 0xFF, 0x61, 0x62,
    ]
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return values[Int(state >> 60)]
    }
  }

  @Test(arguments: 0..<60) func `what is found is what a loop finds`(count: Int) {
    let bytes = bytes(count, UInt64(count))
    for start in 0...count {
      for byte: UInt8 in [0x0A, 0x00, 0x80, 0xFF, 0x55] {
        #expect(ByteSearch.first(byte, in: bytes.span, from: start) == bytes[start...].firstIndex(of: byte))
        #expect(ByteSearch.last(byte, in: bytes.span, before: start) == bytes[..<start].lastIndex(of: byte))
        #expect(
          ByteSearch.count(byte, in: bytes.span, start..<count) == bytes[start...].count(where: { $0 == byte }))
      }
      #expect(
        ByteSearch.first(0x0A, 0x22, 0x5C, in: bytes.span, from: start)
          == bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x22 || $0 == 0x5C })
      #expect(
        ByteSearch.scalars(in: bytes.span, start..<count)
          == bytes[start...].count(where: { !(0x80...0xBF).contains($0) }))
    }
  }

  @Test func `a distant byte is found`() {
    var bytes = [UInt8](repeating: 0x61, count: 1000)
    for place in [999, 500, 33, 32, 31, 7, 0] {
      bytes[place] = 0x0A
      #expect(ByteSearch.first(0x0A, in: bytes.span, from: 0) == place)
    }
  }

  @Test func `places count lines, and columns in scalars`() {
    let text = Array("aé\nü𝄞x".utf8)
    #expect(RecordText.place(of: 1, in: text.span) == "at column 2")
    #expect(RecordText.place(of: 3, in: text.span) == "at column 3")
    #expect(RecordText.place(of: text.count - 1, in: text.span) == "at line 2, column 3 of the record")
  }
}
