import AuditModel
import Diagnostics
import Rows
import YAML

/// Reads `model:` of a definition.
struct ModelReader {
  let collector: DiagnosticCollector

  /// More protected attributes than these make more crossed groups than anyone reads.
  static let mostAttributes = 8
  static let mostDraws = 100_000

  /// Nil where there is none, or where something is wrong, which has been reported.
  func read(_ definition: YAMLMapping) -> ModelDefinition? {
    guard let map = definition.mapping("model", what: "model") else { return nil }
    let name = map.string("name")
    let protected = attributes(map)
    let model = ModelDefinition(
      name: name ?? "", version: map.optionalString("version"), positive: positive(map),
      threshold: map.optionalDouble("threshold") ?? 0.5, protected: protected,
      intersections: intersections(map, of: protected), excluded: statements("excluded", in: map),
      carriers: carriers(map, of: protected), seed: seed(map),
      bootstrap: draws(map), shift: share("shift", in: map) ?? 0.2,
      powerDifference: share("power_difference", in: map) ?? 0.1, costs: costs(map), inputs: inputs(map),
      recourse: RecourseReader.read(map), artifacts: ArtifactReader.read(map),
      governance: governance(map))
    map.finish()
    return name == nil ? nil : model
  }

  /// A model needs its predictions, and the sources that it names.
  func check(
    _ model: ModelDefinition, against sources: [SourceDefinition], strictly: Bool, _ definition: YAMLMapping
  ) {
    if strictly {
      for (key, isMissing) in [
        ("seed", model.seed == nil), ("version", model.version == nil), ("protected", model.protected.isEmpty),
      ]
      where isMissing {
        definition.error(
          "strict mode: the model has no '\(key)'", atKey: "model", hint: "add it, or take 'strict_mode' out")
      }
    }
    if !sources.contains(where: { $0.kind.name == "predictions" }) {
      definition.error(
        "no source of kind 'predictions' for the model", atKey: "model", hint: "add the export of its predictions")
    }
    if strictly { demandHeaders(sources, definition) }
    checkSchemas(model, against: sources, strictly: strictly, definition)
    if strictly { ArtifactReader.demandDigests(model.artifacts, definition) }
    RecourseReader.check(model, against: sources, definition)
    let features = sources.filter { $0.kind.name == "features" }.map(\.name)
    for name in [model.inputs?.current, model.inputs?.reference].compactMap({ $0 }) where !features.contains(name) {
      definition.error(
        "the model's features name '\(name)', which is no source of kind 'features'", atKey: "model",
        hint: suggestionHint(for: name, in: features) ?? "add it under 'sources' with kind: features")
    }
  }

  /// In strict mode the predictions are CSV: its header shows every column, so that none is left out without a word.
  private func demandHeaders(_ sources: [SourceDefinition], _ definition: YAMLMapping) {
    for source in sources where source.kind.name == "predictions" && source.format != .csv {
      definition.error(
        "strict mode: source '\(source.name)' is no CSV, so no header shows the columns of its predictions",
        atKey: "sources",
        hint: "export the predictions as CSV: each column is declared, or left out with a reason")
    }
  }

  /// In strict mode inputs that are exported have a schema: their columns are named, with their types.
  private func checkSchemas(
    _ model: ModelDefinition, against sources: [SourceDefinition], strictly: Bool, _ definition: YAMLMapping
  ) {
    guard strictly, model.inputs == nil, let source = sources.first(where: { $0.kind.name == "features" }) else {
      return
    }
    definition.error(
      "strict mode: source '\(source.name)' has no schema", atKey: "sources",
      hint: "name its columns under 'features' of the model, as 'numeric' and 'categorical'")
  }

  /// 1 where the definition does not say.
  private func positive(_ map: YAMLMapping) -> ClassLabel {
    guard let node = map.node("positive") else { return 1 }
    switch node.scalar {
    case .int(let value): return .number(value)
    case .bool(let value): return .flag(value)
    case .text(let text) where !text.isEmpty: return .word(text)
    case nil, .null, .double, .text:
      map.error(
        "'positive' must be a whole number, a word, or true or false", at: node,
        hint: "write the value of 'y_true' that is the favourable outcome")
      return 1
    }
  }

  private func attributes(_ map: YAMLMapping) -> [String] {
    let fixed = ["id", "y_true", "y_score", "y_pred"]
    var names: [String] = []
    for node in map.items("protected") {
      guard let name = map.string(node, "protected") else { continue }
      if fixed.contains(name) {
        map.error("'\(name)' is a column of every prediction, not a protected attribute", at: node)
      } else if names.contains(name) {
        map.error("protected attribute '\(name)' is named twice", at: node)
      } else if name.utf8.contains(0x2A) {
        map.error(
          "protected attribute '\(name)' has a '*' in its name", at: node,
          hint: "'*' joins the names of an intersection")
      } else {
        names.append(name)
      }
    }
    if names.count > ModelReader.mostAttributes {
      map.error("more than \(ModelReader.mostAttributes) protected attributes", atKey: "protected")
    }
    return names
  }

