import Foundation
import TestSupport
import Testing

/// What the generator says that it planted.
private struct Planted: Decodable {
  let asOf: String
  let faults: [Fault]
  let noFaults: [Lookalike]
  let sources: [Source]

  struct Fault: Decodable {
    let fault: String
    let source: String
    let exceptions: Int
    /// The interval in which something is missing, or the address that something came from.
    let at: String?
    let records: [Record]
  }

  struct Record: Decodable, Hashable {
    let id: String
    let file: String
    let line: Int
  }

  struct Lookalike: Decodable {
    let source: String
    let ids: [String]
    let why: String
  }

  struct Source: Decodable {
    let name: String
    let kind: String
    let read: Int
    let parsed: Int
    let rejected: Int
    let duplicate: Int
    let outsidePeriod: Int
    let filtered: Int
    let used: Int
    let outOfOrder: Int
    let first: String?
    let last: String?
    let largestGapSeconds: Double?
    let files: [File]
  }

  struct File: Decodable {
    let path: String
    let read: Int
    let parsed: Int
    let rejected: Int
    let duplicate: Int
    let outsidePeriod: Int
    let filtered: Int
    let used: Int
    let outOfOrder: Int
    let rejectedLines: [Rejected]?
  }

  struct Rejected: Decodable {
    let line: Int
  }

  static func read() throws -> Planted { try Checkout.decode(Planted.self, "fixtures/soc2-2024q1/planted.json") }
}

/// The pack of the quarter against what was planted in it, never against an earlier pack.
@Suite("Planted faults") struct PlantedFaultTests {
  /// The gate that finds each fault. Faults that show in no single record are listed without one.
  static let gates: [String: String] = [
    "change_approved_by_author": "changes-not-approved-by-their-author",
    "deployment_by_author": "deployed-by-somebody-else-than-the-author",
    "compliance_test_failed": "compliance-tests-pass",
    "breach_resolved_late": "breaches-resolved-within-a-day",
    "incident_acknowledged_late": "severe-incidents-acknowledged-within-15-minutes",
    "critical_patch_late": "critical-vulnerabilities-patched-within-24-hours",
    "approval_by_reviewer": "large-checks-approved-by-a-second-person",
    "login_after_termination": "no-sign-in-after-the-employment-ended",
    "cross_tenant_attempt": "no-attempt-across-tenants",
    "privileged_user_without_mfa": "second-factor-of-privileged-users",
    "account_active_after_termination": "leavers-are-deactivated",
  ]
  /// The gate that finds what did not happen, in the interval that was planted.
  static let intervals = [
    "backup_missed": "a-full-backup-every-day", "privileged_review_missed": "privileged-access-reviewed-every-month",
  ]
  /// The gate on each source's highest number of failed sign-ins from one address within a minute.
  static let bursts = [
    "audit_log": "failed-sign-ins-per-address-and-minute",
    "console_events": "failed-console-sign-ins-per-address-and-minute",
  ]

  /// Gates that test every record of a source, whose population the generator counted.
  static let whole = [
    "access-approved-by-somebody-else": "access_requests", "changes-not-approved-by-their-author": "changes",
    "settings-approved-by-a-second-person": "configuration_changes", "breaches-resolved-within-a-day": "breaches",
    "alerts-acknowledged-within-an-hour": "alerts", "recovery-within-its-objectives": "recovery_tests",
    "compliance-tests-pass": "compliance_tests",
  ]

