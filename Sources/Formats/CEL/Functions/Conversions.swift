import Bytes

extension StandardLibrary {
  /// Conversions between types, and `type` and `dyn`.
  static let conversions: [CELFunction] = [
    CELFunction("dyn", [.function([.dyn], .dyn) { a, _ in a[0] }]),
    CELFunction("type", [.function([.dyn], .type) { a, _ in .type(a[0].typeName) }]),
    CELFunction(
      "int",
      [
        .function([.int], .int) { a, _ in a[0] },
        .function([.uint], .int) { a, _ throws(CELError) in
          .int(try inRange(Int64(exactly: a.uint(0)), "int", a[0]))
        },
        .function([.double], .int) { a, _ throws(CELError) in
          // The least int is refused too: a double at the bound may have been rounded to it.
          let value = a.double(0).rounded(.towardZero)
          return .int(try inRange(value == -0x1p63 ? nil : Int64(exactly: value), "int", a[0]))
        },
        .function([.string], .int) { a, _ throws(CELError) in .int(try parsed(Int64(a.string(0)), "int", a[0])) },
        .function([.timestamp], .int) { a, _ in .int(a.timestamp(0).seconds) },
      ]),
    CELFunction(
      "uint",
      [
        .function([.uint], .uint) { a, _ in a[0] },
        .function([.int], .uint) { a, _ throws(CELError) in
          .uint(try inRange(UInt64(exactly: a.int(0)), "uint", a[0]))
        },
        .function([.double], .uint) { a, _ throws(CELError) in
          let value = a.double(0)
          return .uint(try inRange(value < 0 ? nil : UInt64(exactly: value.rounded(.towardZero)), "uint", a[0]))
        },
        .function([.string], .uint) { a, _ throws(CELError) in .uint(try parsed(UInt64(a.string(0)), "uint", a[0])) },
      ]),
    CELFunction(
      "double",
      [
        .function([.double], .double) { a, _ in a[0] },
        .function([.int], .double) { a, _ in .double(Double(a.int(0))) },
        .function([.uint], .double) { a, _ in .double(Double(a.uint(0))) },
        .function([.string], .double) { a, _ throws(CELError) in
          .double(try parsed(double(a.string(0)), "double", a[0]))
        },
      ]),
    CELFunction(
      "bool",
      [
        .function([.bool], .bool) { a, _ in a[0] },
        .function([.string], .bool) { a, _ throws(CELError) in .bool(try parsed(bool(a.string(0)), "bool", a[0])) },
      ]),
    CELFunction(
      "bytes",
      [
        .function([.bytes], .bytes) { a, _ in a[0] },
        .function([.string], .bytes) { a, _ in .bytes(Array(a.string(0).utf8)) },
      ]),
    CELFunction("string", stringOverloads),
    CELFunction(
      "timestamp",
      [
        .function([.timestamp], .timestamp) { a, _ in a[0] },
        .function([.string], .timestamp) { a, _ throws(CELError) in
          .timestamp(try parsed(CELTimestamp(a.string(0)), "timestamp", a[0], ForeignWords.timestampHint))
        },
        .function([.int], .timestamp) { a, _ throws(CELError) in
          .timestamp(try inRange(CELTimestamp(seconds: a.int(0)), "timestamp", a[0]))
        },
      ]),
    CELFunction(
      "duration",
      [
        .function([.duration], .duration) { a, _ in a[0] },
        .function([.string], .duration) { a, _ throws(CELError) in
          .duration(try parsed(CELDuration(a.string(0)), "duration", a[0], ForeignWords.durationHint))
        },
      ]),
  ]

  private static let stringOverloads: [CELOverload] = [
    .function([.string], .string) { a, _ in a[0] },
    .function([.bool], .string) { a, _ in .string(a.bool(0) ? "true" : "false") },
    .function([.int], .string) { a, _ in .string(String(a.int(0))) },
    .function([.uint], .string) { a, _ in .string(String(a.uint(0))) },
    .function([.double], .string) { a, _ in .string(DecimalText(a.double(0)).general) },
    .function([.bytes], .string) { a, _ throws(CELError) in
      guard let text = String(validating: a.bytes(0), as: UTF8.self) else { throw CELError("bytes are not UTF-8") }
      return .string(text)
    },
    .function([.timestamp], .string) { a, _ in .string(a.timestamp(0).description) },
    .function([.duration], .string) { a, _ in .string(a.duration(0).description) },
    .function([.ip], .string) { a, _ in .string(a.ip(0).description) },
    .function([.cidr], .string) { a, _ in .string(a.cidr(0).description) },
  ]

  private static func inRange<T>(_ value: T?, _ type: String, _ source: CELValue) throws(CELError) -> T {
    guard let value else { throw CELError("\(CELText.json(source)) is outside the range of \(type)") }
    return value
  }

  private static func parsed<T>(
    _ value: T?, _ type: String, _ source: CELValue, _ hint: (String) -> String? = { _ in nil }
  ) throws(CELError) -> T {
    if let value { return value }
    guard case .string(let text) = source else { throw CELError("\(CELText.excerpt(source)) is no \(type)") }
    throw CELError("\(CELText.excerpt(source)) is no \(type)", hint: hint(text))
  }

  /// A decimal number, `NaN`, `Infinity` or `Inf` with a sign; nil beyond the range of finite doubles.
  private static func double(_ text: String) -> Double? {
    let bytes = Array(text.utf8)
    guard bytes.contains(where: \.isASCIIDigit) else {
      switch text.utf8.first == 0x2B || text.utf8.first == 0x2D ? text.dropFirst().lowercased() : text.lowercased() {
      case "inf", "infinity": return text.utf8.first == 0x2D ? -.infinity : .infinity
      case "nan": return .nan
      default: return nil
      }
    }
    let decimal: Set<UInt8> = [0x2B, 0x2D, 0x2E, 0x45, 0x65]
    guard bytes.allSatisfy({ $0.isASCIIDigit || decimal.contains($0) }), let value = Double(text), value.isFinite else {
      return nil
    }
    return value
  }

  private static func bool(_ text: String) -> Bool? {
    switch text {
    case "1", "t", "T", "true", "TRUE", "True": true
    case "0", "f", "F", "false", "FALSE", "False": false
    default: nil
    }
  }
}
