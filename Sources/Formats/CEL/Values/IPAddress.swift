import Bytes

/// An address of the Internet Protocol, version 4 or 6.
package struct IPAddress: Hashable, Sendable {
  /// 4 or 6.
  package let family: Int
  /// 4 or 16 bytes in network order.
  let bytes: [UInt8]

  init(bytes: [UInt8]) {
    self.bytes = bytes
    family = bytes.count == 4 ? 4 : 6
  }

  /// Reads `192.0.2.1` or `2001:db8::1`; nil for zones, for leading zeros, and for version 4 written inside version 6.
  package init?(_ text: String) {
    let parsed = text.utf8.contains(0x3A) ? IPAddress.six(Array(text.utf8)) : IPAddress.four(Array(text.utf8))
    guard let parsed else { return nil }
    self.init(bytes: parsed)
  }

  private static func four(_ text: [UInt8]) -> [UInt8]? {
    let parts = text.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bytes: [UInt8] = []
    for part in parts {
      guard (1...3).contains(part.count), part.allSatisfy(\.isASCIIDigit), part.count == 1 || part.first != 0x30,
        let value = UInt8(String(decoding: part, as: UTF8.self))
      else { return nil }
      bytes.append(value)
    }
    return bytes
  }

  private static func six(_ text: [UInt8]) -> [UInt8]? {
    guard let gap = gap(in: text) else { return groups(text[...]).flatMap { $0.count == 16 ? $0 : nil } }
    guard let head = groups(text[..<gap]), let tail = groups(text[(gap + 2)...]), head.count + tail.count < 16 else {
      return nil
    }
    return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
  }

  private static func gap(in text: [UInt8]) -> Int? {
    text.indices.dropLast().first { text[$0] == 0x3A && text[$0 + 1] == 0x3A }
  }

  private static func groups(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    guard !text.isEmpty else { return [] }
    var bytes: [UInt8] = []
    for group in text.split(separator: 0x3A, omittingEmptySubsequences: false) {
      guard (1...4).contains(group.count), group.allSatisfy({ $0.hexadecimalValue != nil }) else { return nil }
      let value = group.reduce(UInt16(0)) { $0 << 4 | UInt16($1.hexadecimalValue ?? 0) }
      bytes += [UInt8(value >> 8), UInt8(value & 0xFF)]
    }
    return bytes.count <= 16 ? bytes : nil
  }

  package var isUnspecified: Bool { bytes.allSatisfy { $0 == 0 } }

  package var isLoopback: Bool {
    family == 4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] == 1
  }

  private var isMulticast: Bool { family == 4 ? bytes[0] & 0xF0 == 0xE0 : bytes[0] == 0xFF }

  package var isLinkLocalMulticast: Bool {
    family == 4 ? bytes.prefix(3).elementsEqual([224, 0, 0]) : bytes[0] == 0xFF && bytes[1] & 0x0F == 2
  }

  package var isLinkLocalUnicast: Bool {
    family == 4 ? bytes.prefix(2).elementsEqual([169, 254]) : bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80
  }

  package var isGlobalUnicast: Bool {
    !isUnspecified && !isLoopback && !isMulticast && !isLinkLocalUnicast && bytes != [255, 255, 255, 255]
  }

  /// The address with all bits after a prefix cleared.
  func masked(_ prefixLength: Int) -> IPAddress {
    IPAddress(
      bytes: bytes.indices.map { index in
        let kept = min(8, max(0, prefixLength - index * 8))
        return bytes[index] & UInt8(truncatingIfNeeded: 0xFF00 >> kept)
      })
  }
}

extension IPAddress: CustomStringConvertible {
  /// Dotted decimals, or RFC 5952: lower case, the longest run of two or more zero groups as `::`.
  package var description: String {
    if family == 4 { return bytes.map { String($0) }.joined(separator: ".") }
    let groups = (0..<8).map { UInt16(bytes[$0 * 2]) << 8 | UInt16(bytes[$0 * 2 + 1]) }
    let written = groups.map { String($0, radix: 16) }
    let run = IPAddress.longestZeros(groups)
    guard run.count >= 2 else { return written.joined(separator: ":") }
    return written[..<run.lowerBound].joined(separator: ":") + "::" + written[run.upperBound...].joined(separator: ":")
  }

  private static func longestZeros(_ groups: [UInt16]) -> Range<Int> {
    var best = 0..<0
    var start = 0
    while start < groups.count {
      let end = groups[start...].firstIndex { $0 != 0 } ?? groups.count
      if end - start > best.count { best = start..<end }
      start = max(end, start + 1)
    }
    return best
  }
}

/// A block of addresses: an address and the length of its prefix.
///
/// The address is kept as it was written; `masked` clears the bits after the prefix.
package struct CIDRBlock: Hashable, Sendable {
  package let address: IPAddress
  package let prefixLength: Int

  init(address: IPAddress, prefixLength: Int) {
    self.address = address
    self.prefixLength = prefixLength
  }

  /// Reads `192.0.2.0/24`; nil where the address or the length is none.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let slash = bytes.lastIndex(of: 0x2F),
      let address = IPAddress(String(decoding: bytes[..<slash], as: UTF8.self))
    else { return nil }
    let digits = bytes[(slash + 1)...]
    guard (1...3).contains(digits.count), digits.allSatisfy(\.isASCIIDigit), digits.count == 1 || digits.first != 0x30,
      let length = Int(String(decoding: digits, as: UTF8.self)), length <= address.bytes.count * 8
    else { return nil }
    self.init(address: address, prefixLength: length)
  }

  package var masked: CIDRBlock { CIDRBlock(address: address.masked(prefixLength), prefixLength: prefixLength) }

  package func contains(_ other: IPAddress) -> Bool {
    other.family == address.family && other.masked(prefixLength) == address.masked(prefixLength)
  }

  package func contains(_ other: CIDRBlock) -> Bool { prefixLength <= other.prefixLength && contains(other.address) }
}

extension CIDRBlock: CustomStringConvertible {
  package var description: String { "\(address)/\(prefixLength)" }
}
