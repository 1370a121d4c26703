import Bytes

/// `string.format(list)`: a text with `%` clauses, each filled by the next element of the list.
enum Formatting {
  static func formatted(_ pattern: String, _ arguments: [CELValue]) throws(CELError) -> String {
    var rest = Array(pattern.utf8)[...]
    var next = arguments[...]
    var result: [UInt8] = []
    while let byte = rest.popFirst() {
      guard byte == 0x25 else {
        result.append(byte)
        continue
      }
      if rest.first == 0x25 {
        rest.removeFirst()
        result.append(0x25)
        continue
      }
      let precision = try precision(&rest)
      guard let clause = rest.popFirst() else { throw CELError("'format' ends inside a clause") }
      guard let value = next.popFirst() else {
        throw CELError("'format' has more clauses than the list has elements (\(arguments.count))")
      }
      result += Array(try filled(clause, precision, value).utf8)
      guard result.count <= CELLimits.valueSize else { throw CELEvaluation.tooLarge }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The digits after a point, if any.
  private static func precision(_ rest: inout ArraySlice<UInt8>) throws(CELError) -> Int? {
    guard rest.first == 0x2E else { return nil }
    let digits = rest.dropFirst().prefix { $0.isASCIIDigit }
    rest = rest.dropFirst(1 + digits.count)
    guard let precision = Int(String(decoding: digits, as: UTF8.self)), precision <= CELLimits.formatPrecision else {
      throw CELError("'format' needs a precision from 0 to \(CELLimits.formatPrecision) after a point")
    }
    return precision
  }

  private static func filled(_ clause: UInt8, _ precision: Int?, _ value: CELValue) throws(CELError) -> String {
    switch clause {
    case 0x73: try words(value)
    case 0x64: try decimal(value)
    case 0x66: try number(value, clause) { $0.fixed(precision ?? 6) }
    case 0x65: try number(value, clause) { $0.scientific(precision ?? 6) }
    case 0x62: try whole(value, clause, radix: 2)
    case 0x6F: try whole(value, clause, radix: 8)
    case 0x78: try hexadecimal(value, clause)
    case 0x58: try hexadecimal(value, clause).uppercased()
    default:
      throw CELError(
        "'format' has no clause '%\(String(decoding: [clause], as: UTF8.self))'",
        hint: "clauses are %s %d %f %e %b %o %x %X")
    }
  }

  private static func refusal(_ clause: UInt8, _ value: CELValue) -> CELError {
    CELError("'format' cannot write a \(value.typeName.rawValue) as '%\(String(decoding: [clause], as: UTF8.self))'")
  }

  /// `%s`: the value in words, lists and maps with their elements.
  private static func words(_ value: CELValue) throws(CELError) -> String {
    switch value {
    case .null: return "null"
    case .bool(let truth): return truth ? "true" : "false"
    case .int, .uint, .double: return try decimal(value)
    case .string(let text): return text
    case .bytes(let bytes): return repaired(bytes)
    case .timestamp(let time): return time.description
    case .duration(let duration): return duration.description
    case .type(let name): return name.rawValue
    case .ip(let address): return address.description
    case .cidr(let block): return block.description
    case .list(let list):
      return "[" + (try list.elements.map { element throws(CELError) in try words(element) }).joined(separator: ", ")
        + "]"
    case .map(let map):
      let entries = try map.entries.map { entry throws(CELError) in (try words(entry.key), try words(entry.value)) }
      return "{" + entries.sortedByBytes(of: \.0).map { "\($0): \($1)" }.joined(separator: ", ") + "}"
    case .optional: throw refusal(0x73, value)
    }
  }

  /// UTF-8 with each run of bytes that is none replaced by one U+FFFD.
  private static func repaired(_ bytes: [UInt8]) -> String {
    var result = String.UnicodeScalarView()
    var wasReplaced = false
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar):
        result.append(scalar)
        wasReplaced = false
      case .error:
        if !wasReplaced { result.append("\u{FFFD}") }
        wasReplaced = true
      case .emptyInput: return String(result)
      }
    }
  }

  private static func decimal(_ value: CELValue) throws(CELError) -> String {
    switch value {
    case .int(let number): String(number)
    case .uint(let number): String(number)
    case .double(let number): DecimalText(number).plain
    default: throw refusal(0x64, value)
    }
  }

  private static func number(
    _ value: CELValue, _ clause: UInt8, _ write: (ExactDecimal) -> String
  ) throws(CELError) -> String {
    let number: Double
    switch value {
    case .int(let value): number = Double(value)
    case .uint(let value): number = Double(value)
    case .double(let value): number = value
    default: throw refusal(clause, value)
    }
    return number.isFinite ? write(ExactDecimal(number)) : DecimalText(number).special
  }

  private static func whole(_ value: CELValue, _ clause: UInt8, radix: Int) throws(CELError) -> String {
    switch value {
    case .int(let number): String(number, radix: radix)
    case .uint(let number): String(number, radix: radix)
    case .bool(let truth) where radix == 2: truth ? "1" : "0"
    default: throw refusal(clause, value)
    }
  }

  private static func hexadecimal(_ value: CELValue, _ clause: UInt8) throws(CELError) -> String {
    switch value {
    case .string(let text): text.utf8.hexadecimal
    case .bytes(let bytes): bytes.hexadecimal
    default: try whole(value, clause, radix: 16)
    }
  }
}
