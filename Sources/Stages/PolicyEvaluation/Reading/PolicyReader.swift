package import AuditModel
import Bytes
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
  package let waivers: [Waiver]
  package let responses: [Response]
  /// What the reading has to tell: lints of thresholds, mappings and citations.
  package let findings: [Finding]
  let judging: PolicyContext

  /// Names of the metrics that gates hold against limits.
  package var judgedMetrics: Set<String> { Set(gates.compactMap { ($0.test as? MetricGate)?.metric }) }
}

/// A gate with its test.
struct PlannedGate: Sendable {
  let gate: Gate
  let test: any GateTest
}

/// The files that policies are read from.
package struct PolicyFiles {
  package let policies: [YAMLFile]
  package let waivers: YAMLFile?
  package let responses: YAMLFile?
  /// The register of texts and their dates.
  package let citations: YAMLFile?

  package init(policies: [YAMLFile], waivers: YAMLFile? = nil, responses: YAMLFile? = nil, citations: YAMLFile? = nil) {
    self.policies = policies
    self.waivers = waivers
    self.responses = responses
    self.citations = citations
  }
}

/// Reads policy files.
package enum PolicyReader {
  /// All policies of a pack. Problems go to `collector`; what has one is left out of the result. `literals` are texts that
  /// other expressions over the same records compare with.
  package static func read(
    _ files: PolicyFiles, context: PolicyContext, literals: [String] = [], _ collector: DiagnosticCollector
  ) -> PolicySet {
    var reading = Reading(context: context, collector: collector, literals: literals)
    for file in files.policies { reading.read(file) }
    reading.checkControls()
    let gates = reading.orderedGates()
    let known = gates.map(\.gate)
    let waivers = files.waivers.map { WaiverReader.waivers($0, gates: known, collector) } ?? []
    let responses = files.responses.map { WaiverReader.responses($0, gates: known, collector) } ?? []
    let citations = files.citations.map { Citations.read($0, collector) } ?? Citations()
    let lints = PolicyLint(
      policies: reading.policies, reviews: reading.reviews, controls: reading.controls, gates: gates,
      citations: citations, context: context)
    return PolicySet(
      policies: reading.policies, controls: reading.controls, gates: gates, literals: reading.literals,
      waivers: waivers, responses: responses, findings: lints.findings, judging: context)
  }
}

private struct Reading {
  let context: PolicyContext
  let collector: DiagnosticCollector
  var policies: [Policy] = []
  var controls: [Control] = []
  var gates: [PlannedGate] = []
  var literals: [String] = []
  /// When each policy was last reviewed, in their order.
  var reviews: [Day?] = []
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
    let reviewed = map.optionalDay("reviewed_on")
    // Read by the measurement.
    _ = map.node("measures")
    for control in map.mappings("controls", what: "control") { read(control: control) }
    guard map.has("alert_rules") || map.required("gates") != nil else { return map.finish() }
    if case .sequence(let none)? = map.node("gates")?.content, none.isEmpty, !map.has("alert_rules"),
      let gates = map.node("gates")
    {
      map.error(
        "policy has no gate", at: gates,
        hint: "a pack without gates decides nothing: write - {name: …, records: …, expect: …}")
    }
    for gate in map.mappings("gates", what: "gate") { read(gate: gate, of: policy, context) }
    for rule in map.mappings("alert_rules", what: "alert rule") { read(gate: rule, of: policy, context) }
    literals = context.literals
    map.finish()
    reviews.append(reviewed ?? policy.effective)
    policies.append(policy)
  }

  private mutating func read(gate map: YAMLMapping, of policy: Policy, _ context: ReadingContext) {
    let name = map.string("name")
    guard !FlatKeys.report(map) else { return }
    let kinds = GateKinds.all.filter { map.has($0.key) }
    let id = identifier(map, name)
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
      let meant = map.unasked.compactMap { suggestionHint(for: $0, in: GateKinds.all.map(\.key)) }.first
      map.error("gate has no kind", hint: meant ?? "give it one of the keys \(keys)")
      return map.finish()
    }
    if kinds.count > 1 {
      map.error("gate has two kinds: '\(kinds[0].key)' and '\(kinds[1].key)'", hint: "make two gates of it")
    }
    _ = map.optionalString("description")
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

  /// The gate's id, which files of other tools carry too: what is given, or else the name in lowercase with hyphens.
  private func identifier(_ map: YAMLMapping, _ name: String?) -> String? {
    if let given = map.optionalString("id") {
      if Gate.isIdentifier(given) { return given }
      map.error(
        "'\(given)' is no id of a gate", atKey: "id",
        hint: "use letters, digits, '.', '_' and '-', beginning with a letter or digit")
      return nil
    }
    let slug = name.map { Gate.slug($0) }
    if slug == "" { map.error("the name has no letter that an id can be made of", atKey: "name", hint: "add 'id: …'") }
    return slug
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

  /// The gates in the order of the policies, every part of a composite known and none standing on itself.
  func orderedGates() -> [PlannedGate] {
    let tests = Dictionary(gates.map { ($0.gate.id, $0.test) }, uniquingKeysWith: { first, _ in first })
    for planned in gates {
      for part in planned.test.parts where tests[part.id] == nil {
        collector.error(
          "no policy has a gate '\(part.id)'", at: part.place,
          hint: suggestionHint(for: part.id, in: tests.keys.sortedByBytes()))
      }
      if let part = planned.test.parts.first(where: { reaches(planned.gate.id, from: $0.id, tests) }) {
        collector.error(
          "gate '\(planned.gate.id)' stands on itself", at: part.place, hint: "take it out of its own parts")
      }
    }
    return gates
  }

  private func reaches(_ goal: String, from start: String, _ tests: [String: any GateTest]) -> Bool {
    var waiting = [start]
    var seen: Set<String> = []
    while let id = waiting.popLast() {
      if id == goal { return true }
      if seen.insert(id).inserted { waiting += (tests[id]?.parts ?? []).map(\.id) }
    }
    return false
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
