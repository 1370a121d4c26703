/// Keeps streams from ending in a carriage return.
///
/// A line feed stands between a stream and its `endstream`. Checkers that look for that line's end, instead of counting
/// bytes, take a carriage return before it for part of it, and find the stream a byte short.
package enum StreamEnd {
  private static let carriageReturn: UInt8 = 0x0D
  private static let lineFeed: UInt8 = 0x0A

  /// Text that ends well once it is deflated: deflated bytes end with the Adler-32 sum of the text (RFC 1950), whose
  /// last byte is one more than the sum of all bytes, modulo 65521.
  package static func settled(_ text: [UInt8]) -> [UInt8] {
    // No text is so long that its sum could wrap round.
    var sum: UInt64 = 1
    for byte in text { sum &+= UInt64(byte) }
    return UInt8(truncatingIfNeeded: sum % 65521) == carriageReturn ? text + [lineFeed] : text
  }

  /// Whether bytes as they are stored end in a carriage return.
  package static func isAmbiguous(_ bytes: some BidirectionalCollection<UInt8>) -> Bool { bytes.last == carriageReturn }
}
