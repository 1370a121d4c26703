import AuditModel
import Bytes
import Diagnostics
import Digests
import JSON

/// The files in `interop/` held against the decisions: each format says of each gate what the mapping table has.
struct InteropCheck {
  let members: PackMembers
  let decisions: JSONValue
  /// Of decisions.json.
  let digest: Digest?
  private(set) var problems: [PackProblem] = []
  private let gates: [JudgedGate]

  /// A gate as far as the table needs it.
  private struct JudgedGate {
    let id: String
    let decision: Decision
    let words: ForeignWords
  }

  init(members: PackMembers, decisions: JSONValue, digest: Digest?) {
    self.members = members
    self.decisions = decisions
    self.digest = digest
    gates = (decisions["decisions"]?.array ?? []).compactMap { item in
      guard let id = item["gate"]?.string, let decision = item["decision"]?.string.flatMap(Decision.init),
        let severity = item["severity"]?.string.flatMap(Severity.init)
      else { return nil }
      return JudgedGate(id: id, decision: decision, words: ForeignWords(decision, severity))
    }
  }

  mutating func run() {
    let reading = self
    check(SARIFReport.name, reading.sarif)
    check(OSCALResults.name, reading.oscal)
    check(TestResultStatement.name, reading.testResult)
    check(JUnitReport.name, reading.junit)
    check(DecisionsTable.name, reading.table)
  }

  /// A file that is in the pack must agree; whether it has to be there is the list's matter.
  private mutating func check(_ name: String, _ agrees: ([UInt8]) throws(Diagnostic) -> Bool) {
    guard members.has(name), let bytes = members.held(name) else { return }
    if (try? agrees(bytes)) != true {
      problems.append(PackProblem(.factsInterop, name, "does not say what decisions.json says"))
    }
  }

  private func sarif(_ bytes: [UInt8]) throws(Diagnostic) -> Bool {
    let run = try JSONParser.parse(bytes, name: SARIFReport.name, limits: PackFormat.held)["runs"]?[0]
    let results = run?["results"]?.array ?? []
    let notifications = run?["invocations"]?[0]?["toolExecutionNotifications"]?.array ?? []
    let wanted = gates.filter { $0.words.sarif.notification != nil }
    return results.count == gates.count
      && zip(results, gates).allSatisfy { result, gate in
        result["ruleId"]?.string == gate.id && result["properties"]?["decision"]?.string == gate.decision.rawValue
          && result["kind"]?.string == gate.words.sarif.kind.rawValue
          && result["level"]?.string == gate.words.sarif.level.rawValue
          && (result["suppressions"]?.array?.isEmpty == false) == (gate.decision == .waived)
      }
      && notifications.map { $0["associatedRule"]?["id"]?.string } == wanted.map(\.id)
      && notifications.map { $0["level"]?.string } == wanted.map(\.words.sarif.notification?.rawValue)
  }

  private func oscal(_ bytes: [UInt8]) throws(Diagnostic) -> Bool {
    let result = try JSONParser.parse(bytes, name: OSCALResults.name, limits: PackFormat.held)["assessment-results"]?[
      "results"]?[0]
    func property(_ observation: JSONValue, _ name: String) -> String? {
      observation["props"]?.array?.first { $0["name"]?.string == name }?["value"]?.string
    }
    let observations = result?["observations"]?.array ?? []
    let findings = result?["findings"]?.array ?? []
    let states = (decisions["criteria"]?.array ?? []).compactMap { item -> (ForeignWords.OSCALState, String)? in
      guard let standing = item["decision"]?.string.flatMap(Standing.init), let state = standing.oscal else {
        return nil
      }
      return (state, "\(item["framework"]?.string ?? "") \(item["id"]?.string ?? "")")
    }
    return observations.map { property($0, "gate") } == gates.map(\.id)
      && observations.map { property($0, "decision") } == gates.map(\.decision.rawValue)
      && findings.map { $0["title"]?.string } == states.map(\.1)
      && findings.map { $0["target"]?["status"]?["reason"]?.string } == states.map(\.0.rawValue)
      && findings.map { $0["target"]?["status"]?["state"]?.string } == states.map(\.0.state)
  }

  private func testResult(_ bytes: [UInt8]) throws(Diagnostic) -> Bool {
    let statement = try JSONParser.parse(bytes, name: TestResultStatement.name, limits: PackFormat.held)
    let subject = statement["subject"]?[0]
    let predicate = statement["predicate"]
    let lists: [(String, ForeignWords.TestResult)] = [
      ("passedTests", .passed), ("warnedTests", .warned), ("failedTests", .failed),
    ]
    return subject?["name"]?.string == DecisionsFile.name
      && subject?["digest"]?["sha256"]?.string == digest?.hexadecimal
      && statement["predicateType"]?.string == TestResultStatement.predicateType
      && predicate?["result"]?.string == ForeignWords.TestResult.worst(of: gates.compactMap(\.words.test)).rawValue
      && lists.allSatisfy { name, result in
        predicate?[name]?.array?.map(\.string) == gates.filter { $0.words.test == result }.map(\.id)
      }
  }

  /// The lines that carry decisions, as they are written; no text of a gate begins a line with `<`.
  private func junit(_ bytes: [UInt8]) -> Bool {
    let marks = ["<testcase ", "<property name=\"decision\"", "<failure", "<error", "<skipped", "<system-out"]
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { $0.drop { $0 == " " } }
      .filter { line in marks.contains { line.hasPrefix($0) } }
    var rest = lines[...]
    for gate in gates {
      guard let name = rest.popFirst(), name.hasSuffix(" name=\(XMLText.attribute(gate.id))>"),
        rest.popFirst() == "<property name=\"decision\" value=\"\(gate.decision.rawValue)\"/>"
      else { return false }
      if let element = gate.words.junit.element {
        guard let line = rest.popFirst(), line.hasPrefix("<\(element)") else { return false }
      }
    }
    return rest.isEmpty
  }

  private func table(_ bytes: [UInt8]) -> Bool {
    var lines = CSVLines(bytes)
    guard lines.next()?.first == "gate" else { return false }
    let column = 7
    for gate in gates {
      guard let row = lines.next(), row.count > column, row[0] == gate.id, row[column] == gate.decision.rawValue
      else { return false }
    }
    return lines.next() == nil
  }
}

/// The rows of a CSV text (RFC 4180), leniently: a stray quote is text.
private struct CSVLines {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  mutating func next() -> [String]? {
    if rest.isEmpty { return nil }
    var cells: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\"") where isQuoted && rest.first == byte:
        cell.append(byte)
        rest.removeFirst()
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: ",") where !isQuoted:
        cells.append(String(decoding: cell, as: UTF8.self))
        cell = []
      case UInt8(ascii: "\n") where !isQuoted:
        return cells + [String(decoding: cell, as: UTF8.self)]
      default: cell.append(byte)
      }
    }
    return cells + [String(decoding: cell, as: UTF8.self)]
  }
}
