import Diagnostics
import JSON

extension Vouch {
  /// A file of a pack as it is, or a value within a JSON file: `metrics.json:metrics.0.value`, a text without quotes and
  /// with a line break.
  ///
  /// In a list, a step is a place counted from 0, or the `gate`, `name` or `id` of an element.
  public static func inspect(_ path: String, get: String) throws(Diagnostics) -> [UInt8] {
    do throws(Diagnostic) {
      let pack = try OpenedPack(path)
      let parts = get.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard let file = parts.first, pack.has(file) else {
        throw Diagnostic(
          "the pack has no file '\(parts.first ?? "")'",
          hint: suggestionHint(for: parts.first ?? "", in: pack.names) ?? "'unzip -l' lists its files")
      }
      guard parts.count == 2 else { return try pack.bytes(file) }
      var value = try pack.json(file)
      for step in parts[1].split(separator: ".").map(String.init) {
        guard let next = InspectedValue.step(step, in: value) else {
          throw Diagnostic("'\(file)' has no '\(step)' there", hint: InspectedValue.choices(value))
        }
        value = next
      }
      if let text = value.string { return Array(text.utf8) + [0x0A] }
      return try CanonicalJSON.write(value) + [0x0A]
    } catch {
      throw Diagnostics(error)
    }
  }
}

/// Steps into JSON values.
private enum InspectedValue {
  static func step(_ step: String, in value: JSONValue) -> JSONValue? {
    if let index = Int(step), let element = value[index] { return element }
    if let named = value.array?.first(where: { element in names(element).contains(step) }) { return named }
    return value[step]
  }

  private static func names(_ element: JSONValue) -> [String] {
    ["gate", "name", "id"].compactMap { element[$0]?.string }
  }

  /// What there is to choose from.
  static func choices(_ value: JSONValue) -> String {
    let keys = value.object?.keys ?? value.array?.prefix(12).compactMap { names($0).first } ?? []
    return keys.isEmpty ? "there is nothing below" : "there is " + keys.prefix(12).joined(separator: ", ")
  }
}
