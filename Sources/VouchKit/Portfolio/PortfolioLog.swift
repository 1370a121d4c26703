import AuditModel
import Bytes
import Diagnostics
import JSON
import Rows

/// The log of a portfolio: one line of JSON for each build, in the order of the builds.
enum PortfolioLog {
  /// A log with more than this is split by whoever keeps it.
  static let mostBytes = 256 << 20

  /// The entries of a log; none for a file that is not there, where `mayBeMissing`. Errors: a line that is no entry.
  static func read(_ path: String, mayBeMissing: Bool = false) throws(Diagnostics) -> [PortfolioEntry] {
    let bytes: [UInt8]
    do throws(Diagnostic) {
      if mayBeMissing, !FolderWalk.exists(path) { return [] }
      bytes = try FileSource(name: path, path: path).readAll(limit: mostBytes)
    } catch {
      throw Diagnostics(error)
    }
    var entries: [PortfolioEntry] = []
    var problems: [Diagnostic] = []
    for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() where !line.isEmpty
    {
      do throws(Diagnostic) {
        entries.append(try entry(try JSONParser.parse(Array(line), name: path), Location(file: path, line: index + 1)))
      } catch {
        problems.append(Diagnostic(error.message, at: Location(file: path, line: index + 1), hint: error.hint))
      }
    }
    guard problems.isEmpty else { throw Diagnostics(problems) }
    return entries
  }

  /// Adds an entry at the end; the log is replaced in one step, while no other run changes it.
  static func append(_ entry: PortfolioEntry, to path: String) throws(Diagnostics) {
    do throws(Diagnostic) { try FileWriting.makeFolders(for: path) } catch { throw Diagnostics(error) }
    let lock = try FolderLock(of: path)
    _ = try read(path, mayBeMissing: true)
    do throws(Diagnostic) {
      var bytes = FolderWalk.exists(path) ? try FileSource(name: path, path: path).readAll(limit: mostBytes) : []
      if let last = bytes.last, last != 0x0A { bytes.append(0x0A) }
      bytes += try CanonicalJSON.write(line(entry)) + [0x0A]
      try FileWriting.replace(path, with: bytes)
    } catch {
      throw Diagnostics(error)
    }
    lock.release()
  }

  private static func line(_ entry: PortfolioEntry) -> JSONValue {
    .object(
      JSONObject([
        ("model_id", .string(entry.model)), ("pack", .string(entry.pack)), ("timestamp", .string("\(entry.timestamp)")),
        (
          "period",
          .object(
            JSONObject([("start", .string("\(entry.period.start)")), ("end", .string("\(entry.period.end)"))]))
        ), ("passed", .bool(entry.passed)), ("gates", .array(entry.gates.map(gate))),
        ("pack_sha256", .string(entry.digests.pack)), ("content_sha256", .string(entry.digests.content)),
        ("facts_sha256", .string(entry.digests.facts)),
      ]))
  }

  private static func gate(_ gate: PortfolioEntry.GateResult) -> JSONValue {
    .object(
      JSONObject([
        ("gate", .string(gate.gate)), ("name", .string(gate.name)), ("severity", .string(gate.severity.rawValue)),
        ("status", .string(gate.decision.rawValue)), ("value", gate.value.map { .double($0) } ?? .null),
      ]))
  }

  private static func entry(_ value: JSONValue, _ place: Location) throws(Diagnostic) -> PortfolioEntry {
    func text(_ key: String) throws(Diagnostic) -> String {
      guard let text = value[key]?.string else {
        throw Diagnostic("entry has no text '\(key)'", at: place, hint: "'vouch build --log' writes entries")
      }
      return text
    }
    guard let timestamp = Day(try text("timestamp")),
      let start = value["period"]?["start"]?.string.flatMap({ Day($0) }),
      let end = value["period"]?["end"]?.string.flatMap({ Day($0) }), let period = Period(start: start, end: end)
    else { throw Diagnostic("entry has no date or period", at: place, hint: "dates are written YYYY-MM-DD") }
    guard let passed = value["passed"]?.bool, let gates = value["gates"]?.array else {
      throw Diagnostic("entry has no 'passed' or no 'gates'", at: place)
    }
    let digests = PortfolioEntry.Digests(
      pack: try text("pack_sha256"), content: try text("content_sha256"), facts: try text("facts_sha256"))
    return PortfolioEntry(
      model: try text("model_id"), pack: try text("pack"), timestamp: timestamp, period: period,
      gates: try gates.map { (gate) throws(Diagnostic) in try result(gate, place) }, passed: passed, digests: digests)
  }

  private static func result(_ gate: JSONValue, _ place: Location) throws(Diagnostic) -> PortfolioEntry.GateResult {
    guard let id = gate["gate"]?.string, let name = gate["name"]?.string,
      let severity = gate["severity"]?.string.flatMap(Severity.init(rawValue:)),
      let decision = gate["status"]?.string.flatMap(Decision.init(rawValue:))
    else { throw Diagnostic("a gate of the entry has no id, name, severity or status", at: place) }
    return .init(gate: id, name: name, severity: severity, decision: decision, value: gate["value"]?.double)
  }
}
