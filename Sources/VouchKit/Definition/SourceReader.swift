import AuditModel
import Diagnostics
import Rows
import YAML

/// Reads the sources of a definition.
struct SourceReader {
  let collector: DiagnosticCollector
  let kinds: [DatasetKind]

  func read(_ map: YAMLMapping) -> [SourceDefinition] {
    guard let sources = map.mapping("sources") else {
      if !map.has("sources") { map.error("definition has no 'sources'", hint: "name at least one export") }
      return []
    }
    return sources.all().compactMap { entry in
      source(entry.name, YAMLMapping(entry.value, of: map.file, what: "source", collector))
    }
  }

  private func source(_ name: String, _ map: YAMLMapping) -> SourceDefinition? {
    let paths = self.paths(map)
    let kind = self.kind(map)
    let format = map.optionalChoice("format", among: ExportFormat.self)
    let envelope = map.optionalString("explode").map(FieldPath.envelope) ?? []
    let fields =
      kind.map { self.fields(map, $0) }
      ?? {
        _ = map.node("fields"); return []
      }()
    let unique = map.items("unique").compactMap { path(of: $0, map) }
    let extraction = self.extraction(map)
    map.finish()
    guard let kind, let first = paths.first else { return nil }
    guard let format = format ?? SourceReader.format(of: first) else {
      map.error(
        "cannot tell the format of '\(first)' from its name", atKey: "path", hint: "say format: jsonl, json or csv")
      return nil
    }
    return SourceDefinition(
      name: name, paths: paths, kind: kind, format: format, envelope: envelope, fields: fields, unique: unique,
      extraction: extraction)
  }

  /// The format by the suffix, before `.gz`.
  private static func format(of path: String) -> ExportFormat? {
    let plain = path.hasSuffix(".gz") ? String(path.dropLast(3)) : path
    if plain.hasSuffix(".jsonl") || plain.hasSuffix(".ndjson") || plain.hasSuffix(".log") { return .jsonl }
    if plain.hasSuffix(".json") { return .json }
    if plain.hasSuffix(".csv") { return .csv }
    // `*.jsonl*` names plain and compressed files alike.
    return plain.hasSuffix(".jsonl*")
      ? .jsonl : plain.hasSuffix(".json*") ? .json : plain.hasSuffix(".csv*") ? .csv : nil
  }

  private func paths(_ map: YAMLMapping) -> [String] {
    guard map.required("path") != nil else { return [] }
    return map.items("path").compactMap { node in
      guard let path = node.text else {
        map.error("a path must be a text", at: node)
        return nil
      }
      return isRelative(path, node, map) ? path : nil
    }
  }

  private func kind(_ map: YAMLMapping) -> DatasetKind? {
    guard let name = map.string("kind") else { return nil }
    if let kind = kinds.first(where: { $0.name == name }) { return kind }
    map.error(
      "unknown kind '\(name)'", atKey: "kind",
      hint: suggestionHint(for: name, in: kinds.map(\.name)) ?? "declare it under 'kinds', or use one that ships")
    return nil
  }

  private func fields(_ map: YAMLMapping, _ kind: DatasetKind) -> [FieldMapping] {
    guard let fields = map.mapping("fields") else { return [] }
    return fields.all().compactMap { entry in
      if kind.schema.position(of: entry.name) == nil {
        fields.error(
          "kind '\(kind.name)' has no field '\(entry.name)'", at: entry.key,
          hint: suggestionHint(for: entry.name, in: kind.schema.fields.map(\.name)))
        return nil
      }
      return path(of: entry.value, fields).map { FieldMapping(field: entry.name, path: $0) }
    }
  }

  private func path(of node: YAMLNode, _ map: YAMLMapping) -> [String]? {
    switch node.content {
    case .sequence(let items):
      let parts = items.compactMap(\.text)
      if parts.count == items.count, !parts.isEmpty { return parts }
    case .scalar(let text, _):
      if let path = FieldPath.plain(text) { return path }
    case .mapping: break
    }
    map.error(
      "not a path into a record", at: node,
      hint: "write names between dots (userIdentity.arn), or a list of names where a name holds a dot")
    return nil
  }

  private func extraction(_ map: YAMLMapping) -> Extraction? {
    guard let extraction = map.mapping("extraction") else { return nil }
    let expected = extraction.optionalInt("expected_records")
    if let expected, expected < 0 { extraction.error("'expected_records' is negative", atKey: "expected_records") }
    let at = extraction.optionalString("extracted_at")
    let instant = at.flatMap { Instant(rfc3339: $0) }
    if let at, instant == nil {
      extraction.error(
        "'extracted_at' must be an RFC 3339 time, not '\(at)'", atKey: "extracted_at",
        hint: "write 2024-04-02T09:00:00Z")
    }
    let result = Extraction(
      system: extraction.optionalString("system"), query: extraction.optionalString("query"), extractedAt: instant,
      extractedBy: extraction.optionalString("extracted_by"), expectedRecords: expected.map(Int64.init))
    extraction.finish()
    return result
  }
}

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

  /// `Records[]` or `data.items[]`: the member that holds the records.
  static func envelope(_ text: String) -> [String] {
    let path = text.hasSuffix("[]") ? String(text.dropLast(2)) : text
    return path.split(separator: ".").map(String.init)
  }
}
