import AuditModel
import Diagnostics
import Rows
import YAML

/// Reads the dataset kinds that a definition declares itself (`kinds:`).
///
///     kinds:
///       tickets: {period: occurs, time: closed_at, fields: {closed_at: timestamp*, id: text*, team: text}}
struct KindReader {
  let collector: DiagnosticCollector

  func read(_ map: YAMLMapping) -> [DatasetKind] {
    guard let kinds = map.mapping("kinds") else { return [] }
    return kinds.all().compactMap { entry in
      if DatasetKinds.named(entry.name) != nil {
        kinds.error("kind '\(entry.name)' ships with the program", at: entry.key, hint: "give yours another name")
        return nil
      }
      return kind(entry.name, YAMLMapping(entry.value, of: map.file, what: "kind", collector))
    }
  }

  private enum Membership: String, CaseIterable {
    case occurs, open, standing
  }

  private func kind(_ name: String, _ map: YAMLMapping) -> DatasetKind? {
    let membership = map.choice("period", among: Membership.self)
    let time = map.optionalString("time")
    let until = map.optionalString("until")
    let fields = self.fields(map)
    let schema = Schema(fields)
    for (key, named) in [("time", time), ("until", until)] {
      guard let named else { continue }
      if schema.position(of: named).map({ schema.fields[$0].type }) != .timestamp {
        map.error(
          "'\(named)' is no timestamp among the fields", atKey: key,
          hint: suggestionHint(for: named, in: fields.map(\.name)))
      }
    }
    let selection: PeriodSelection?
    switch membership {
    case .occurs: selection = time.map { .occurs(at: $0) }
    case .open: selection = time.flatMap { from in until.map { .open(from: from, until: $0) } }
    case .standing: selection = .standing(from: time, until: until)
    case nil: selection = nil
    }
    if let membership, selection == nil {
      map.error("a kind that \(membership.rawValue) needs 'time'" + (membership == .open ? " and 'until'" : ""))
    }
    map.finish()
    guard let selection else { return nil }
    return DatasetKind(name, selection, fields)
  }

  /// Name and type; a `*` behind the type marks a field that every record must have.
  private func fields(_ map: YAMLMapping) -> [Field] {
    guard let fields = map.mapping("fields") else {
      map.error("kind has no 'fields'", hint: "name its columns: fields: {id: text*, closed_at: timestamp}")
      return []
    }
    return fields.all().compactMap { entry in
      let word = entry.value.text ?? ""
      let required = word.hasSuffix("*")
      guard let type = FieldType(rawValue: required ? String(word.dropLast()) : word) else {
        let known = FieldType.allCases.map(\.rawValue)
        fields.error("'\(word)' is no type of a field", at: entry.value, hint: suggestionHint(for: word, in: known))
        return nil
      }
      return Field(entry.name, type, required: required)
    }
  }
}
