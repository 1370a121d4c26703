import AuditModel
import Diagnostics
import Rows
import YAML

/// Reads what a pack does not show (`redact:`).
///
///     redact:
///       key: ../redaction.key
///       rules:
///         - {dataset: users, field: email, as: pseudonym}
struct RedactionReader {
  let collector: DiagnosticCollector
  let kinds: [DatasetKind]

  func read(_ map: YAMLMapping) -> RedactionDefinition {
    guard let redact = map.mapping("redact") else { return RedactionDefinition() }
    let key = redact.optionalString("key")
    if let key, let node = redact.node("key") { _ = isRelative(key, node, redact) }
    var seen: Set<String> = []
    let rules = redact.mappings("rules", what: "rule").compactMap { rule(_: $0, &seen) }
    redact.finish()
    if key == nil, rules.contains(where: { $0.treatment == .pseudonym }) {
      redact.error(
        "pseudonyms need a 'key'",
        hint: "name a file with 32 random bytes or more: head -c 32 /dev/urandom > redaction.key")
    }
    return RedactionDefinition(key: key, rules: rules)
  }

  private func rule(_ map: YAMLMapping, _ seen: inout Set<String>) -> RedactionRule? {
    let dataset = map.string("dataset")
    let field = map.string("field")
    let treatment = map.choice("as", among: RedactionRule.Treatment.self)
    map.finish()
    guard let dataset, let field, let treatment else { return nil }
    guard let kind = kinds.first(where: { $0.name == dataset }) else {
      map.error(
        "unknown kind '\(dataset)'", atKey: "dataset", hint: suggestionHint(for: dataset, in: kinds.map(\.name)))
      return nil
    }
    guard let place = kind.schema.position(of: field) else {
      let names = kind.schema.fields.map(\.name)
      map.error(
        "kind '\(dataset)' has no field '\(field)'", atKey: "field", hint: suggestionHint(for: field, in: names))
      return nil
    }
    if field == kind.selection.time {
      map.error("'\(field)' says which records belong to the period and cannot be hidden", atKey: "field")
    }
    let type = kind.schema.fields[place].type
    if treatment != .drop, type != .text, type != .list {
      map.error("a field of type \(type.rawValue) can only be dropped", atKey: "as", hint: "write as: drop")
    }
    let rule = RedactionRule(dataset: dataset, field: field, treatment: treatment)
    if !seen.insert(rule.subject).inserted { map.error("two rules hide '\(rule.subject)'", atKey: "field") }
    return rule
  }
}
