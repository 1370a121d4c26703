import AuditModel
import Bytes
import CEL
import Diagnostics
import Ingestion
import Rows
import YAML

/// What a source or a preset says of how records are read, as far as it says anything.
struct MappingDraft {
  var kind: DatasetKind?
  var format: ExportFormat?
  var detectsForm: Bool?
  var explosion: (envelope: [String], nested: [String])?
  var fields: [FieldMapping] = []
  var time: TimeFormat?
  var unique: [[String]]?
  var uniqueExpressions: [String]?
  var filter: String?
  var normalized: [NormalizedType] = []
  var csv: CSVShape?
  var sequence: [String]?
  var chain: HashChain?
  var encoding: TextEncoding?

  /// The preset for an export of that name: systems that hand out JSON hand out CSV as well, with the same names.
  func named(_ path: String?) -> MappingDraft {
    guard format == .json, explosion == nil, path.flatMap(SourceReader.format) == .csv else { return self }
    var draft = self
    (draft.format, draft.detectsForm) = (.csv, false)
    return draft
  }

  func source(
    name: String, paths: [String], kind: DatasetKind, format: ExportFormat, extraction: Extraction?, preset: String?,
    tolerated: Double?
  ) -> SourceDefinition {
    SourceDefinition(
      name: name, paths: paths, kind: kind, format: format, envelope: explosion?.envelope ?? [], fields: fields,
      unique: unique ?? [], extraction: extraction,
      mapping: SourceMapping(
        preset: preset, detectsForm: detectsForm ?? false, nested: explosion?.nested ?? [], time: time ?? .rfc3339,
        uniqueExpressions: uniqueExpressions ?? [], filter: filter,
        normalized: normalized.sortedByBytes(of: \.original), csv: csv ?? CSVShape(), toleratedRejections: tolerated,
        sequence: sequence, chain: chain, encoding: encoding ?? .utf8))
  }
}

/// Reads the keys by which a source or a preset maps records to fields.
struct MappingReader {
  let collector: DiagnosticCollector
  let kinds: [DatasetKind]
  /// Whether records are rows of columns, whose names may be any text.
  var namesColumns = false

  /// A preset: a file of these keys alone, with a title and the place where the system's records are described.
  func preset(_ file: YAMLFile) -> MappingDraft {
    let map = YAMLMapping(file.root, of: file, what: "preset", collector)
    _ = map.string("title")
    _ = map.optionalString("documentation")
    var draft = read(map, over: nil)
    if draft.format == .json { draft.detectsForm = true }
    map.finish()
    return draft
  }

  /// What the mapping says, and for the rest what `base` does; single fields, defaults and types are laid over its.
  func read(_ map: YAMLMapping, over base: MappingDraft?) -> MappingDraft {
    var draft = base ?? MappingDraft()
    if let kind = kind(map) { draft.kind = kind }
    if let format = map.optionalChoice("format", among: ExportFormat.self) {
      draft.format = format
      draft.detectsForm = false
    }
    if let text = map.optionalString("explode") { draft.explosion = explosion(text, map) }
    if let time = time(map) { draft.time = time }
    if let kind = draft.kind {
      overlay(fields(map, kind), on: &draft)
      setDefaults(map, kind, &draft)
    } else {
      _ = (map.node("fields"), map.node("defaults"))
    }
    unique(map, &draft)
    if let filter = expression("where", map) { draft.filter = filter }
    normalize(map, &draft)
    if let csv = csv(map) { draft.csv = csv }
    if let node = map.node("sequence") { draft.sequence = path(of: node, map) }
    if let chain = chain(map) { draft.chain = chain }
    if let encoding = map.optionalChoice("encoding", among: TextEncoding.self) { draft.encoding = encoding }
    if draft.chain != nil, !(draft.explosion?.nested.isEmpty ?? true) {
      map.error(
        "a hash chain follows records, and a list inside each makes several of one",
        atKey: map.has("hash_chain") ? "hash_chain" : "explode",
        hint: "take the list apart in a second source, without hash_chain")
    }
    return draft
  }

  private func kind(_ map: YAMLMapping) -> DatasetKind? {
    guard let name = map.optionalString("kind") else { return nil }
    if let kind = kinds.first(where: { $0.name == name }) { return kind }
    map.error(
      "unknown kind '\(name)'", atKey: "kind",
      hint: suggestionHint(for: name, in: kinds.map(\.name)) ?? "declare it under 'kinds', or use one that ships")
    return nil
  }

