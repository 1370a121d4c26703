import AuditModel
import Bytes
import Diagnostics
import Digests
import JSON
import Rows

/// The facts of a pack held against one another: what the decisions say against the exhibits, the account of the sources
/// against the inputs of the manifest, the reports against the facts.
struct FactsCheck {
  let members: PackMembers
  let survey: PackSurvey
  let sums: SHA256Sums?
  let manifest: Manifest?
  private(set) var problems: [PackProblem] = []

  init(members: PackMembers, survey: PackSurvey, sums: SHA256Sums?, manifest: Manifest?) {
    self.members = members
    self.survey = survey
    self.sums = sums
    self.manifest = manifest
  }

  mutating func run() {
    if let manifest, let sums, manifest.facts != sums.factsDigest {
      report(.factsDigest, PackFormat.manifest, "facts digest is not that of the facts' lines in SHA256SUMS")
    }
    let metrics = list(MetricsFile.name, "metrics", .factsMetric)
    if let decisions = list(DecisionsFile.name, "decisions", .factsDecision) {
      check(decisions)
      checkFigures(decisions, metrics)
      checkInterop(decisions)
    }
    if let sources = list(ReconciliationFile.name, "sources", .factsReconciliation) { check(sources: sources) }
    _ = list("findings.json", "findings", .factsFinding)
    checkPolicies()
    checkReports()
  }

  /// The list that a file of facts holds; a file that is missing or not canonical is reported.
  private mutating func list(_ name: String, _ key: String, _ code: PackProblem.Code) -> JSONValue? {
    guard let bytes = members.held(name) else {
      report(code, name, "missing or not readable")
      return nil
    }
    let json: JSONValue
    do throws(Diagnostic) { json = try JSONParser.parse(bytes, name: name, limits: PackFormat.held) } catch {
      report(code, name, error.message)
      return nil
    }
    guard (try? CanonicalJSON.write(json)) == bytes, json[key]?.array != nil else {
      report(code, name, "no canonical JSON, or without its list '\(key)'")
      return nil
    }
    return json
  }

  // MARK: Decisions

  private mutating func check(_ json: JSONValue) {
    let name = DecisionsFile.name
    if let manifest, json["as_of"]?.string != "\(manifest.provenance.parameters.asOf)" {
      report(.factsDecision, name, "as-of date is not that of the manifest")
    }
    var counts: [Decision: Int64] = [:]
    var gates: Set<String> = []
    for decision in json["decisions"]?.array ?? [] {
      guard let gate = decision["gate"]?.string, gates.insert(gate).inserted,
        let word = decision["decision"]?.string.flatMap(Decision.init), severity(decision) != nil
      else {
        report(.factsDecision, name, "a decision lacks its own gate, a known severity or a known decision")
        continue
      }
      counts[word, default: 0] += 1
      checkExceptions(decision, of: gate)
      if let problem = WaiverCheck.problem(decision, word, asOf: json["as_of"]?.string.flatMap({ Day($0) })) {
        report(.factsWaiver, name, "gate '\(gate)' is \(word.rawValue), and \(problem)")
      }
      if let problem = SampleCheck.problem(decision, isExhibit: survey.hasExhibit) {
        report(.factsSample, name, "sample of gate '\(gate)': \(problem)")
      }
    }
    for problem in StandingCheck(json).problems { report(.factsStanding, name, problem) }
    let summary = json["summary"]?.object
    let agrees = Decision.allCases.allSatisfy { summary?[$0.rawValue]?.int == counts[$0, default: 0] }
    if !agrees || summary?.members.count != Decision.allCases.count {
      report(.factsSummary, name, "summary does not count the decisions")
    }
  }

  /// The figures of decisions are those of metrics.json.
  private mutating func checkFigures(_ decisions: JSONValue, _ metrics: JSONValue?) {
    guard let metrics = metrics?["metrics"]?.array else { return }
    for decision in decisions["decisions"]?.array ?? [] {
      if let problem = MetricCheck.problem(decision, metrics) {
        report(.factsMetric, DecisionsFile.name, "gate '\(decision["gate"]?.string ?? "")': \(problem)")
      }
    }
  }

  private func severity(_ decision: JSONValue) -> Severity? {
    decision["severity"]?.string.flatMap(Severity.init)
  }

