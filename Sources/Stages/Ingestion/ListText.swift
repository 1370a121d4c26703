import JSON

/// JSON arrays as lists of texts.
enum ListText {
  /// Whether an array as RFC 8785 writes it holds nothing but texts; it is a list cell's text already.
  static func holdsTexts(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count >= 2, unsafe bytes[0] == UInt8(ascii: "[") else { return false }
    var place = 1
    if unsafe bytes[place] == UInt8(ascii: "]") { return true }
    while place < bytes.count, unsafe bytes[place] == UInt8(ascii: "\"") {
      place += 1
      while place < bytes.count, unsafe bytes[place] != UInt8(ascii: "\"") {
        place += unsafe bytes[place] == UInt8(ascii: "\\") ? 2 : 1
      }
      guard place + 1 < bytes.count else { return false }
      if unsafe bytes[place + 1] == UInt8(ascii: "]") { return place + 2 == bytes.count }
      place += 2
    }
    return false
  }

  /// The items of an array, numbers and truth values as their words; nil for any other text, and for an array that holds
  /// something else.
  static func items(_ bytes: UnsafeBufferPointer<UInt8>) -> [String]? {
    guard unsafe bytes.first == UInt8(ascii: "["),
      let array = unsafe try? JSONParser.parse(Array(bytes), name: "list", limits: .record).array
    else { return nil }
    var items: [String] = []
    for value in array {
      switch value {
      case .string(let text): items.append(text)
      case .int, .double, .bool:
        items.append(String(decoding: CanonicalJSON.recordPart(value), as: UTF8.self))
      case .null, .array, .object: return nil
      }
    }
    return items
  }
}