  @Test func `every fault that was planted is spoken for`() throws {
    let planted = try Planted.read()
    #expect(
      Set(planted.faults.map(\.fault)) == Set(Self.gates.keys).union(Self.intervals.keys).union(["failed_login_burst"]))
    #expect(planted.faults.allSatisfy { $0.records.isEmpty || $0.records.count == $0.exceptions })
  }

  @Test(arguments: gates.keys.sorted()) func `a gate finds exactly the planted records`(fault: String) throws {
    let pack = try BuiltPacks.soc2.get()
    let decisions = try pack.decode(DecisionsJSON.self, "decisions.json")
    let planted = try Planted.read().faults.filter { $0.fault == fault }
    let gate = try #require(decisions.gate(Self.gates[fault] ?? ""))
    let exceptions = try #require(gate.exceptions)
    #expect(gate.decision == "fail")
    #expect(gate.exceptionCount == planted.map(\.exceptions).reduce(0, +))
    let records = planted.flatMap { fault in fault.records.map { Place(fault.source, $0.file, $0.line) } }
    #expect(exceptions.map { Place($0.source, $0.file, $0.line) }.sorted() == records.sorted())
    #expect(exceptions.map(\.id).sorted() == planted.flatMap(\.records).map(\.id).sorted())
  }

  @Test(arguments: intervals.keys.sorted()) func `a gate finds exactly the interval in which something is missing`(
    fault: String
  ) throws {
    let decisions = try BuiltPacks.soc2.get().decode(DecisionsJSON.self, "decisions.json")
    let gate = try #require(decisions.gate(Self.intervals[fault] ?? ""))
    let planted = try Planted.read().faults.filter { $0.fault == fault }
    #expect(gate.decision == "fail")
    #expect(gate.exceptions?.map(\.id) == planted.compactMap(\.at))
    #expect(gate.exceptions?.map(\.source) == planted.map(\.source))
  }

  @Test(arguments: bursts.keys.sorted()) func `a burst of failed sign-ins is counted to the last one`(source: String)
    throws
  {
    let decisions = try BuiltPacks.soc2.get().decode(DecisionsJSON.self, "decisions.json")
    let gate = try #require(decisions.gate(Self.bursts[source] ?? ""))
    let planted = try Planted.read().faults.first { $0.fault == "failed_login_burst" && $0.source == source }
    #expect(gate.decision == "fail")
    #expect(gate.value == planted.map { Double($0.exceptions) })
    let records = try #require(planted?.records)
    let exceptions = try #require(gate.exceptions)
    #expect(gate.exceptionCount == records.count)
    #expect(
      Set(exceptions.map { Place($0.source, $0.file, $0.line) })
        == Set(records.map { Place(source, $0.file, $0.line) }))
    #expect(Set(exceptions.map(\.id)) == Set(records.map(\.id)))
  }

  @Test func `no gate fails for which nothing was planted`() throws {
    let decisions = try BuiltPacks.soc2.get().decode(DecisionsJSON.self, "decisions.json")
    let expected = Set(Self.gates.values).union(Self.intervals.values).union(Self.bursts.values)
    #expect(Set(decisions.decisions.filter { $0.decision != "pass" }.map(\.gate)) == expected)
  }

  @Test func `no gate names a record that was not planted`() throws {
    let planted = try Planted.read()
    let places = Set(planted.faults.flatMap { fault in fault.records.map { Place(fault.source, $0.file, $0.line) } })
    let intervals = Set(planted.faults.compactMap { fault in fault.at.map { "\(fault.source) \($0)" } })
    let lookalikes = Set(planted.noFaults.flatMap { like in like.ids.map { "\(like.source) \($0)" } })
    let decisions = try BuiltPacks.soc2.get().decode(DecisionsJSON.self, "decisions.json")
    #expect(decisions.decisions.count >= 30)
    for gate in decisions.decisions {
      for exception in gate.exceptions ?? [] {
        let isMissing =
          exception.line == 0 && !exception.file.isEmpty && intervals.contains("\(exception.source) \(exception.id)")
        let isNamed = places.contains(Place(exception.source, exception.file, exception.line))
        #expect(isMissing || isNamed, "\(gate.gate): \(exception)")
        #expect(!lookalikes.contains("\(exception.source) \(exception.id)"), "\(gate.gate): \(exception.id)")
      }
    }
  }

  @Test func `no gate was left without data, and passing gates tested something`() throws {
    let decisions = try BuiltPacks.soc2.get().decode(DecisionsJSON.self, "decisions.json")
    for gate in decisions.decisions where gate.kind == "records" {
      #expect(gate.decision == "pass" || gate.decision == "fail", "\(gate.gate): \(gate.decision)")
      #expect(gate.population ?? 0 > 0, "\(gate.gate)")
    }
    #expect(decisions.summary.values.reduce(0, +) == decisions.decisions.count)
  }

  @Test(arguments: whole.keys.sorted()) func `a gate without a condition tests every record that was used`(id: String)
    throws
  {
    let decisions = try BuiltPacks.soc2.get().decode(DecisionsJSON.self, "decisions.json")
    let source = try #require(try Planted.read().sources.first { $0.name == Self.whole[id] })
    #expect(try #require(decisions.gate(id)).population == source.used)
  }

  @Test func `exception ids of events are those of the lines that are named`() throws {
    let decisions = try BuiltPacks.soc2.get().decode(DecisionsJSON.self, "decisions.json")
    let planted = try Planted.read()
    let gate = try #require(decisions.gate("no-attempt-across-tenants"))
    for exception in gate.exceptions ?? [] {
      let text = String(decoding: try Checkout.bytes("fixtures/soc2-2024q1/" + exception.file), as: UTF8.self)
      let line = text.components(separatedBy: "\n")[exception.line - 1]
      let record = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      #expect(planted.faults.contains { $0.records.contains { $0.id == record["id"] as? String } })
      #expect(exception.id == record["id"] as? String)
    }
  }

  private struct Place: Hashable, Comparable {
    let source: String
    let file: String
    let line: Int

    init(_ source: String, _ file: String, _ line: Int) {
      self.source = source
      self.file = file
      self.line = line
    }

    static func < (a: Place, b: Place) -> Bool { (a.source, a.file, a.line) < (b.source, b.file, b.line) }
  }
}

