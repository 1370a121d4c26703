package import AuditModel
package import Diagnostics
package import Digests
import JSON
import Rows

/// `interop/oscal-assessment-results.json`: OSCAL 1.2.1 assessment results; one observation a gate, one finding a
/// criterion.
///
/// All identifiers are UUIDs of version 5 below the facts digest: the same facts give the same document.
package struct OSCALResults {
  package static let name = "interop/oscal-assessment-results.json"

  private let facts: Facts
  private let digest: Digest
  private let root: UUIDv5

  package init(_ facts: Facts, factsDigest: Digest) {
    self.facts = facts
    digest = factsDigest
    root = UUIDv5(UUIDv5(.url, "tag:vouch.example,2026:oscal/v1"), factsDigest.hexadecimal)
  }

  /// The file's bytes, canonical JSON.
  package func bytes() throws(Diagnostic) -> [UInt8] {
    try CanonicalJSON.write([
      "assessment-results": [
        "uuid": id("assessment-results"), "metadata": metadata,
        "import-ap": ["href": .string("../definition/")], "results": [result],
      ]
    ])
  }

  private func id(_ name: String) -> JSONValue { .string("\(UUIDv5(root, name))") }

  private var metadata: JSONValue {
    [
      "title": .string(facts.definition.title),
      "last-modified": .string(facts.clock.beginning(of: facts.definition.asOf)),
      "version": .string(digest.hexadecimal), "oscal-version": "1.2.1",
      "parties": [
        [
          "uuid": id("organization"), "type": "organization", "name": .string(facts.definition.organization),
        ]
      ],
      "remarks": "management's testing; no opinion is expressed",
    ]
  }

  private var result: JSONValue {
    let risks = facts.decisions.compactMap(risk)
    let findings = facts.criteria.compactMap(finding)
    let lists: [(String, [JSONValue])] = [
      ("observations", facts.decisions.map(observation)), ("risks", risks), ("findings", findings),
    ]
    return .members(
      [
        ("uuid", id("result")), ("title", .string("Policy gates as of \(facts.definition.asOf)")),
        ("description", .string("The decisions of every policy gate over the period \(facts.definition.period).")),
        ("start", .string(facts.clock.beginning(of: facts.definition.period.start))),
        ("end", .string(facts.clock.end(of: facts.definition.period.end))),
        ("reviewed-controls", ["control-selections": [selection]]),
      ] + lists.filter { !$0.1.isEmpty }.map { ($0.0, .array($0.1)) })
  }

  /// An empty selection would be invalid; without controls everything is named.
  private var selection: JSONValue {
    let ids = unique(facts.controls.map { OSCALToken.token($0.control.id) })
    return ids.isEmpty
      ? ["include-all": .object(JSONObject([(String, JSONValue)]()))]
      : ["include-controls": .array(ids.map { ["control-id": .string($0)] })]
  }

  private func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }

  private func observation(_ decision: GateDecision) -> JSONValue {
    let gate = decision.gate
    let evidence = decision.exhibit.map { exhibit -> [(String, JSONValue)] in
      [("relevant-evidence", [["href": .string("../\(exhibit)"), "description": "The exceptions, record by record."]])]
    }
    return .members(
      [
        ("uuid", id("observation/\(gate.id)")), ("title", .string(gate.name)),
        ("description", .string(decision.reason)), ("methods", ["TEST"]), ("types", ["control-objective"]),
        ("collected", .string(facts.clock.beginning(of: facts.definition.asOf))),
        ("props", .array(properties(decision))),
      ] + (evidence ?? []))
  }

  private func properties(_ decision: GateDecision) -> [JSONValue] {
    let pairs: [(String, String?)] = [
      ("gate", decision.gate.id), ("decision", decision.decision.rawValue),
      ("severity", decision.gate.severity.rawValue),
      ("policy", decision.gate.policy), ("clause", decision.gate.clause),
    ]
    return pairs.compactMap { name, value in
      guard let value, let text = OSCALToken.line(value) else { return nil }
      return ["name": .string(name), "ns": "tag:vouch.example,2026:oscal/v1", "value": .string(text)]
    }
  }

  /// What a failure leaves open; a waiver accepts it until its deadline.
  private func risk(_ decision: GateDecision) -> JSONValue? {
    let status: String
    switch decision.decision {
    case .fail, .waiverExpired: status = "open"
    case .waived: status = "deviation-approved"
    case .pass, .watch, .warning, .noData, .indeterminate, .notApplicable: return nil
    }
    let deadline = decision.decision == .waived ? decision.waiver.map { facts.clock.end(of: $0.expiresOn) } : nil
    return .members(
      [
        ("uuid", id("risk/\(decision.gate.id)")), ("title", .string(decision.gate.name)),
        ("description", .string(decision.reason)),
        ("statement", .string(decision.gate.rationale ?? "The gate '\(decision.gate.name)' does not hold.")),
        ("status", .string(status)),
        ("related-observations", [["observation-uuid": id("observation/\(decision.gate.id)")]]),
      ] + (deadline.map { [("deadline", .string($0))] } ?? []))
  }

  /// A criterion whose gates all do not apply has observations only.
  private func finding(_ standing: CriterionStanding) -> JSONValue? {
    guard let state = standing.standing.oscal else { return nil }
    let criterion = standing.criterion
    let decisions = decisions(for: criterion)
    let observations = decisions.map { JSONValue.members([("observation-uuid", id("observation/\($0.gate.id)"))]) }
    let risks = decisions.filter { risk($0) != nil }.map {
      JSONValue.members([("risk-uuid", id("risk/\($0.gate.id)"))])
    }
    let lists = [("related-observations", observations), ("related-risks", risks)]
    let name = "\(criterion.framework) \(criterion.id)"
    let words = standing.standing.rawValue.split(separator: "_").joined(separator: " ")
    return .members(
      [
        ("uuid", id("finding/\(name)")), ("title", .string(name)),
        ("description", .string("\(name): \(words), the worst of its controls.")),
        (
          "target",
          [
            "type": "objective-id",
            "target-id": .string(OSCALToken.token(framework: criterion.framework, criterion.id)),
            "status": [
              "state": .string(state.state), "reason": .string(state.rawValue),
              "remarks": .string(standing.standing.rawValue),
            ],
          ]
        ),
      ] + lists.filter { !$0.1.isEmpty }.map { ($0.0, .array($0.1)) })
  }

  /// The gates that test a control which meets the criterion.
  private func decisions(for criterion: Criterion) -> [GateDecision] {
    let controls = Set(
      facts.controls.filter { $0.control.criteria.contains(criterion) }.map { Array($0.control.id.utf8) })
    return facts.decisions.filter { $0.gate.controls.contains { controls.contains(Array($0.utf8)) } }
  }
}

