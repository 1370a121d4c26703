package import AuditModel
package import CEL
import Diagnostics
import Rows
package import YAML

/// What measures are read against.
package struct MeasureContext: Sendable {
  package let kinds: [DatasetKind]
  package let constants: [CELEnvironment.Constant]
  package let functions: [CELFunction]
  package let zones: CELEnvironment.Zones
  /// The definition's sources, which are often taken for datasets.
  package let sources: [SourceName]

  package init(
    kinds: [DatasetKind], sources: [SourceName] = [], constants: [CELEnvironment.Constant], functions: [CELFunction],
    zones: @escaping CELEnvironment.Zones
  ) {
    self.kinds = kinds
    self.sources = sources
    self.constants = constants
    self.functions = functions
    self.zones = zones
  }
}

/// Reads the key `measures` of a policy or a definition.
package struct MeasureReader {
  private let context: MeasureContext
  /// The texts that expressions compare with; what was given at the beginning, and more.
  package private(set) var literals: [String]

  package init(_ context: MeasureContext, literals: [String]) {
    self.context = context
    self.literals = literals
  }

  /// The word after `measure:`.
  fileprivate enum Word: String, CaseIterable {
    case count, sum, min, max, mean, ratio, unique, percentile, duration
    case peakRate = "peak_rate"
  }

  /// The measures of a file; what is wrong is reported and left out.
  package mutating func read(_ map: YAMLMapping) -> [Measure] {
    var measures: [Measure] = []
    var names: Set<[UInt8]> = []
    for measure in map.mappings("measures", what: "measure") {
      guard let read = read(measure: measure) else { continue }
      if !names.insert(Array(read.name.utf8)).inserted {
        measure.error("measure '\(read.name)' is declared twice", atKey: "name", hint: "give one of them another name")
      }
      measures.append(read)
    }
    return measures
  }

  private mutating func read(measure map: YAMLMapping) -> Measure? {
    defer { map.finish() }
    let name = map.string("name")
    let word = map.choice("measure", among: Word.self)
    let unit = map.optionalString("unit")
    let dataset = map.string("records")
    guard let kind = dataset.flatMap({ name in context.kinds.first { $0.name == name } }) else {
      if let dataset {
        let unknown = UnknownDataset(dataset, kinds: context.kinds.map(\.name), sources: context.sources)
        map.error(unknown.message, atKey: "records", hint: unknown.hint)
      }
      for key in ["where", "group_by", "value", "holds", "from", "to", "percentile", "by", "per"] { _ = map.node(key) }
      return nil
    }
    let selects = predicate("where", map, kind)
    let groups = keys("group_by", map, kind)
    if let unit, let word, word == .ratio, !["1", "%"].contains(unit) {
      map.error(
        "a ratio counts in '1' or in '%', not in '\(unit)'", atKey: "unit",
        hint: "write unit: \"%\" for per cent, or leave it out for a share of 1")
    }
    guard let name, let word, let operation = operation(word, map, kind), selects != nil || !map.has("where"),
      let groups
    else { return nil }
    return Measure(
      name: name, dataset: kind, unit: unit ?? word.unit, operation: operation, selects: selects, groups: groups)
  }

  private mutating func operation(_ word: Word, _ map: YAMLMapping, _ kind: DatasetKind) -> Measure.Operation? {
    switch word {
    case .count: return .count
    case .sum: return value(map, kind).map { .sum($0) }
    case .min: return value(map, kind).map { .least($0) }
    case .max: return value(map, kind).map { .greatest($0) }
    case .mean: return value(map, kind).map { .mean($0) }
    case .ratio: return map.required("holds") == nil ? nil : predicate("holds", map, kind).map { .ratio($0) }
    case .unique: return map.required("value").flatMap { key($0, map, kind) }.map { .unique($0) }
    case .percentile:
      guard let percent = percent(map, default: nil), let value = value(map, kind) else { return nil }
      return .percentile(percent, value)
    case .duration:
      guard let percent = percent(map, default: 50), let from = time("from", map, kind), let to = time("to", map, kind)
      else { return nil }
      return .percentile(percent, MeasureValue(source: .elapsed(from: from, to: to)))
    case .peakRate: return peakRate(map, kind)
    }
  }

  private func peakRate(_ map: YAMLMapping, _ kind: DatasetKind) -> Measure.Operation? {
    let keys = self.keys("by", map, kind)
    guard let text = map.string("per") else { return nil }
    guard let window = ISODuration(text)?.microseconds, window > 0 else {
      map.error("'\(text)' is no window", atKey: "per", hint: "write an ISO 8601 duration without months, such as PT1M")
      return nil
    }
    guard let time = kind.selection.time.flatMap({ kind.schema.position(of: $0) }) else {
      map.error("records of '\(kind.name)' have no time", atKey: "records")
      return nil
    }
    return keys.map { .peakRate($0, window: window, time: time) }
  }

  private func percent(_ map: YAMLMapping, default standard: Double?) -> Double? {
    guard let percent = map.optionalDouble("percentile") ?? standard else {
      _ = map.required("percentile")
      return nil
    }
    if percent >= 0, percent <= 100 { return percent }
    map.error("a percentile lies between 0 and 100", atKey: "percentile")
    return nil
  }

  private func value(_ map: YAMLMapping, _ kind: DatasetKind) -> MeasureValue? {
    guard let node = map.required("value"), let text = map.string("value") else { return nil }
    if let column = kind.schema.position(of: text), [.int, .double].contains(kind.schema.fields[column].type) {
      return MeasureValue(source: .column(column))
    }
    guard let value = expression(text, node, map, kind) else { return nil }
    if value.type.canBeNumber { return MeasureValue(source: .expression(value)) }
    map.error("'\(text)' is a \(value.type), not a number or a length of time", atKey: "value")
    return nil
  }

  private func time(_ key: String, _ map: YAMLMapping, _ kind: DatasetKind) -> Int? {
    guard let name = map.string(key) else { return nil }
    let times = kind.schema.fields.filter { $0.type == .timestamp }.map(\.name)
    if times.contains(name), let column = kind.schema.position(of: name) { return column }
    map.error("'\(name)' is no time of '\(kind.name)'", atKey: key, hint: suggestionHint(for: name, in: times))
    return nil
  }

  /// Nil if one of them is wrong.
  private func keys(_ key: String, _ map: YAMLMapping, _ kind: DatasetKind) -> [MeasureKey]? {
    let nodes = map.items(key)
    let keys = nodes.compactMap { self.key($0, map, kind) }
    return keys.count == nodes.count ? keys : nil
  }

  /// A field by its name, or an expression.
  private func key(_ node: YAMLNode, _ map: YAMLMapping, _ kind: DatasetKind) -> MeasureKey? {
    guard let text = node.text else {
      map.error("a key must be a field or an expression", at: node)
      return nil
    }
    if let column = kind.schema.position(of: text) { return MeasureKey(name: text, source: .column(column)) }
    return expression(text, node, map, kind).map { MeasureKey(name: text, source: .expression($0)) }
  }

  private func environment(_ kind: DatasetKind) -> RecordEnvironment {
    RecordEnvironment(
      schema: kind.schema, constants: context.constants, functions: context.functions, zones: context.zones)
  }

  private func expression(
    _ text: String, _ node: YAMLNode, _ map: YAMLMapping, _ kind: DatasetKind
  ) -> RecordExpression? {
    do throws(CELErrors) { return try RecordExpression(text, environment(kind)) } catch {
      report(error, text, node, map)
      return nil
    }
  }

  private mutating func predicate(_ key: String, _ map: YAMLMapping, _ kind: DatasetKind) -> RecordPredicate? {
    guard let node = map.node(key), let text = map.string(key) else { return nil }
    do throws(CELErrors) {
      let predicate = try RecordPredicate(text, environment(kind), literals: &literals)
      let misspelt = predicate.misspelt(in: kind.schema)
      guard misspelt.isEmpty else { throw CELErrors(misspelt) }
      return predicate
    } catch {
      report(error, text, node, map)
      return nil
    }
  }

  private func report(_ errors: CELErrors, _ text: String, _ node: YAMLNode, _ map: YAMLMapping) {
    for problem in errors.all {
      map.collector.report(
        problem.diagnostic { offset in
          var line = 1
          var column = 1
          for scalar in text.unicodeScalars.prefix(offset) {
            if scalar == "\n" { (line, column) = (line + 1, 1) } else { column += 1 }
          }
          return map.file.location(of: node, line: line, column: column)
        })
    }
  }
}

extension MeasureReader.Word {
  /// What the figure counts in where the policy does not say.
  fileprivate var unit: String? {
    switch self {
    case .count, .peakRate: "records"
    case .duration: "s"
    case .unique: "values"
    case .ratio: "1"
    case .sum, .min, .max, .mean, .percentile: nil
    }
  }
}

extension CELType {
  /// Whether a value of the type may be a number or a duration.
  fileprivate var canBeNumber: Bool {
    switch present {
    case .int, .uint, .double, .duration, .dyn, .parameter, .null: true
    case .bool, .string, .bytes, .timestamp, .type, .ip, .cidr, .list, .map, .optional, .record, .nullable: false
    }
  }
}
