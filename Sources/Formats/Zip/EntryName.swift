import Bytes

/// The rules that the names of entries keep, so that a pack unpacks to the same files on every system.
package enum EntryName {
  private static let slash = UInt8(ascii: "/")

  /// What is wrong with a name, or nil. `name` is the whole name with its root folder.
  package static func problem(with name: String) -> ZipProblem? { problem(with: Array(name.utf8)) }

  static func problem(with bytes: [UInt8]) -> ZipProblem? {
    let name = String(decoding: bytes, as: UTF8.self)
    guard bytes.count <= ZipLimits.nameLength else {
      return ZipProblem(.charset, entry: name, "name is longer than \(ZipLimits.nameLength) bytes")
    }
    if let byte = bytes.first(where: { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: ":") }) {
      return ZipProblem(
        .path, entry: name, "name holds '\(Unicode.Scalar(byte))', which separates folders or drives on Windows")
    }
    for component in bytes.split(separator: slash, omittingEmptySubsequences: false) {
      if let (code, message) = problem(withComponent: component) { return ZipProblem(code, entry: name, message) }
    }
    return nil
  }

  private static func problem(withComponent bytes: ArraySlice<UInt8>) -> (ZipProblem.Code, String)? {
    let text = String(decoding: bytes, as: UTF8.self)
    if bytes.isEmpty { return (.path, "name has an empty part: it is absolute, a folder, or has '//'") }
    if text == "." || text == ".." { return (.path, "name holds '\(text)'") }
    if !bytes.allSatisfy(isAllowed) { return (.charset, "name holds other characters than A-Z a-z 0-9 . _ -") }
    if bytes.first == UInt8(ascii: "-") { return (.charset, "'\(text)' begins with '-'") }
    if bytes.last == UInt8(ascii: ".") { return (.charset, "'\(text)' ends with '.'") }
    if isDevice(text) { return (.charset, "'\(text)' is a device on Windows") }
    return nil
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: "-")
  }

  /// Windows takes these for devices in any case and with any suffix.
  private static func isDevice(_ component: String) -> Bool {
    let stem = component.prefix { $0 != "." }.uppercased()
    if ["CON", "PRN", "AUX", "NUL"].contains(stem) { return true }
    return stem.utf8.count == 4 && (stem.hasPrefix("COM") || stem.hasPrefix("LPT"))
      && stem.utf8.last?.isASCIIDigit == true
  }

  /// Names that are equal, or that would be one file or a file and a folder where case does not count.
  ///
  /// In the order of lowercase bytes with `/` before everything, colliding names are neighbours.
  package static func collisions(among names: [String]) -> [ZipProblem] {
    let sorted = names.map { (name: $0, parts: parts(of: $0)) }.sorted {
      $0.parts.lexicographicallyPrecedes($1.parts) { $0.lexicographicallyPrecedes($1) }
    }
    return zip(sorted, sorted.dropFirst()).compactMap { collision($0.name, $1.name) }
  }

  private static func parts(of name: String) -> [[UInt8]] {
    name.utf8.split(separator: slash, omittingEmptySubsequences: false).map { $0.map(lowercase) }
  }

  private static func lowercase(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }

  private static func collision(_ a: String, _ b: String) -> ZipProblem? {
    if Array(a.utf8) == Array(b.utf8) { return ZipProblem(.duplicate, entry: b, "entry appears twice") }
    let mine = a.utf8.split(separator: slash, omittingEmptySubsequences: false).map(Array.init)
    let other = b.utf8.split(separator: slash, omittingEmptySubsequences: false).map(Array.init)
    for (depth, (x, y)) in zip(mine, other).enumerated() {
      guard x.map(lowercase) == y.map(lowercase) else { return nil }
      if x != y { return ZipProblem(.collision, entry: b, "differs from '\(a)' only in upper and lower case") }
      if depth + 1 == mine.count, depth + 1 < other.count {
        return ZipProblem(.collision, entry: b, "lies in a folder of the name of the file '\(a)'")
      }
    }
    return nil
  }
}