  private func explosion(_ text: String, _ map: YAMLMapping) -> (envelope: [String], nested: [String])? {
    if let explosion = FieldPath.explosion(text) { return explosion }
    map.error(
      "'\(text)' names no list of records", atKey: "explode",
      hint: "write Records[], data.items[], or items[].events[] for a list inside each record")
    return nil
  }

  // MARK: Fields

  private func fields(_ map: YAMLMapping, _ kind: DatasetKind) -> [FieldMapping] {
    guard let fields = map.mapping("fields") else { return [] }
    return fields.all().compactMap { entry in
      isField(entry, of: kind, fields) ? field(entry.name, entry.value, fields) : nil
    }
  }

  private func isField(_ entry: YAMLNode.Entry, of kind: DatasetKind, _ map: YAMLMapping) -> Bool {
    if kind.schema.position(of: entry.name) != nil { return true }
    map.error(
      "kind '\(kind.name)' has no field '\(entry.name)'", at: entry.key,
      hint: suggestionHint(for: entry.name, in: kind.schema.fields.map(\.name)))
    return false
  }

  /// A path, an expression, a list of names, or a mapping that says more.
  private func field(_ name: String, _ node: YAMLNode, _ map: YAMLMapping) -> FieldMapping? {
    guard case .mapping = node.content else {
      return origin(of: node, map).map { FieldMapping(field: name, origin: $0) }
    }
    let details = YAMLMapping(node, of: map.file, what: "field", collector)
    let given = ["path", "any", "cel", "value"].filter { details.has($0) }
    guard given.count == 1, let way = given.first else {
      details.error("a field is one of 'path', 'any', 'cel' and 'value'", at: node)
      return nil
    }
    let origin: FieldMapping.Origin?
    switch way {
    case "path": origin = details.node("path").flatMap { path(of: $0, details) }.map { .paths([$0]) }
    case "any": origin = .paths(details.items("any").compactMap { path(of: $0, details) })
    case "cel": origin = expression("cel", details).map { .expression($0) }
    default: origin = details.string("value").map { .constant($0) }
    }
    let fallback = details.optionalString("default")
    let time = self.time(details)
    details.finish()
    return origin.map { FieldMapping(field: name, origin: $0, fallback: fallback, time: time) }
  }

  private func origin(of node: YAMLNode, _ map: YAMLMapping) -> FieldMapping.Origin? {
    guard let text = node.text, FieldPath.isExpression(text) else {
      return path(of: node, map).map { .paths([$0]) }
    }
    if isColumn(text) { return .paths([[text]]) }
    return checked(text, node, map).map { .expression($0) }
  }

  /// Whether a text that looks like an expression is the name of a column, as `Issue key` is.
  private func isColumn(_ text: String) -> Bool {
    namesColumns && !text.contains("record") && (try? MappingExpression(text)) == nil
  }

  private func path(of node: YAMLNode, _ map: YAMLMapping) -> [String]? {
    switch node.content {
    case .sequence(let items):
      let parts = items.compactMap(\.text)
      if parts.count == items.count, !parts.isEmpty { return parts }
    case .scalar(let text, _):
      if let path = FieldPath.plain(text) { return path }
      if isColumn(text) { return [text] }
    case .mapping: break
    }
    map.error(
      "not a path into a record", at: node,
      hint: "write names between dots (userIdentity.arn), or a list of names where a name holds a dot")
    return nil
  }

  private func overlay(_ own: [FieldMapping], on draft: inout MappingDraft) {
    draft.fields = draft.fields.filter { field in !own.contains { $0.field == field.field } } + own
  }

  /// `defaults: {tenant: acme}`: what records without a value have.
  private func setDefaults(_ map: YAMLMapping, _ kind: DatasetKind, _ draft: inout MappingDraft) {
    guard let defaults = map.mapping("defaults") else { return }
    for entry in defaults.all() where isField(entry, of: kind, defaults) {
      guard let text = defaults.string(entry.name) else { continue }
      let given = draft.fields.first { $0.field == entry.name } ?? FieldMapping(field: entry.name, path: [entry.name])
      overlay(
        [FieldMapping(field: given.field, origin: given.origin, fallback: text, time: given.time)], on: &draft)
    }
  }

  // MARK: Expressions

  private func expression(_ key: String, _ map: YAMLMapping) -> String? {
    guard let node = map.node(key), let text = map.optionalString(key) else { return nil }
    return checked(text, node, map)
  }

