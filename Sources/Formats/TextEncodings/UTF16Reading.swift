/// Turns UTF-16 (RFC 2781) into UTF-8 across the borders of what is read at a time.
///
/// Half a surrogate pair, and half a unit at the end, become FF, which no UTF-8 holds, so that the record is rejected.
struct UTF16Reading {
  /// A byte of no UTF-8.
  static let noText: UInt8 = 0xFF

  private let isBigEndian: Bool
  private var half: UInt8?
  private var high: UInt16?

  init(isBigEndian: Bool) { self.isBigEndian = isBigEndian }

  mutating func append(_ bytes: ArraySlice<UInt8>, to buffer: inout [UInt8]) {
    for byte in bytes {
      guard let first = half else {
        half = byte
        continue
      }
      half = nil
      let (high, low) = isBigEndian ? (first, byte) : (byte, first)
      append(UInt16(high) << 8 | UInt16(low), to: &buffer)
    }
  }

  /// What is left over at the end of the file.
  mutating func finish(_ buffer: inout [UInt8]) {
    if high != nil || half != nil { buffer.append(UTF16Reading.noText) }
    (high, half) = (nil, nil)
  }

  private mutating func append(_ unit: UInt16, to buffer: inout [UInt8]) {
    if UTF16.isTrailSurrogate(unit), let lead = high {
      high = nil
      let value = 0x10000 + (UInt32(lead) - 0xD800) << 10 + UInt32(unit) - 0xDC00
      return append(Unicode.Scalar(value), to: &buffer)
    }
    if high != nil { buffer.append(UTF16Reading.noText) }
    high = UTF16.isLeadSurrogate(unit) ? unit : nil
    if high == nil { append(Unicode.Scalar(unit), to: &buffer) }
  }

  private func append(_ scalar: Unicode.Scalar?, to buffer: inout [UInt8]) {
    guard let scalar, let bytes = UTF8.encode(scalar) else { return buffer.append(UTF16Reading.noText) }
    buffer += bytes
  }
}
