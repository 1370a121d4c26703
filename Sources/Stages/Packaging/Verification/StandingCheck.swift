import AuditModel
import JSON

/// The standings of controls and criteria held against the decisions that they add up: each has the worst below it.
struct StandingCheck {
  /// What does not fit, in words.
  private(set) var problems: [String] = []
  /// By the bytes of the control's id.
  private var controls: [[UInt8]: Standing] = [:]

  init(_ json: JSONValue) {
    let gates = StandingCheck.gates(json)
    for control in json["controls"]?.array ?? [] { check(control, gates) }
    for criterion in json["criteria"]?.array ?? [] { check(criterion) }
  }

  /// What the gates of each control came to.
  private static func gates(_ json: JSONValue) -> [[UInt8]: [Standing.Gate]] {
    var gates: [[UInt8]: [Standing.Gate]] = [:]
    for gate in json["decisions"]?.array ?? [] {
      guard let kind = gate["kind"]?.string, let decision = gate["decision"]?.string.flatMap(Decision.init) else {
        continue
      }
      for id in Set((gate["controls"]?.array ?? []).compactMap { $0.string.map { Array($0.utf8) } }) {
        gates[id, default: []].append(Standing.Gate(kind: kind, decision: decision))
      }
    }
    return gates
  }

  private mutating func check(_ control: JSONValue, _ gates: [[UInt8]: [Standing.Gate]]) {
    let id = control["id"]?.string ?? ""
    let standing = control["decision"]?.string.flatMap(Standing.init)
    let wanted = Standing(of: gates[Array(id.utf8)] ?? [])
    controls[Array(id.utf8)] = standing
    if standing != wanted {
      problems.append("control '\(id)' is not \(wanted.rawValue), to which its gates add up")
    }
  }

  private mutating func check(_ criterion: JSONValue) {
    let name = "\(criterion["framework"]?.string ?? "") \(criterion["id"]?.string ?? "")"
    let ids = (criterion["controls"]?.array ?? []).compactMap { $0.string }
    let standings = ids.compactMap { controls[Array($0.utf8)] }
    guard !ids.isEmpty, standings.count == ids.count else {
      problems.append("criterion '\(name)' names no control, or one that is not there")
      return
    }
    let wanted = Standing.worst(of: standings)
    if criterion["decision"]?.string != wanted.rawValue {
      problems.append("criterion '\(name)' is not \(wanted.rawValue), the worst of its controls")
    }
  }
}
