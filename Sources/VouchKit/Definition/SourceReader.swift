import AuditModel
import Bytes
import Diagnostics
import Rows
import YAML

/// Reads the sources of a definition.
struct SourceReader {
  let collector: DiagnosticCollector
  let kinds: [DatasetKind]
  var presets = PresetShelf()

  func read(_ map: YAMLMapping) -> [SourceDefinition] {
    guard let sources = map.mapping("sources") else {
      if !map.has("sources") { map.error("definition has no 'sources'", hint: "name at least one export") }
      return []
    }
    if sources.all().isEmpty {
      map.error("'sources' names no export", atKey: "sources", hint: "name at least one export")
    }
    return sources.all().compactMap { entry in
      source(entry.name, YAMLMapping(entry.value, of: map.file, what: "source", collector))
    }
  }

  private func source(_ name: String, _ map: YAMLMapping) -> SourceDefinition? {
    let paths = self.paths(map)
    let preset = self.preset(map)
    let base = preset?.draft.named(paths.first)
    let format = map.node("format")?.text.map { ExportFormat(rawValue: $0) } ?? base?.format
    let reader = MappingReader(
      collector: collector, kinds: kinds,
      namesColumns: (format ?? paths.first.flatMap(SourceReader.format)) == .csv)
    let draft = reader.read(map, over: base)
    let extraction = self.extraction(map)
    let tolerated = self.tolerance(map)
    map.finish()
    if draft.kind == nil, !map.has("kind"), !map.has("preset") {
      map.error("source has no 'kind'", hint: "add 'kind: …', or 'preset: …' for a well-known system")
    }
    guard let kind = draft.kind, let first = paths.first else { return nil }
    if let preset, !map.has("format"),
      let problem = SourceReader.mismatch(preset.name, preset.draft, first, in: presets, otherwise: "say format: csv")
    {
      map.error(problem.message, atKey: "path", hint: problem.hint)
    }
    guard let format = draft.format ?? SourceReader.format(of: first) else {
      map.error(
        "cannot tell the format of '\(first)' from its name", atKey: "path", hint: "say format: jsonl, json or csv")
      return nil
    }
    return draft.source(
      name: name, paths: paths, kind: kind, format: format, extraction: extraction, preset: preset?.name,
      tolerated: tolerated)
  }

  /// The preset that the source begins from.
  private func preset(_ map: YAMLMapping) -> (name: String, draft: MappingDraft)? {
    guard let name = map.optionalString("preset") else { return nil }
    guard let file = presets.file(named: name, collector) else {
      map.error(
        "unknown preset '\(name)'", atKey: "preset",
        hint: suggestionHint(for: name, in: presets.names) ?? "known here: \(presets.names.joined(separator: ", "))")
      return nil
    }
    return (name, MappingReader(collector: collector, kinds: kinds).preset(file))
  }

  /// What is wrong where a preset reads JSON and a file is named as CSV; nil for a preset that reads both. `draft` is the
  /// preset as it is written; `otherwise` says what to do about a CSV export whose columns are named as the paths of the
  /// JSON one.
  static func mismatch(
    _ name: String, _ draft: MappingDraft, _ path: String, in presets: PresetShelf, otherwise: String
  ) -> (message: String, hint: String)? {
    let (other, isFlat) = ("\(name)-csv", draft.explosion == nil)
    let isKnown = presets.names.contains(other)
    guard draft.format == .json, format(of: path) == .csv, isKnown || !isFlat else { return nil }
    let flat = isFlat ? "; if its columns are named as JSON has the members, \(otherwise)" : ""
    return (
      "preset '\(name)' reads JSON, and '\(path)' is named as CSV",
      isKnown ? "use preset: \(other)\(flat)" : "export JSON, or say format: json if it is that"
    )
  }

  /// The format by the suffix, before `.gz`.
  static func format(of path: String) -> ExportFormat? {
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

  /// `tolerate: {rejected: 0.1%}`: a share in per cent, or a number between 0 and 1.
  private func tolerance(_ map: YAMLMapping) -> Double? {
    guard let tolerate = map.mapping("tolerate") else { return nil }
    defer { tolerate.finish() }
    guard let text = tolerate.string("rejected") else { return nil }
    let isPercentage = text.hasSuffix("%")
    let figure = isPercentage ? String(text.dropLast()) : text
    guard let value = Double(figure), value.isFinite, value >= 0, value <= (isPercentage ? 100 : 1) else {
      tolerate.error(
        "'\(text)' is no share of the records", atKey: "rejected", hint: "write 0.1%, or a number between 0 and 1")
      return nil
    }
    return isPercentage ? value.ofPercent : value
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