  /// A list of lists, each of two or more protected attributes.
  private func intersections(_ map: YAMLMapping, of protected: [String]) -> [[String]] {
    map.items("intersections").compactMap { node in
      guard case .sequence(let items) = node.content, items.count > 1 else {
        map.error(
          "an intersection must be a list of at least two attributes", at: node, hint: "write [[sex, age_group]]")
        return nil
      }
      let names = items.compactMap { map.string($0, "intersections") }
      for (item, name) in zip(items, names) where !protected.contains(name) {
        map.error(
          "'\(name)' is not among the protected attributes", at: item,
          hint: suggestionHint(for: name, in: protected) ?? "name it under 'protected'")
      }
      if Set(names).count < names.count { map.error("an intersection names an attribute twice", at: node) }
      return names
    }
  }

  private func statements(_ key: String, in map: YAMLMapping) -> [ModelDefinition.Statement] {
    guard let entries = map.mapping(key) else { return [] }
    return entries.all().compactMap { entry in
      entries.string(entry.value, entry.name).map { ModelDefinition.Statement(name: entry.name, words: $0) }
    }
  }

  /// `{personal_status_sex: sex}`: a feature that carries a protected attribute.
  private func carriers(_ map: YAMLMapping, of protected: [String]) -> [ModelDefinition.Statement] {
    let carriers = statements("carriers", in: map)
    for carrier in carriers where !protected.contains(carrier.words) {
      map.error(
        "'\(carrier.name)' carries '\(carrier.words)', which is no protected attribute", atKey: "carriers",
        hint: suggestionHint(for: carrier.words, in: protected))
    }
    return carriers
  }

  private func seed(_ map: YAMLMapping) -> UInt64? {
    guard let seed = map.optionalInt("seed") else { return nil }
    if seed < 0 { map.error("'seed' is negative", atKey: "seed") }
    return UInt64(exactly: seed)
  }

  private func draws(_ map: YAMLMapping) -> Int {
    let draws = map.optionalInt("bootstrap") ?? 0
    if !(0...ModelReader.mostDraws).contains(draws) {
      map.error("'bootstrap' must be between 0 and \(ModelReader.mostDraws) draws", atKey: "bootstrap")
      return 0
    }
    if draws > 0, !map.has("seed") {
      map.error(
        "'bootstrap' needs a 'seed'", atKey: "bootstrap",
        hint: "state any whole number, so that anyone can draw the same")
    }
    return draws
  }

  private func share(_ key: String, in map: YAMLMapping) -> Double? {
    guard let value = map.optionalDouble(key) else { return nil }
    if value <= 0 || value >= 1 { map.error("'\(key)' must lie between 0 and 1", atKey: key) }
    return value
  }

  private func costs(_ map: YAMLMapping) -> ModelDefinition.Costs? {
    guard let costs = map.mapping("costs") else { return nil }
    let positive = costs.double("false_positive")
    let negative = costs.double("false_negative")
    costs.finish()
    guard let positive, let negative else { return nil }
    if positive < 0 || negative < 0 { map.error("a cost is negative", atKey: "costs") }
    return ModelDefinition.Costs(falsePositive: positive, falseNegative: negative)
  }

  private func inputs(_ map: YAMLMapping) -> ModelDefinition.Inputs? {
    guard let inputs = map.mapping("features") else { return nil }
    let current = inputs.string("current")
    let reference = inputs.optionalString("reference")
    let numeric = inputs.strings("numeric")
    let categorical = inputs.strings("categorical")
    let neighbours = inputs.optionalInt("neighbours") ?? 5
    if neighbours < 1 { inputs.error("'neighbours' must be at least 1", atKey: "neighbours") }
    var seen: Set<String> = ["id"]
    for name in numeric + categorical where !seen.insert(name).inserted {
      inputs.error("feature '\(name)' is named twice, or is the id")
    }
    if numeric.isEmpty, categorical.isEmpty {
      inputs.error("no feature is named", hint: "name the columns under 'numeric' and 'categorical'")
    }
    inputs.finish()
    return current.map {
      ModelDefinition.Inputs(
        current: $0, reference: reference, numeric: numeric, categorical: categorical, neighbours: neighbours)
    }
  }

  private func governance(_ map: YAMLMapping) -> ModelDefinition.Governance {
    let text = map.optionalString("validated_on")
    let day = text.flatMap { Day($0) }
    if let text, day == nil {
      map.error("'validated_on' must be a date, not '\(text)'", atKey: "validated_on", hint: "write it as YYYY-MM-DD")
    }
    let owner = map.optionalString("owner")
    let validator = map.optionalString("validator")
    if let owner, let validator, PersonName.areOne(owner, validator) {
      map.error(
        "the validator is the model's owner", atKey: "validator",
        hint: "a model is validated by someone independent of it")
    }
    return ModelDefinition.Governance(
      purpose: map.optionalString("purpose"), materiality: map.optionalString("materiality"), owner: owner,
      validator: validator, validatedOn: day, monitoring: map.optionalString("monitoring"),
      overrides: map.optionalString("overrides"), preprocessing: map.strings("preprocessing"),
      limitations: map.strings("limitations"), assumptions: map.strings("assumptions"))
  }
}
