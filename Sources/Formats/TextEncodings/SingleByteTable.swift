import Bytes

/// What each byte of an encoding of one byte a character stands for, as UTF-8.
///
/// A byte that stands for nothing becomes FF, which no UTF-8 holds: the record that it stands in is rejected where
/// records are read, with its line, and none of the others is.
struct SingleByteTable: Sendable {
  private let written: [[UInt8]]

  /// Windows code page 1252 as the Unicode consortium maps it (CP1252.TXT): 80 to 9F; nil for the five that it leaves out.
  private static let windows1252: [UInt16?] = [
    0x20AC, nil, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, nil, 0x017D,
    nil, nil, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, nil,
    0x017E, 0x0178,
  ]

  static let windows = SingleByteTable { byte in
    (0x80..<0xA0).contains(byte) ? windows1252[Int(byte) - 0x80] : UInt16(byte)
  }

  static let latin1 = SingleByteTable { UInt16($0) }

  private init(_ unit: (UInt8) -> UInt16?) {
    written = (UInt8.min...UInt8.max).map { byte in
      guard let value = unit(byte), let scalar = Unicode.Scalar(value) else { return [UTF16Reading.noText] }
      return Array(String(Character(scalar)).utf8)
    }
  }

  func append(_ bytes: ArraySlice<UInt8>, to buffer: inout [UInt8]) {
    for byte in bytes {
      if byte < 0x80 { buffer.append(byte) } else { buffer += written[Int(byte)] }
    }
  }
}
