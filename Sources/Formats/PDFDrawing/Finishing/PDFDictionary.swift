import Bytes

/// A dictionary of a PDF: its keys in their order, each with the text of its value.
struct PDFDictionary {
  private var entries: [(key: String, value: ArraySlice<UInt8>)] = []

  init(_ entries: [(key: String, value: String)] = []) {
    self.entries = entries.map { ($0.key, Array($0.value.utf8)[...]) }
  }

  /// Reads the text of a dictionary; nil for what is none.
  init?(_ text: ArraySlice<UInt8>) {
    var scanner = PDFScanner(text)
    guard scanner.pass("<"), scanner.pass("<") else { return nil }
    while let key = scanner.value() {
      guard let value = scanner.value() else { return nil }
      entries.append((String(decoding: key, as: UTF8.self), value))
    }
  }

  /// The text of the value under a key, empty where there is none.
  subscript(_ key: String) -> ArraySlice<UInt8> {
    entries.first { $0.key == key }?.value ?? []
  }

  /// Gives a key a value, written as PDF writes it; an empty one removes the key.
  mutating func set(_ key: String, _ value: some Sequence<UInt8>) {
    let value = ArraySlice(value)
    if let place = entries.firstIndex(where: { $0.key == key }) {
      if value.isEmpty { entries.remove(at: place) } else { entries[place].value = value }
    } else if !value.isEmpty {
      entries.append((key, value))
    }
  }

  mutating func set(_ key: String, _ value: String) { set(key, value.utf8) }

  var values: [ArraySlice<UInt8>] { entries.map(\.value) }

  /// The dictionary as text.
  var text: [UInt8] {
    var text: [UInt8] = Array("<<".utf8)
    for entry in entries {
      text += entry.key.utf8
      text.append(0x20)
      text += entry.value
    }
    return text + ">>".utf8
  }
}

/// How PDF writes text strings (ISO 32000-1 7.9.2).
enum PDFString {
  /// ASCII as it is, everything else in UTF-16 behind a byte order mark.
  static func written(_ text: String) -> [UInt8] {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return literal(text) }
    var result = Array("<FEFF".utf8)
    for unit in text.utf16 {
      result += [UInt8(truncatingIfNeeded: unit >> 8), UInt8(truncatingIfNeeded: unit)].hexadecimal.utf8
    }
    return result + [UInt8(ascii: ">")]
  }

  private static func literal(_ text: String) -> [UInt8] {
    var result = [UInt8(ascii: "(")]
    for byte in text.utf8 {
      if "()\\".utf8.contains(byte) { result.append(UInt8(ascii: "\\")) }
      result.append(byte)
    }
    return result + [UInt8(ascii: ")")]
  }
}
