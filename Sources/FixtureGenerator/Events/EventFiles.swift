/// Event exports as systems leave them: cut into files, some compressed, with what goes wrong on the way.
enum EventFiles {
  /// Adds the audit log and returns when each account signed in.
  static func addAuditLog(_ scenario: Scenario, to fixture: inout Fixture) -> [String: [Moment]] {
    let events = AuditLog.rows(scenario, agenda: fixture.agenda)
    let quarter = scenario.quarter
    var files: [ExportFile] = []
    for span in spans(quarter) {
      let isFirst = span.start == quarter.start
      let isLast = span.end == quarter.end
      let rows = events.map(\.row).filter { row in
        guard let time = row.time else { return false }
        return (isFirst || time >= span.start.at(0)) && (isLast || time < span.end.at(0))
      }
      files.append(ExportFile("exports/audit/audit-\(span.name)", .lines, rows.map(\.asJSON)))
    }
    spoil(&files)
    fixture.add(Source("audit_log", kind: "events", unique: true, files))
    plantAudit(events, scenario, to: &fixture)
    var signIns: [String: [Moment]] = [:]
    for (event, _) in events where event.type == "auth.login" {
      if let id = event.userID, event.label == nil { signIns[id, default: []].append(event.time) }
    }
    if let late = events.first(where: { $0.event.label == "login after termination" })?.event, let id = late.userID {
      signIns[id, default: []].append(late.time)
    }
    return signIns
  }

  /// The first month whole, the second week by week and compressed, the third week by week and then day by day.
  private static func spans(_ quarter: Quarter) -> [(name: String, start: CivilDay, end: CivilDay)] {
    let second = quarter.day(2, 1)
    let third = quarter.day(3, 1)
    var spans = [(name: "\(quarter.monthText(1)).jsonl", start: quarter.start, end: second)]
    for week in 0..<4 {
      let start = second.adding(7 * week)
      let end = week == 3 ? third : start.adding(7)
      spans.append(("\(quarter.monthText(2))-week-\(week + 1).jsonl.gz", start, end))
    }
    for week in 0..<4 {
      spans.append(
        ("\(quarter.monthText(3))-week-\(week + 1).jsonl", third.adding(7 * week), third.adding(7 * week + 7)))
    }
    var day = third.adding(28)
    while day < quarter.end {
      spans.append(("\(day.text).jsonl", day, day.adding(1)))
      day = day.adding(1)
    }
    return spans
  }

  /// Lines that no reader may take for records, records that come twice, and stretches in another order.
  private static func spoil(_ files: inout [ExportFile]) {
    precondition(files.count > 8 && files.allSatisfy { $0.entries.count > 1 }, "too few events to spoil")
    let month = files[0].entries
    files[0].entries.replaceSubrange(
      range(of: month, from: 60, count: 45), with: month[range(of: month, from: 60, count: 45)].reversed())
    for position in [12, 33, 34, 81] { repeatEntry(at: position * month.count / 100, in: &files[0]) }
    // A week's file begins with the last records of the week before.
    files[2].entries.insert(contentsOf: files[1].entries.suffix(12), at: 0)
    // Late delivery: a stretch of the fourth week follows what came after it.
    let late = range(of: files[4].entries, from: 40, count: 30)
    let delayed = Array(files[4].entries[late])
    files[4].entries.removeSubrange(late)
    files[4].entries.insert(contentsOf: delayed, at: late.lowerBound + 25)
    insertMalformed(into: &files)
  }

  private static func range(of entries: [Entry], from percent: Int, count: Int) -> Range<Int> {
    let start = entries.count * percent / 100
    return start..<min(entries.count, start + count)
  }

  private static func repeatEntry(at position: Int, in file: inout ExportFile) {
    file.entries.insert(file.entries[position], at: position + 1)
  }

  private static func insertMalformed(into files: inout [ExportFile]) {
    let sample = files[0].entries[5].bytes
    let text = String(decoding: sample, as: UTF8.self)
    let broken: [(file: Int, percent: Int, entry: Entry)] = [
      (0, 5, Entry(malformed: Array(sample.prefix(sample.count * 2 / 3)), "the line ends within the record")),
      (0, 22, Entry(malformed: "--- log rotated ---", "the line is no JSON")),
      (0, 47, Entry(malformed: "[\"evt\",\"2024\"]", "the line is no object")),
      (0, 71, Entry(malformed: replacing("\"timestamp\":\"", with: "\"received\":\"", in: text), "no timestamp")),
      (
        2, 50,
        Entry(
          malformed: replacing("\"timestamp\":\"20", with: "\"timestamp\":\"day 20", in: text),
          "the timestamp is no time")
      ),
      (
        3, 50, Entry(malformed: replacing("T", with: "T25:", in: text, after: "\"timestamp\""), "the hour is beyond 23")
      ),
      (
        5, 30, Entry(malformed: replacing("{", with: "{\"tenant_id\":\"tenant_other\",", in: text), "a key comes twice")
      ),
      (5, 60, Entry(malformed: inserting(0xFF, into: sample, after: "\"action\":\""), "not UTF-8")),
      (
        6, 40,
        Entry(malformed: inserting(0x07, into: sample, after: "\"action\":\""), "a control character within a string")
      ),
      (
        6, 80,
        Entry(
          malformed: replacing("\"details\":{", with: "\"details\":{\"ratio\":NaN,", in: text), "NaN is no JSON number")
      ),
      (7, 20, Entry(malformed: replacing("\"event_type\":\"", with: "\"event_name\":\"", in: text), "no event type")),
      (
        7, 70,
        Entry(malformed: replacing("\"action\":\"", with: "\"action\":\"\\ud800", in: text), "half of a surrogate pair")
      ),
      (8, 50, Entry(malformed: text + text, "two records on one line")),
    ]
    for item in broken {
      files[item.file].entries.insert(item.entry, at: files[item.file].entries.count * item.percent / 100)
    }
  }

