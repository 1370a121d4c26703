import Bytes

/// A scalar by the core schema of YAML 1.2.2 (section 10.3.2): `NO`, `yes` and dates are text.
package enum YAMLScalar: Hashable, Sendable {
  case null
  case bool(Bool)
  case int(Int64)
  /// A number with a fraction or an exponent, or a whole one beyond 64 bits; may be infinite or NaN.
  case double(Double)
  case text(String)

  package init(_ text: String, quoted: Bool) {
    self = quoted ? .text(text) : YAMLScalar.plain(text)
  }

  private static func plain(_ text: String) -> YAMLScalar {
    switch text {
    case "", "~", "null", "Null", "NULL": .null
    case "true", "True", "TRUE": .bool(true)
    case "false", "False", "FALSE": .bool(false)
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": .double(.infinity)
    case "-.inf", "-.Inf", "-.INF": .double(-.infinity)
    case ".nan", ".NaN", ".NAN": .double(.nan)
    default: number(text) ?? .text(text)
    }
  }

  private static func number(_ text: String) -> YAMLScalar? {
    let bytes = Array(text.utf8)
    if text.hasPrefix("0x") { return prefixed(bytes, radix: 16) }
    if text.hasPrefix("0o") { return prefixed(bytes, radix: 8) }
    switch NumberForm(bytes) {
    case .integer: return Int64(text).map(YAMLScalar.int) ?? Double(text).map(YAMLScalar.double)
    case .real: return Double(text).map(YAMLScalar.double)
    case nil: return nil
    }
  }

  private static func prefixed(_ bytes: [UInt8], radix: Int) -> YAMLScalar? {
    let digits = bytes.dropFirst(2)
    guard !digits.isEmpty, digits.allSatisfy({ Int($0.hexadecimalValue ?? 255) < radix }) else { return nil }
    return Int64(String(decoding: digits, as: UTF8.self), radix: radix).map(YAMLScalar.int)
  }

  /// What the scalar is, for a message.
  package var kind: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .int, .double: "a number"
    case .text: "text"
    }
  }
}

/// Which of the two decimal forms a text has: `[-+]? (\.[0-9]+ | [0-9]+ (\.[0-9]*)?) ([eE] [-+]? [0-9]+)?`.
private enum NumberForm {
  case integer, real

  init?(_ bytes: [UInt8]) {
    var rest = bytes[...].droppingSign
    let whole = rest.prefix { $0.isASCIIDigit }
    rest = rest.dropFirst(whole.count)
    if rest.isEmpty, !whole.isEmpty {
      self = .integer
      return
    }
    var fraction: ArraySlice<UInt8> = []
    if rest.first == UInt8(ascii: ".") {
      fraction = rest.dropFirst().prefix { $0.isASCIIDigit }
      rest = rest.dropFirst(1 + fraction.count)
    }
    guard !whole.isEmpty || !fraction.isEmpty, NumberForm.isExponent(rest) else { return nil }
    self = .real
  }

  private static func isExponent(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let mark = bytes.first else { return true }
    let digits = bytes.dropFirst().droppingSign
    return mark | 0x20 == UInt8(ascii: "e") && !digits.isEmpty && digits.allSatisfy { $0.isASCIIDigit }
  }
}

extension ArraySlice<UInt8> {
  fileprivate var droppingSign: ArraySlice<UInt8> {
    first == UInt8(ascii: "-") || first == UInt8(ascii: "+") ? dropFirst() : self
  }
}
