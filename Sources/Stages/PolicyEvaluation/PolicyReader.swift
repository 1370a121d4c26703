package import AuditModel
package import Diagnostics
import Rows
package import YAML

/// Policies as read: everything in them is checked, and their gates are ready to run.
package struct PolicySet: Sendable {
  package let policies: [Policy]
  package let controls: [Control]
  let gates: [PlannedGate]
  /// The texts that expressions compare with: every chunk's symbols begin with them, in this order.
  package let literals: [String]
}

/// A gate with its test.
struct PlannedGate: Sendable {
  let gate: Gate
  let test: any GateTest
}

/// Reads policy files.
package enum PolicyReader {
  /// All policies of a pack. Problems go to `collector`; what has one is left out of the result.
  package static func read(_ files: [YAMLFile], context: PolicyContext, _ collector: DiagnosticCollector) -> PolicySet {
    var reading = Reading(context: context, collector: collector)
    for file in files { reading.read(file) }
    reading.checkControls()
    return PolicySet(
      policies: reading.policies, controls: reading.controls, gates: reading.gates, literals: reading.literals)
  }
}

private struct Reading {
  let context: PolicyContext
  let collector: DiagnosticCollector
  var policies: [Policy] = []
  var controls: [Control] = []
  var gates: [PlannedGate] = []
  var literals: [String] = []
  /// Where each id was first used, and each mention of a control, for messages.
  var gatePlaces: [String: Location] = [:]
  var controlPlaces: [String: Location] = [:]
  var mentions: [(control: String, place: Location)] = []

  mutating func read(_ file: YAMLFile) {
    let map = YAMLMapping(file.root, of: file, what: "policy", collector)
    let name = map.string("policy_name")
    let limits = map.mapping("limits").map { LimitsReader.read($0) } ?? []
    let context = ReadingContext(policy: context, limits: limits, literals: literals)
    let policy = Policy(
      name: name ?? file.name, version: map.optionalString("version"), effective: map.optionalDay("effective_date"),
      citation: map.optionalString("citation"), file: file.name)
    for control in map.mappings("controls", what: "control") { read(control: control) }
    guard map.required("gates") != nil else { return map.finish() }
    for gate in map.mappings("gates", what: "gate") { read(gate: gate, of: policy, context) }
    literals = context.literals
    map.finish()
    policies.append(policy)
  }

  private mutating func read(gate map: YAMLMapping, of policy: Policy, _ context: ReadingContext) {
    let name = map.string("name")
    let kinds = GateKinds.all.filter { map.has($0.key) }
    let id = map.optionalString("id") ?? name.map { Gate.slug($0) }
    let mentioned = map.items("controls")
    let gate = Gate(
      id: id ?? "", name: name ?? "", kind: kinds.first?.key ?? "", policy: policy.name,
      clause: map.optionalString("clause"), controls: mentioned.compactMap(\.text),
      severity: map.optionalChoice("severity", among: Severity.self) ?? .error,
      rationale: map.optionalString("rationale"),
      owner: map.optionalString("owner"), applies: applicability(map))
    for node in mentioned {
      if let control = node.text { mentions.append((control, map.file.location(of: node))) }
    }
    guard let kind = kinds.first else {
      let keys = GateKinds.all.map { "'\($0.key)'" }.joined(separator: " or ")
      map.error("gate has no kind", hint: "give it one of the keys \(keys)")
      return map.finish()
    }
    if kinds.count > 1 {
      map.error("gate has two kinds: '\(kinds[0].key)' and '\(kinds[1].key)'", hint: "make two gates of it")
    }
    let test = kind.read(map, context)
    map.finish()
    guard let id, name != nil, unique(id, at: map), let test else { return }
    gates.append(PlannedGate(gate: gate, test: test))
  }

  private func applicability(_ map: YAMLMapping) -> Gate.Applicability {
    guard let applies = map.mapping("applies") else { return Gate.Applicability() }
    let span = Gate.Applicability(from: applies.optionalDay("from"), until: applies.optionalDay("until"))
    if let from = span.from, let until = span.until, until <= from {
      applies.error(
        "'until' is not after 'from'", atKey: "until",
        hint: "'until' is the first day on which the gate no longer applies")
    }
    applies.finish()
    return span
  }

  private mutating func unique(_ id: String, at map: YAMLMapping) -> Bool {
    let place = map.file.location(of: map.place)
    if id.isEmpty {
      map.error("gate's name has no letter or digit to make an id of", atKey: "name", hint: "give it an 'id'")
      return false
    }
    if let first = gatePlaces[id] {
      map.error(
        "gate id '\(id)' is used twice",
        hint: "the first is at \(first.file):\(first.line ?? 0); give one of them an 'id' of its own")
      return false
    }
    gatePlaces[id] = place
    return true
  }

  private mutating func read(control map: YAMLMapping) {
    let id = map.string("id")
    let title = map.string("title")
    let control = Control(
      id: id ?? "", title: title ?? "", wording: map.optionalString("wording"),
      criteria: map.mappings("criteria", what: "criterion").compactMap(criterion),
      owner: map.optionalString("owner"), frequency: map.optionalString("frequency"),
      nature: map.optionalString("nature"), test: map.optionalString("test"),
      untestable: map.optionalString("untestable"))
    map.finish()
    guard let id, title != nil else { return }
    if let first = controlPlaces[id] {
      map.error("control '\(id)' is declared twice", hint: "the first is at \(first.file):\(first.line ?? 0)")
    } else {
      controlPlaces[id] = map.file.location(of: map.place)
      controls.append(control)
    }
  }

  private func criterion(_ map: YAMLMapping) -> Criterion? {
    let framework = map.string("framework")
    let id = map.string("id")
    let version = map.optionalString("version")
    map.finish()
    guard let framework, let id else { return nil }
    return Criterion(framework: framework, version: version, id: id)
  }

  /// A gate that names a control which no policy declares would drop out of every roll-up in silence.
  func checkControls() {
    for mention in mentions where controlPlaces[mention.control] == nil {
      collector.error(
        "no policy declares control '\(mention.control)'", at: mention.place,
        hint: suggestionHint(for: mention.control, in: controls.map(\.id)) ?? "declare it under 'controls'")
    }
  }
}

extension YAMLMapping {
  /// A date `YYYY-MM-DD`.
  func optionalDay(_ key: String) -> Day? {
    guard let text = optionalString(key) else { return nil }
    if let day = Day(text) { return day }
    error("'\(key)' must be a date, not '\(text)'", atKey: key, hint: "write it as YYYY-MM-DD")
    return nil
  }
}
