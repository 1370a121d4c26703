/// Paths into a record, as a definition writes them.
enum FieldPath {
  /// Names between dots: letters, digits, `_`, `-`, `@`, `:`; a number is a place in an array.
  static func plain(_ text: String) -> [String]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let allowed = parts.allSatisfy { part in
      !part.isEmpty
        && part.unicodeScalars.allSatisfy { scalar in
          scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
            || ["_", "-", "@", ":"].contains(scalar)
        }
    }
    return allowed ? parts : nil
  }

  /// `Records[]`, `data.items[]`, `items[].events[]`, `[].events[]`: the member that holds the records, and the list
  /// inside each of them; nil for anything else.
  static func explosion(_ text: String) -> (envelope: [String], nested: [String])? {
    var parts: [[String]] = []
    var rest = text[...]
    while let mark = rest.firstRange(of: "[]") {
      parts.append(names(rest[..<mark.lowerBound]))
      rest = rest[mark.upperBound...]
      guard rest.isEmpty || rest.hasPrefix(".") else { return nil }
      rest = rest.dropFirst()
    }
    if !rest.isEmpty { parts.append(names(rest)) }
    guard (1...2).contains(parts.count), parts.count == 1 || !parts[1].isEmpty else { return nil }
    return (parts[0], parts.count == 2 ? parts[1] : [])
  }

  private static func names(_ text: Substring) -> [String] { text.split(separator: ".").map(String.init) }
}
