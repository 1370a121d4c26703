import Bytes
import Rows

/// Reads the flat objects that events and incidents carry: `[{"at": …, "note": …}]`. Nested values are left out.
///
/// The text was parsed when it was read, so it is well formed; anything else gives fewer items, never an error.
enum JSONItems {
  /// The members with a text, number or truth value, as text.
  static func objects(_ json: String?) -> [[String: String]] {
    guard let json else { return [] }
    var scanner = Scanner(bytes: Array(json.utf8))
    return scanner.objects()
  }

  private struct Scanner {
    let bytes: [UInt8]
    var position = 0
    var depth = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func objects() -> [[String: String]] {
      var all: [[String: String]] = []
      var current: [String: String] = [:]
      var key: String?
      while position < bytes.count {
        let byte = bytes[position]
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          depth += 1
          if depth == objectDepth { current = [:] }
          key = nil
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          if depth == objectDepth { all.append(current) }
          depth -= 1
          key = nil
        case UInt8(ascii: "\""):
          let text = string()
          if depth == objectDepth { take(text, &key, &current) }
          continue
        case UInt8(ascii: ","): key = nil
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "t"), UInt8(ascii: "f"):
          let text = bare()
          if depth == objectDepth, key != nil { take(text, &key, &current) }
          continue
        default: break
        }
        position += 1
      }
      return all
    }

    /// Objects stand in one array, or alone.
    private var objectDepth: Int { bytes.first == UInt8(ascii: "{") ? 1 : 2 }

    private func take(_ text: String, _ key: inout String?, _ current: inout [String: String]) {
      if let name = key {
        current[name] = text
        key = nil
      } else {
        key = text
      }
    }

    private mutating func bare() -> String {
      let start = position
      while position < bytes.count,
        bytes[position].isASCIIDigit || bytes[position].isASCIILetter
          || [UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: ".")].contains(bytes[position])
      { position += 1 }
      return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// The string at the position, past its closing quote.
    private mutating func string() -> String {
      let start = position
      position += 1
      while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
        position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
      }
      position = min(position + 1, bytes.count)
      let text = String(decoding: bytes[start..<position], as: UTF8.self)
      return CellText.items("[\(text)]").first ?? ""
    }
  }
}