  /// The text, if it is an expression over `record`; else nil, and what is wrong is reported where it stands.
  private func checked(_ text: String, _ node: YAMLNode, _ map: YAMLMapping) -> String? {
    do throws(CELErrors) {
      _ = try MappingExpression(text)
      return text
    } catch {
      for problem in error.all {
        let diagnostic = problem.diagnostic { offset in
          var (line, column) = (1, 1)
          for scalar in text.unicodeScalars.prefix(offset) {
            (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
          }
          return map.file.location(of: node, line: line, column: column)
        }
        collector.report(
          Diagnostic(
            diagnostic.message, at: diagnostic.location,
            hint: diagnostic.hint ?? "write a path, or an expression over the export's record: record.name"))
      }
      return nil
    }
  }

  private func unique(_ map: YAMLMapping, _ draft: inout MappingDraft) {
    guard map.has("unique") else { return }
    let origins = map.items("unique").compactMap { origin(of: $0, map) }
    draft.unique = origins.compactMap { if case .paths(let paths) = $0 { paths.first } else { nil } }
    draft.uniqueExpressions = origins.compactMap { if case .expression(let text) = $0 { text } else { nil } }
  }

  // MARK: The rest

  /// `rfc3339`, `epoch_s`, `epoch_ms`, `epoch_us`, or `{pattern: …, zone: …}`.
  private func time(_ map: YAMLMapping) -> TimeFormat? {
    guard let node = map.node("time") else { return nil }
    if let text = node.text {
      if text == "rfc3339" { return .rfc3339 }
      if let unit = TimeFormat.Unit(rawValue: text) { return .epoch(unit) }
      map.error(
        "'\(text)' is no time format", at: node,
        hint: "write rfc3339, epoch_s, epoch_ms, epoch_us, or {pattern: yyyy-MM-dd HH:mm:ss, zone: UTC}")
      return nil
    }
    guard let details = map.mapping("time") else { return nil }
    let pattern = details.string("pattern")
    let zone = details.optionalString("zone")
    details.finish()
    guard let pattern else { return nil }
    let format = TimeFormat.pattern(pattern, zone: zone)
    guard let problem = format.problem else { return format }
    details.error(problem, atKey: "pattern", hint: "docs/sources.md lists the letters")
    return nil
  }

  private func normalize(_ map: YAMLMapping, _ draft: inout MappingDraft) {
    guard let types = map.mapping("normalize") else { return }
    let own = types.all().compactMap { entry in
      types.string(entry.name).map { NormalizedType(original: entry.name, canonical: $0) }
    }
    draft.normalized = draft.normalized.filter { type in !own.contains { $0.original == type.original } } + own
  }

  private func csv(_ map: YAMLMapping) -> CSVShape? {
    guard let csv = map.mapping("csv") else { return nil }
    let hasHeader = csv.optionalBool("header") ?? true
    let columns = csv.strings("columns")
    let delimiter = csv.optionalString("delimiter").map { $0 == "tab" ? "\t" : $0 } ?? ","
    let optional = csv.optionalInt("optional") ?? 0
    csv.finish()
    if optional < 0 || optional > columns.count {
      csv.error("'optional' is no number of the last columns", atKey: "optional")
    }
    if hasHeader != columns.isEmpty {
      csv.error(
        hasHeader ? "'columns' name a header that the export has" : "an export without a header needs 'columns'",
        atKey: "columns", hint: "write header: false and columns: […], or neither")
    }
    if Set(columns).count != columns.count { csv.error("'columns' name a column twice", atKey: "columns") }
    let bytes = Array(delimiter.utf8)
    guard bytes.count == 1, let byte = bytes.first, byte < 0x80, ![0x22, 0x0A, 0x0D, 0].contains(byte) else {
      csv.error("'\(delimiter)' cannot separate fields", atKey: "delimiter", hint: "write one character, or tab")
      return nil
    }
    return CSVShape(delimiter: byte, columns: hasHeader ? nil : columns, optional: optional)
  }

  private func chain(_ map: YAMLMapping) -> HashChain? {
    guard let chain = map.mapping("hash_chain") else { return nil }
    let previous = chain.required("previous").flatMap { path(of: $0, chain) }
    let own = chain.optionalString("hash")
    let form = chain.optionalChoice("over", among: HashChain.Form.self) ?? (own == nil ? .line : .canonical)
    chain.finish()
    if own != nil, form == .line {
      chain.error(
        "a record cannot hold the hash of its own line", atKey: "over", hint: "write over: canonical, or leave it out")
    }
    return previous.map { HashChain(previous: $0, own: own, form: form) }
  }
}
