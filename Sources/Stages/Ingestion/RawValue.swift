/// What an export holds at one place of a record, before the schema gives it a type.
///
/// The bytes belong to the parser and live until it reads the next record.
@safe enum RawValue {
  case missing
  case bool(Bool)
  case int(Int64)
  case double(Double)
  case text(UnsafeBufferPointer<UInt8>)
  /// An array or an object, as RFC 8785 writes it.
  case composite(UnsafeBufferPointer<UInt8>)

  /// Whether there is no value, or a text without a byte.
  var isNothing: Bool {
    switch self {
    case .missing: true
    case .text(let bytes): bytes.isEmpty
    case .bool, .int, .double, .composite: false
    }
  }

  /// The text, if it is one.
  var string: String? {
    if case .text(let bytes) = self { unsafe String(decoding: bytes, as: UTF8.self) } else { nil }
  }

  /// Quoted for a reason, shortened and made printable.
  var quoted: String {
    switch self {
    case .missing: "nothing"
    case .bool(let value): value ? "true" : "false"
    case .int(let value): String(value)
    case .double(let value): String(value)
    case .text(let bytes): unsafe "'" + RawValue.printable(bytes, limit: 60) + "'"
    case .composite(let bytes): unsafe RawValue.printable(bytes, limit: 60)
    }
  }

  /// At most `limit` bytes as text; what cannot be printed becomes `?`.
  static func printable(_ bytes: UnsafeBufferPointer<UInt8>, limit: Int) -> String {
    let text = unsafe String(decoding: bytes.prefix(limit), as: UTF8.self)
    var safe = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFFFD: safe.append("?")
      default: safe.append(scalar)
      }
    }
    return String(safe) + (bytes.count > limit ? "…" : "")
  }
}
