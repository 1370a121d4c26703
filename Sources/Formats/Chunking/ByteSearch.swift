/// Finding and counting bytes, 32 at a time.
package enum ByteSearch {
  private typealias Block = SIMD32<UInt8>
  private static let width = 32

  /// The first index from `start` on at which `byte` stands.
  package static func first(_ byte: UInt8, in bytes: Span<UInt8>, from start: Int) -> Int? {
    unsafe bytes.withUnsafeBytes { raw in
      let wanted = Block(repeating: byte)
      var index = start
      while index + width <= raw.count {
        let block = unsafe raw.loadUnaligned(fromByteOffset: index, as: Block.self)
        if any(block .== wanted) { break }
        index += width
      }
      while index < raw.count {
        if unsafe raw[index] == byte { return index }
        index += 1
      }
      return nil
    }
  }

  /// The first index from `start` on at which one of three bytes stands.
  package static func first(
    _ one: UInt8, _ two: UInt8, _ three: UInt8, in bytes: Span<UInt8>, from start: Int
  ) -> Int? {
    unsafe bytes.withUnsafeBytes { raw in
      let first = Block(repeating: one)
      let second = Block(repeating: two)
      let third = Block(repeating: three)
      var index = start
      while index + width <= raw.count {
        let block = unsafe raw.loadUnaligned(fromByteOffset: index, as: Block.self)
        if any((block .== first) .| (block .== second) .| (block .== third)) { break }
        index += width
      }
      while index < raw.count {
        let byte = unsafe raw[index]
        if byte == one || byte == two || byte == three { return index }
        index += 1
      }
      return nil
    }
  }

  /// How often `byte` stands in the range.
  package static func count(_ byte: UInt8, in bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
    unsafe bytes.extracting(range).withUnsafeBufferPointer { part in
      var count = 0
      for index in 0..<part.count { count &+= unsafe part[index] == byte ? 1 : 0 }
      return count
    }
  }

  /// How many Unicode scalars begin in the range: bytes that continue none.
  package static func scalars(in bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
    unsafe bytes.extracting(range).withUnsafeBufferPointer { part in
      var count = 0
      for index in 0..<part.count { count &+= unsafe part[index] & 0xC0 != 0x80 ? 1 : 0 }
      return count
    }
  }
}
