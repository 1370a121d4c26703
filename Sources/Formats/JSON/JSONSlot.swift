/// What a record has at a path. Pointers hold until the reader reads the next record.
@safe package enum JSONSlot {
  /// The record has nothing there.
  case absent
  case null
  case bool(Bool)
  case int(Int64)
  /// A number with fraction or exponent, or beyond 64 bits.
  case double(Double)
  /// The text without quotes and escapes.
  case string(UnsafeBufferPointer<UInt8>)
  /// An array or an object in the form of RFC 8785; integers beyond 2⁵³ stand in it as strings of their digits.
  case composite(UnsafeBufferPointer<UInt8>)
}
