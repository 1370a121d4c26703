import Bytes

/// A SHA-256 digest or an HMAC of the same width: 32 bytes, ordered as bytes.
package struct Digest: Hashable, Comparable, Sendable {
  /// Big-endian, so that comparing words compares bytes.
  private let words: (UInt64, UInt64, UInt64, UInt64)

  package static let byteCount = 32

  /// Nil unless there are 32 bytes.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == Digest.byteCount else { return nil }
    var words: [UInt64] = [0, 0, 0, 0]
    for (index, byte) in bytes.enumerated() { words[index / 8] = words[index / 8] << 8 | UInt64(byte) }
    self.words = (words[0], words[1], words[2], words[3])
  }

  /// 64 lowercase hexadecimal digits; nil for anything else.
  package init?(hexadecimal text: some StringProtocol) {
    let digits = Array(text.utf8)
    guard digits.count == 2 * Digest.byteCount else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = Digest.lowercaseValue(digits[index]), let low = Digest.lowercaseValue(digits[index + 1])
      else { return nil }
      bytes.append(high << 4 | low)
    }
    self.init(bytes: bytes)
  }

  private static func lowercaseValue(_ digit: UInt8) -> UInt8? {
    (0x41...0x46).contains(digit) ? nil : digit.hexadecimalValue
  }

  package var bytes: [UInt8] {
    [words.0, words.1, words.2, words.3].flatMap { word in
      stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
    }
  }

  /// 64 lowercase digits.
  package var hexadecimal: String { bytes.hexadecimal }

  package static func == (a: Digest, b: Digest) -> Bool { a.words == b.words }
  package static func < (a: Digest, b: Digest) -> Bool { a.words < b.words }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
    hasher.combine(words.2)
    hasher.combine(words.3)
  }
}

extension Digest: CustomStringConvertible {
  package var description: String { hexadecimal }
}