extension Standing {
  /// Nil where there is nothing to find.
  var oscal: ForeignWords.OSCALState? {
    switch self {
    case .pass, .watch, .warning: .satisfied
    case .fail, .waiverExpired: .notSatisfied
    case .waived, .noData, .indeterminate, .notTested, .documented: .other
    case .notApplicable: nil
    }
  }
}

/// Identifiers and values as OSCAL takes them.
enum OSCALToken {
  /// A token: begins with a letter or `_`, then letters, digits, `.`, `-`, `_`; everything else becomes `-`.
  static func token(_ name: String) -> String {
    let characters = name.unicodeScalars.map { scalar -> Character in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", ".", "-", "_": Character(scalar)
      default: "-"
      }
    }
    let token = String(characters)
    guard let first = token.first, first.isLetter || first == "_" else { return "_" + token }
    return token
  }

  /// `8.3` of PCI DSS is `pci-8.3`: an id that is no token gets the first word of its framework.
  static func token(framework: String, _ id: String) -> String {
    guard let first = id.unicodeScalars.first, !first.properties.isAlphabetic else { return token(id) }
    let word = framework.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
    return token("\(word)-\(id)")
  }

  /// A property's value: one line without white space at its ends; nil if nothing is left.
  static func line(_ text: String) -> String? {
    let words = text.split { $0.isWhitespace }
    return words.isEmpty ? nil : words.joined(separator: " ")
  }
}
