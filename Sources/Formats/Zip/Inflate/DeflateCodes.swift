/// The symbols of deflate's two codes (RFC 1951, 3.2.5), as entries of a `HuffmanTable`.
enum DeflateCodes {
  typealias Entry = HuffmanTable.Entry

  /// Symbols that a dynamic block may give lengths to.
  static let literalLimit = 286
  static let distanceLimit = 30

  /// The codes of a block with fixed codes (3.2.6).
  static let fixed: (literals: HuffmanTable, distances: HuffmanTable)? = {
    var lengths = [UInt8](repeating: 8, count: 288)
    lengths.replaceSubrange(144..<256, with: repeatElement(9, count: 112))
    lengths.replaceSubrange(256..<280, with: repeatElement(7, count: 24))
    guard let literals = literals(lengths[...]), let distances = distances(ArraySlice(repeatElement(5, count: 32)))
    else { return nil }
    return (literals, distances)
  }()

  static func literals(_ lengths: ArraySlice<UInt8>) -> HuffmanTable? {
    HuffmanTable(lengths, rootBits: 11) { symbol in
      if symbol < 256 { return Entry.literal | UInt32(symbol) << 13 }
      if symbol == 256 { return Entry.special | Entry.end }
      guard symbol - 257 < lengthBases.count else { return Entry.special }
      return lengthBases[symbol - 257] << 13 | lengthExtras[symbol - 257] << 8
    }
  }

  static func distances(_ lengths: ArraySlice<UInt8>) -> HuffmanTable? {
    HuffmanTable(lengths, rootBits: 9) { symbol in
      guard symbol < distanceLimit else { return Entry.special }
      let extra = UInt32(max(0, symbol / 2 - 1))
      let base = symbol < 4 ? UInt32(symbol) + 1 : (2 + UInt32(symbol) & 1) << extra + 1
      return base << 13 | extra << 8
    }
  }

  private static let lengthBases: [UInt32] = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
  ]
  private static let lengthExtras: [UInt32] = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]

  /// The order in which a dynamic block gives the lengths of the code of its lengths (3.2.7).
  static let lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
}