  /// The text with the first occurrence of `old` (behind the first `anchor`, if one is given) replaced.
  private static func replacing(_ old: String, with new: String, in text: String, after anchor: String = "") -> String {
    let bytes = Array(text.utf8)
    let from = anchor.isEmpty ? 0 : (position(of: Array(anchor.utf8), in: bytes, from: 0) ?? 0) + anchor.utf8.count
    guard let at = position(of: Array(old.utf8), in: bytes, from: from) else { preconditionFailure("no \(old)") }
    return String(decoding: bytes[..<at] + Array(new.utf8) + bytes[(at + old.utf8.count)...], as: UTF8.self)
  }

  private static func inserting(_ byte: UInt8, into bytes: [UInt8], after anchor: String) -> [UInt8] {
    guard let at = position(of: Array(anchor.utf8), in: bytes, from: 0) else { preconditionFailure("no \(anchor)") }
    let end = at + anchor.utf8.count
    return Array(bytes[..<end]) + [byte] + Array(bytes[end...])
  }

  private static func position(of part: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    guard bytes.count >= start + part.count else { return nil }
    return (start...bytes.count - part.count).first { bytes[$0..<$0 + part.count].elementsEqual(part) }
  }

  private static func plantAudit(
    _ events: [(event: AuditEvent, row: Row)], _ scenario: Scenario, to fixture: inout Fixture
  ) {
    let ids = { (label: String) in events.filter { $0.event.label == label }.map(\.row.id) }
    if scenario.plants(.failedLoginBurst) {
      fixture.plant(
        Planting(
          .failedLoginBurst, in: "audit_log", ids: ids("burst"), at: "203.0.113.77",
          report: "31 failed sign-ins from one address within one minute; critical above 20"))
    }
    if scenario.plants(.loginAfterTermination) {
      fixture.plant(
        Planting(
          .loginAfterTermination, in: "audit_log", ids: ids("login after termination"),
          report: "a sign-in five days after the account's owner left"))
    }
    let locked = LockOut.episodes.map { scenario.staff[$0.name].id }
    fixture.excuse(
      "users", ids: locked, why: "five failures locked the account; the next sign-in came 22 minutes later")
  }

  /// Adds the console's events and returns when each account signed in.
  static func addConsole(_ scenario: Scenario, to fixture: inout Fixture) -> [String: [Moment]] {
    let events = ConsoleLog.rows(scenario)
    let quarter = scenario.quarter
    var files = (1...3).map { month -> ExportFile in
      let rows = events.map(\.row).filter { row in
        guard let time = row.time else { return false }
        return (month == 1 || time >= quarter.day(month, 1).at(0))
          && (month == 3 || time < quarter.day(month + 1, 1).at(0))
      }
      let name = "exports/console/console-\(quarter.monthText(month)).jsonl" + (month == 2 ? ".gz" : "")
      return ExportFile(name, .lines, rows.map(\.asJSON))
    }
    let late = range(of: files[1].entries, from: 30, count: 25)
    let delayed = Array(files[1].entries[late])
    files[1].entries.removeSubrange(late)
    files[1].entries.insert(contentsOf: delayed, at: late.lowerBound + 40)
    repeatEntry(at: 90, in: &files[2])
    repeatEntry(at: 700, in: &files[2])
    files[2].entries.insert(Entry(malformed: "{\"id\":\"sec-", "the line ends within the record"), at: 300)
    fixture.add(Source("console_events", kind: "events", unique: true, files))
    plantConsole(events, scenario, to: &fixture)
    return signIns(events.map(\.row))
  }

  private static func signIns(_ rows: [Row]) -> [String: [Moment]] {
    var signIns: [String: [Moment]] = [:]
    for row in rows {
      guard case .string("security.auth.login_success")? = row.members.first(where: { $0.0 == "event_type" })?.1,
        case .string(let id)? = row.members.first(where: { $0.0 == "user_id" })?.1, let time = row.time
      else { continue }
      signIns[id, default: []].append(time)
    }
    return signIns
  }

  private static func plantConsole(
    _ events: [(label: String?, row: Row)], _ scenario: Scenario, to fixture: inout Fixture
  ) {
    let plantings: [(Fault, label: String, at: String?, report: String)] = [
      (
        .failedLoginBurst, "burst", "198.51.100.23",
        "26 failed sign-ins from one address within one minute; critical above 20"
      ),
      (.crossTenantAttempt, "cross-tenant attempt", nil, "an account of one tenant asked for a workbook of the other"),
      (.tokenUsedTwice, "second use", nil, "an image token used a second time, 33 s after it was minted"),
      (.loginDuringLockout, "login during lock-out", nil, "a sign-in 6 minutes after the fifth failure"),
    ]
    for (fault, label, at, report) in plantings where scenario.plants(fault) {
      let ids = events.filter { $0.label == label }.map(\.row.id)
      fixture.plant(Planting(fault, in: "console_events", ids: ids, at: at, report: report))
    }
  }
}
