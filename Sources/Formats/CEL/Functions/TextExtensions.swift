extension StandardLibrary {
  /// The strings extension: positions count code points from 0.
  static let textExtensions: [CELFunction] = [
    CELFunction(
      "charAt",
      [
        .method([.string, .int], .string) { a, _ throws(CELError) in
          let text = CodePoints(a.string(0))
          let index = try text.position(a.int(1), "charAt")
          return .string(index == text.count ? "" : text[index..<index + 1])
        }
      ]),
    CELFunction(
      "indexOf",
      [
        .method([.string, .string], .int) { a, _ in
          .int(CodePoints(a.string(0)).first(a.string(1), from: 0))
        },
        .method([.string, .string, .int], .int) { a, _ throws(CELError) in
          let text = CodePoints(a.string(0))
          return .int(text.first(a.string(1), from: try text.position(a.int(2), "indexOf")))
        },
      ]),
    CELFunction(
      "lastIndexOf",
      [
        .method([.string, .string], .int) { a, _ in
          let text = CodePoints(a.string(0))
          return .int(text.last(a.string(1), upTo: text.count))
        },
        .method([.string, .string, .int], .int) { a, _ throws(CELError) in
          let text = CodePoints(a.string(0))
          return .int(text.last(a.string(1), upTo: try text.position(a.int(2), "lastIndexOf")))
        },
      ]),
    CELFunction(
      "substring",
      [
        .method([.string, .int], .string) { a, _ throws(CELError) in
          let text = CodePoints(a.string(0))
          return .string(text[try text.position(a.int(1), "substring")..<text.count])
        },
        .method([.string, .int, .int], .string) { a, _ throws(CELError) in
          let text = CodePoints(a.string(0))
          let (start, end) = (try text.position(a.int(1), "substring"), try text.position(a.int(2), "substring"))
          guard start <= end else { throw CELError("'substring' ends before it begins: \(start), \(end)") }
          return .string(text[start..<end])
        },
      ]),
    CELFunction(
      "replace",
      [
        .method([.string, .string, .string], .string) { a, _ throws(CELError) in
          .string(try replaced(a.string(0), a.string(1), by: a.string(2), limit: .max))
        },
        .method([.string, .string, .string, .int], .string) { a, _ throws(CELError) in
          let limit = a.int(3)
          return .string(try replaced(a.string(0), a.string(1), by: a.string(2), limit: limit < 0 ? .max : Int(limit)))
        },
      ]),
    CELFunction(
      "split",
      [
        .method([.string, .string], .list(.string)) { a, _ in .list(split(a.string(0), a.string(1), .max)) },
        .method([.string, .string, .int], .list(.string)) { a, _ in
          .list(split(a.string(0), a.string(1), a.int(2) < 0 ? .max : Int(a.int(2))))
        },
      ]),
    CELFunction(
      "join",
      [
        .method([.list(.string)], .string) { a, _ throws(CELError) in .string(try joined(a.list(0), "")) },
        .method([.list(.string), .string], .string) { a, _ throws(CELError) in
          .string(try joined(a.list(0), a.string(1)))
        },
      ]),
    CELFunction("trim", [.method([.string], .string) { a, _ in .string(trimmed(a.string(0))) }]),
    CELFunction(
      "lowerAscii",
      [.method([.string], .string) { a, _ in .string(mapped(a.string(0), 0x41...0x5A, +0x20)) }]),
    CELFunction(
      "upperAscii",
      [.method([.string], .string) { a, _ in .string(mapped(a.string(0), 0x61...0x7A, -0x20)) }]),
    CELFunction("strings.quote", [.function([.string], .string) { a, _ in .string(quoted(a.string(0))) }]),
    CELFunction(
      "format",
      [
        .method([.string, .list(.dyn)], .string) { a, _ throws(CELError) in
          .string(try Formatting.formatted(a.string(0), a.list(1)))
        }
      ]),
  ]

  private static func replaced(
    _ text: String, _ old: String, by new: String, limit: Int
  ) throws(CELError) -> String {
    let bytes = Array(text.utf8)
    let places =
      old.isEmpty ? Array(CodePoints(text).offsets.prefix(limit)) : TextSearch(for: old).all(in: bytes, limit: limit)
    let (growth, overflow) = places.count.multipliedReportingOverflow(by: new.utf8.count)
    guard !overflow, growth.addingSaturating(bytes.count) <= CELLimits.valueSize else { throw CELEvaluation.tooLarge }
    var result: [UInt8] = []
    var start = 0
    for place in places {
      result += bytes[start..<place] + Array(new.utf8)
      start = place + old.utf8.count
    }
    return String(decoding: result + bytes[start...], as: UTF8.self)
  }

  /// At most `limit` parts, the last with all the rest; an empty separator parts the code points.
  private static func split(_ text: String, _ separator: String, _ limit: Int) -> [CELValue] {
    guard limit > 0 else { return [] }
    let bytes = Array(text.utf8)
    let cuts =
      separator.isEmpty
      ? Array(CodePoints(text).offsets.dropFirst().dropLast().prefix(limit - 1))
      : TextSearch(for: separator).all(in: bytes, limit: limit - 1)
    if separator.isEmpty, bytes.isEmpty { return [] }
    var parts: [CELValue] = []
    var start = 0
    for cut in cuts {
      parts.append(.string(String(decoding: bytes[start..<cut], as: UTF8.self)))
      start = cut + separator.utf8.count
    }
    return parts + [.string(String(decoding: bytes[start...], as: UTF8.self))]
  }

  private static func joined(_ elements: [CELValue], _ separator: String) throws(CELError) -> String {
    var text = ""
    for (index, element) in elements.enumerated() {
      guard case .string(let part) = element else { throw CELError.noOverload("join", [element]) }
      text += index == 0 ? part : separator + part
      guard text.utf8.count <= CELLimits.valueSize else { throw CELEvaluation.tooLarge }
    }
    return text
  }

  /// The text without white space at its ends, by Unicode's White_Space property.
  private static func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }

  private static func mapped(_ text: String, _ range: ClosedRange<UInt8>, _ shift: Int) -> String {
    String(decoding: text.utf8.map { range.contains($0) ? UInt8(Int($0) + shift) : $0 }, as: UTF8.self)
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\u{7}": result += "\\a"
      case "\u{8}": result += "\\b"
      case "\u{C}": result += "\\f"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{B}": result += "\\v"
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
