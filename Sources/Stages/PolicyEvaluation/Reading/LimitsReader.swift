package import CEL
package import YAML

/// Reads `limits:`, the constants that a policy's expressions name: numbers, truth values, texts.
package enum LimitsReader {
  package static func read(_ map: YAMLMapping) -> [(String, CELValue)] {
    map.all().compactMap { entry in
      switch entry.value.scalar {
      case .int(let value): return (entry.name, .int(value))
      case .double(let value): return (entry.name, .double(value))
      case .bool(let value): return (entry.name, .bool(value))
      case .text(let value): return (entry.name, .string(value))
      case .null, nil:
        map.error(
          "limit '\(entry.name)' has no value", at: entry.value, hint: "give it a number, true or false, or a text")
        return nil
      }
    }
  }
}