  /// The exceptions of a decision are counted, and listed in its exhibit, one row each.
  private mutating func checkExceptions(_ decision: JSONValue, of gate: String) {
    guard let exceptions = decision["exceptions"]?.array else { return }
    guard let count = decision["exception_count"]?.int, count >= exceptions.count,
      let population = decision["population"]?.int, population >= count
    else {
      return report(
        .factsExceptions, DecisionsFile.name,
        "gate '\(gate)' counts fewer exceptions than it lists, or more than records")
    }
    guard let exhibit = decision["exhibit"]?.string else {
      if count > 0 { report(.factsExceptions, DecisionsFile.name, "gate '\(gate)' has exceptions and no exhibit") }
      return
    }
    guard let rows = rows(of: exhibit) else {
      return report(.factsExceptions, exhibit, "exhibit of gate '\(gate)' is missing or not readable")
    }
    if rows != exceptions.count {
      report(.factsExceptions, exhibit, "has \(rows) rows, gate '\(gate)' lists \(exceptions.count) exceptions")
    }
  }

  /// The records of an exhibit below its header; nil if it is none, or does not unpack.
  private func rows(of exhibit: String) -> Int? {
    guard Exhibits.isExhibit(exhibit), let survey = survey[exhibit], survey.digest != nil else { return nil }
    return survey.records - 1
  }

  // MARK: Reconciliation

  private static let classes = ["rejected", "duplicate", "outside_period", "filtered", "used"]

  private mutating func check(sources json: JSONValue) {
    var inputs: [[UInt8]: Provenance.Dependency] = [:]
    for dependency in manifest?.provenance.dependencies ?? [] where dependency.name.hasPrefix("source/") {
      inputs[Array(dependency.name.utf8)] = dependency
    }
    for source in json["sources"]?.array ?? [] {
      let name = source["name"]?.string ?? ""
      checkBalance(source, "source '\(name)'")
      for file in source["files"]?.array ?? [] {
        let path = file["path"]?.string ?? ""
        if file["read"] != nil { checkBalance(file, "file '\(path)'") }
        let input = inputs.removeValue(forKey: Array("source/\(name)/\(path)".utf8))
        if manifest != nil, !agrees(file, input) {
          report(
            .factsReconciliation, ReconciliationFile.name,
            "file '\(path)' of source '\(name)' is no input of the manifest")
        }
      }
    }
    for input in inputs.values.map(\.name).sortedByBytes() {
      report(.factsReconciliation, ReconciliationFile.name, "input '\(input)' of the manifest is not accounted for")
    }
  }

  private func agrees(_ file: JSONValue, _ input: Provenance.Dependency?) -> Bool {
    guard let input else { return false }
    return file["sha256"]?.string == input.sha256.hexadecimal && file["bytes"]?.int == input.bytes
  }

  /// What became of the records adds up to those that were read; no count is below 0.
  private mutating func checkBalance(_ account: JSONValue, _ what: String) {
    let counts = FactsCheck.classes.compactMap { account[$0]?.int }
    var sum: Int64 = 0
    var isSound = counts.count == FactsCheck.classes.count
    for count in counts {
      let (next, overflow) = sum.addingReportingOverflow(count)
      isSound = isSound && !overflow && count >= 0
      sum = overflow ? 0 : next
    }
    let parsed = account["parsed"]?.int
    guard isSound, account["read"]?.int == sum, parsed == sum - (counts.first ?? 0) else {
      return report(
        .factsReconciliation, ReconciliationFile.name, "the counts of \(what) do not add up to what was read")
    }
  }

  // MARK: Policies and reports

  private mutating func checkInterop(_ decisions: JSONValue) {
    var check = InteropCheck(members: members, decisions: decisions, digest: survey.digest(of: DecisionsFile.name))
    check.run()
    problems += check.problems
  }

  /// Every file in `policies/` is the copy of a policy that went in.
  private mutating func checkPolicies() {
    guard let manifest else { return }
    let copies = Set(
      manifest.provenance.dependencies.filter { $0.name.hasPrefix("policy/") }.compactMap(\.copy).map { Array($0.utf8) }
    )
    for name in members.names where name.hasPrefix("policies/") && !copies.contains(Array(name.utf8)) {
      report(.factsPolicy, name, "not the copy of a policy of the manifest")
    }
  }

  /// Every report names the facts and the decisions that it speaks of, by their digests in its metadata.
  private mutating func checkReports() {
    for name in members.names where PackFormat.isReport(name) {
      if let survey = survey[name], survey.digest != nil, !survey.holdsDigests {
        report(.factsBinding, name, "does not name the facts and decisions of this pack")
      }
    }
  }

  private mutating func report(_ code: PackProblem.Code, _ entry: String, _ message: String) {
    problems.report(code, entry, message)
  }
}
