import Glibc

/// Finding and counting bytes, a word or more at a time.
package enum ByteSearch {
  private static let low: UInt64 = 0x0101_0101_0101_0101
  private static let high: UInt64 = 0x8080_8080_8080_8080

  /// The high bit of every byte of `word` that is zero; higher bytes than the lowest such may have theirs set falsely.
  private static func zeros(_ word: UInt64) -> UInt64 { (word &- low) & ~word & high }

  /// The first index from `start` on at which `byte` stands.
  package static func first(_ byte: UInt8, in bytes: Span<UInt8>, from start: Int) -> Int? {
    unsafe bytes.withUnsafeBufferPointer { all in
      unsafe first(byte, in: UnsafeBufferPointer(rebasing: all[start...])).map { start + $0 }
    }
  }

  /// The first index at which `byte` stands: the C library searches as fast as the processor can.
  package static func first(_ byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let start = bytes.baseAddress, let found = unsafe memchr(start, CInt(byte), bytes.count) else { return nil }
    return unsafe UnsafeRawPointer(start).distance(to: UnsafeRawPointer(found))
  }

  /// The first index from `start` on at which one of three bytes stands.
  package static func first(
    _ one: UInt8, _ two: UInt8, _ three: UInt8, in bytes: Span<UInt8>, from start: Int
  ) -> Int? {
    unsafe bytes.withUnsafeBytes { raw in
      let (first, second, third) = (UInt64(one) &* low, UInt64(two) &* low, UInt64(three) &* low)
      var index = start
      while index + 8 <= raw.count {
        let word = unsafe raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        let found = zeros(word ^ first) | zeros(word ^ second) | zeros(word ^ third)
        if found != 0 { return index + found.trailingZeroBitCount / 8 }
        index += 8
      }
      while index < raw.count {
        let byte = unsafe raw[index]
        if byte == one || byte == two || byte == three { return index }
        index += 1
      }
      return nil
    }
  }

  /// The last index before `end` at which `byte` stands.
  package static func last(_ byte: UInt8, in bytes: Span<UInt8>, before end: Int) -> Int? {
    unsafe bytes.withUnsafeBytes { raw in
      let wanted = UInt64(byte) &* low
      var index = end
      while index >= 8, unsafe zeros(raw.loadUnaligned(fromByteOffset: index - 8, as: UInt64.self) ^ wanted) == 0 {
        index -= 8
      }
      while index > 0 {
        index -= 1
        if unsafe raw[index] == byte { return index }
      }
      return nil
    }
  }

  /// How often `byte` stands in the range.
  package static func count(_ byte: UInt8, in bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
    let wanted = UInt64(byte) &* low
    return count(in: bytes, range) { word in
      // Adding to seven bits never carries into the next byte, so that each high bit is exact.
      let other = word ^ wanted
      return (~((other & ~high) &+ ~high | other) & high).nonzeroBitCount
    } byte: {
      $0 == byte
    }
  }

  /// How many Unicode scalars begin in the range: bytes that continue none.
  package static func scalars(in bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
    count(in: bytes, range) { word in
      8 - (word & ~(word << 1) & high).nonzeroBitCount
    } byte: {
      $0 & 0xC0 != 0x80
    }
  }

  @inline(__always)
  private static func count(
    in bytes: Span<UInt8>, _ range: Range<Int>, word: (UInt64) -> Int, byte: (UInt8) -> Bool
  ) -> Int {
    unsafe bytes.extracting(range).withUnsafeBytes { raw in
      var count = 0
      var index = 0
      while index + 8 <= raw.count {
        count &+= unsafe word(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        index += 8
      }
      while index < raw.count {
        if unsafe byte(raw[index]) { count &+= 1 }
        index += 1
      }
      return count
    }
  }
}