/// How the records of each file add up, against the generator's own count.
@Suite("Reconciliation of the quarter") struct QuarterReconciliationTests {
  @Test func `every source is accounted for`() throws {
    let account = try BuiltPacks.soc2.get().decode(ReconciliationJSON.self, "reconciliation.json")
    let names = try Planted.read().sources.map(\.name)
    #expect(account.sources.map(\.name).sorted() == names.sorted())
  }

  @Test func `each source adds up as planted`() throws {
    let account = try BuiltPacks.soc2.get().decode(ReconciliationJSON.self, "reconciliation.json")
    for planted in try Planted.read().sources {
      let source = try #require(account.sources.first { $0.name == planted.name })
      #expect(source.kind == planted.kind)
      let counts = [
        source.read, source.parsed, source.rejected, source.duplicate, source.outsidePeriod, source.filtered,
        source.used,
      ]
      let expected = [
        planted.read, planted.parsed, planted.rejected, planted.duplicate, planted.outsidePeriod, planted.filtered,
        planted.used,
      ]
      #expect(counts == expected, "\(planted.name): read, parsed, rejected, duplicate, outside, filtered, used")
      #expect(source.outOfOrder == planted.outOfOrder, "\(planted.name): out of order")
      #expect(source.first == planted.first, "\(planted.name): first")
      #expect(source.last == planted.last, "\(planted.name): last")
      #expect(source.largestGapSeconds == planted.largestGapSeconds, "\(planted.name): largest gap")
    }
  }

  @Test func `each file adds up as planted, and is the file that was read`() throws {
    let account = try BuiltPacks.soc2.get().decode(ReconciliationJSON.self, "reconciliation.json")
    for planted in try Planted.read().sources {
      let source = try #require(account.sources.first { $0.name == planted.name })
      #expect(source.files.map(\.path) == planted.files.map(\.path))
      for (file, planted) in zip(source.files, planted.files) {
        let counts = [
          file.read, file.parsed, file.rejected, file.duplicate, file.outsidePeriod, file.filtered, file.used,
          file.outOfOrder,
        ]
        let expected = [
          planted.read, planted.parsed, planted.rejected, planted.duplicate, planted.outsidePeriod, planted.filtered,
          planted.used, planted.outOfOrder,
        ]
        #expect(counts == expected, "\(file.path)")
        let bytes = try Checkout.bytes("fixtures/soc2-2024q1/" + file.path)
        #expect(file.bytes == bytes.count)
        let digest = try outsideDigest(of: "fixtures/soc2-2024q1/" + file.path)
        #expect(file.sha256 == digest)
      }
    }
  }

  @Test func `each rejected line stands in an exhibit with a reason`() throws {
    let pack = try BuiltPacks.soc2.get()
    let listed = try Set(rejects(pack))
    let planted = try Planted.read().sources.flatMap { source in
      source.files.flatMap { file in (file.rejectedLines ?? []).map { "\(source.name),\(file.path),\($0.line)" } }
    }
    #expect(planted.count >= 18)
    #expect(listed == Set(planted))
  }

  /// `source,file,line` of every row of the exhibits of rejects.
  private func rejects(_ pack: BuiltPack) throws -> [String] {
    let sums = String(decoding: try pack.member("SHA256SUMS"), as: UTF8.self)
    let exhibits = sums.split(separator: "\n").map { $0.dropFirst(66) }.filter { $0.hasPrefix("exhibits/") }
    return try exhibits.flatMap { name -> [String] in
      let text = String(decoding: try pack.member(String(name)), as: UTF8.self)
      guard text.hasPrefix("source,file,line,record,reason,") else { return [] }
      return text.split(separator: "\n").dropFirst().compactMap { row in
        let cells = row.split(separator: ",", maxSplits: 5, omittingEmptySubsequences: false)
        guard cells.count == 6, Int(cells[2]) != nil else { return nil }
        #expect(!cells[4].isEmpty)
        return cells.prefix(3).joined(separator: ",")
      }
    }
  }

  private func outsideDigest(of path: String) throws -> String {
    String(try Program.command(["/usr/bin/sha256sum", path]).out.prefix(64))
  }
}
