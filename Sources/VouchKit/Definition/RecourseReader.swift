import AuditModel
import Diagnostics
import YAML

/// Reads `recourse:` of a model: what declined applicants could change, and where the coefficients are.
enum RecourseReader {
  static func read(_ model: YAMLMapping) -> RecourseRules? {
    guard let map = model.mapping("recourse") else { return nil }
    let coefficients = map.string("coefficients")
    let rules = RecourseRules(
      coefficients: coefficients ?? "", link: map.optionalChoice("link", among: RecourseRules.Link.self) ?? .logit,
      immutable: map.strings("immutable"), increasing: map.strings("increasing"),
      decreasing: map.strings("decreasing"), bounds: bounds(map), steps: amounts("steps", in: map),
      weights: amounts("weights", in: map))
    map.finish()
    return coefficients == nil ? nil : rules
  }

  /// `{credit_amount: [250, 20000]}`.
  private static func bounds(_ map: YAMLMapping) -> [RecourseRules.Bounds] {
    guard let entries = map.mapping("bounds") else { return [] }
    return entries.all().compactMap { entry in
      let ends = entries.items(entry.name).compactMap { entries.double($0, entry.name) }
      guard ends.count == 2, ends[0] <= ends[1] else {
        entries.error(
          "the bounds of '\(entry.name)' must be two numbers in ascending order", at: entry.value,
          hint: "write \(entry.name): [0, 100]")
        return nil
      }
      return RecourseRules.Bounds(feature: entry.name, low: ends[0], high: ends[1])
    }
  }

  private static func amounts(_ key: String, in map: YAMLMapping) -> [RecourseRules.Amount] {
    guard let entries = map.mapping(key) else { return [] }
    return entries.all().compactMap { entry in
      guard let value = entries.double(entry.value, entry.name) else { return nil }
      guard value > 0 else {
        entries.error("'\(entry.name)' of '\(key)' must be above 0", at: entry.value)
        return nil
      }
      return RecourseRules.Amount(feature: entry.name, value: value)
    }
  }

  /// Rules speak of the model's features, and what rises or falls is a number.
  static func check(
    _ model: ModelDefinition, against sources: [SourceDefinition], _ definition: YAMLMapping
  ) {
    guard let rules = model.recourse else { return }
    func error(_ message: String, hint: String?) { definition.error(message, atKey: "model", hint: hint) }
    let tables = sources.filter { $0.kind.name == "coefficients" }.map(\.name)
    if !tables.contains(rules.coefficients) {
      error(
        "the recourse names '\(rules.coefficients)', which is no source of kind 'coefficients'",
        hint: suggestionHint(for: rules.coefficients, in: tables) ?? "add it under 'sources' with kind: coefficients")
    }
    guard let inputs = model.inputs else {
      error("the recourse needs the model's features", hint: "name the columns under 'features' of the model")
      return
    }
    let numbers = rules.increasing + rules.decreasing + rules.bounds.map(\.feature) + rules.steps.map(\.feature)
    for name in numbers where !inputs.numeric.contains(name) {
      error(
        "the recourse speaks of '\(name)', which is no numeric feature",
        hint: suggestionHint(for: name, in: inputs.numeric))
    }
    for name in rules.immutable + rules.weights.map(\.feature)
    where !(inputs.numeric + inputs.categorical).contains(name) {
      error(
        "the recourse speaks of '\(name)', which is no feature",
        hint: suggestionHint(for: name, in: inputs.numeric + inputs.categorical))
    }
    for name in rules.increasing where rules.decreasing.contains(name) {
      error("'\(name)' can neither rise nor fall", hint: "name it under 'immutable'")
    }
  }
}
