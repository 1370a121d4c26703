/// Backups and the tests of getting things back.
enum Continuity {
  static func add(_ scenario: Scenario, to fixture: inout Fixture) {
    backups(scenario, to: &fixture)
    recoveryTests(scenario, to: &fixture)
  }

  private struct Backup {
    let time: Moment
    let data: String
    let location: String
    let retentionDays: Int
    var isEncrypted = true
  }

  private static func backups(_ scenario: Scenario, to fixture: inout Fixture) {
    let quarter = scenario.quarter
    let missed = quarter.day(2, 11)
    var backups: [Backup] = []
    for day in quarter.days {
      if !(day == missed && scenario.plants(.backupMissed)) {
        let isPlain = day == quarter.day(3, 6) && scenario.plants(.backupUnencrypted)
        backups.append(
          Backup(
            time: day.at(2, 38, 20), data: "database_full", location: "s3://cb-backup-full", retentionDays: 30,
            isEncrypted: !isPlain))
      }
      for hour in 0..<24 {
        backups.append(
          Backup(time: day.at(hour, 15), data: "database_wal", location: "s3://cb-backup-wal", retentionDays: 7))
        backups.append(
          Backup(
            time: day.at(hour, 16), data: "audit_logs", location: "s3://cb-audit-archive (separate account)",
            retentionDays: 2557))
      }
    }
    for time in ConfigurationChanges.times(scenario) {
      backups.append(
        Backup(time: time.adding(seconds: 75), data: "configuration", location: "git", retentionDays: 90))
    }
    backups.append(
      Backup(
        time: quarter.start.adding(-1).at(2, 38, 20), data: "database_full", location: "s3://cb-backup-full",
        retentionDays: 30))
    backups.sort { ($0.time, $0.data) < ($1.time, $1.data) }
    let rows = backups.enumerated().map { row($0.element, "BK-\(padded($0.offset + 1, 6))", quarter, &fixture) }
    fixture.add(Source("backups", [ExportFile.csv("exports/backups.csv.gz", rows)]))
    if scenario.plants(.backupMissed) {
      fixture.plant(
        Planting(.backupMissed, in: "backups", at: missed.text, report: "no backup of database_full on this day"))
    }
  }

  private static func row(_ backup: Backup, _ id: String, _ quarter: Quarter, _ fixture: inout Fixture) -> Row {
    if !backup.isEncrypted {
      fixture.plant(
        Planting(.backupUnencrypted, in: "backups", ids: [id], report: "the full backup is not encrypted"))
    }
    return .occurring(
      id, at: backup.time, in: quarter,
      [
        ("completed", .time(backup.time)), ("job", .string(id)), ("data_set", .string(backup.data)),
        ("status", .string("success")), ("encrypted", .bool(backup.isEncrypted)), ("target", .string(backup.location)),
        ("region", .string(backup.data == "configuration" ? "eu-west-1" : "eu-central-1")),
        ("retention_days", .int(backup.retentionDays)),
      ])
  }

  private static func recoveryTests(_ scenario: Scenario, to fixture: inout Fixture) {
    let quarter = scenario.quarter
    let isSlow = scenario.plants(.failoverTooSlow)
    var rows: [Row] = []
    let add = { (time: Moment, type: String, component: String, minutes: [Int?], rows: inout [Row]) in
      let id = "RT-\(padded(rows.count + 61, 3))"
      let numbers = minutes.map { $0.map(JSONText.int) ?? .null }
      rows.append(
        .occurring(
          id, at: time, in: quarter,
          [
            ("run_at", .time(time)), ("id", .string(id)), ("type", .string(type)), ("component", .string(component)),
            ("rpo_minutes", numbers[0]), ("rto_minutes", numbers[1]), ("failover_minutes", numbers[2]),
            ("result", .string("passed")),
          ]))
    }
    for month in 1...3 {
      if !(month == 2 && scenario.plants(.restoreTestMissed)) {
        add(quarter.workday(month, 10).at(6, 30), "restore", "database", [20, 95, nil], &rows)
      }
      let component = ["queue", "cache", "application"][month - 1]
      add(quarter.workday(month, 17).at(6, 30), "chaos", component, [0, 4, nil], &rows)
    }
    let drill = quarter.workday(3, 23)
    let limits = [("database", isSlow ? 41 : 11), ("application", 7), ("load_balancer", 4), ("static_assets", 0)]
    for (position, part) in limits.enumerated() {
      add(drill.at(7, 10 * position), "failover", part.0, [25, 118, part.1], &rows)
      if part.1 > 15, let row = rows.last {
        fixture.plant(
          Planting(
            .failoverTooSlow, in: "recovery_tests", ids: [row.id],
            report: "the database took \(part.1) minutes to fail over; the limit is 15"))
      }
    }
    add(drill.adding(-93).at(7), "failover", "database", [30, 130, 12], &rows)
    rows.sort { ($0.time?.seconds ?? 0, $0.id) < ($1.time?.seconds ?? 0, $1.id) }
    fixture.add(Source("recovery_tests", [ExportFile.csv("exports/recovery-tests.csv", rows)]))
    if scenario.plants(.restoreTestMissed) {
      fixture.plant(
        Planting(
          .restoreTestMissed, in: "recovery_tests", at: quarter.monthText(2), report: "no restore test in the month"))
    }
  }
}
