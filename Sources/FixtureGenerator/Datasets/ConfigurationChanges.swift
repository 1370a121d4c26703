/// Changes of settings, each approved by a second person, logged as an event and followed by a backup of the
/// configuration.
enum ConfigurationChanges {
  private static let keys: [(key: String, old: String, new: String)] = [
    ("api.rate_limit.per_user", "120/minute", "100/minute"), ("alerts.slack.channel", "#alerts", "#compliance-alerts"),
    ("report.footer", "CalcBridge", "CalcBridge, confidential"), ("database.pool_size", "40", "48"),
    ("session.idle_minutes", "20", "15"), ("price_feed.window", "06:00-20:00", "05:00-21:00"),
    ("image.cache_minutes", "10", "5"), ("workbook.max_rows", "200000", "250000"),
  ]

  /// When each change was made.
  static func times(_ scenario: Scenario) -> [Moment] {
    (0..<21).map { scenario.quarter.workday(1 + $0 / 7, 3 + 4 * ($0 % 7)).at(16, 5 * ($0 % 7), 12) }
  }

  static func add(_ scenario: Scenario, to fixture: inout Fixture) {
    let actors = ["Omar Haddad", "Petra Vogel", "Ingrid Solberg"].map { scenario.staff[$0] }
    let approver = scenario.staff["Priya Raman"].email
    var rows: [Row] = []
    for (position, time) in times(scenario).enumerated() {
      let id = "CFG-\(padded(position + 610, 4))"
      let actor = actors[position % actors.count]
      let (key, old, new) = keys[position % keys.count]
      let isSelfApproved = position == 12 && scenario.plants(.configurationSelfApproved)
      let approval = isSelfApproved ? actor.email : approver
      if isSelfApproved {
        fixture.plant(
          Planting(
            .configurationSelfApproved, in: "configuration_changes", ids: [id],
            report: "\(actor.email) made the change and approved it"))
      }
      let members: [(String, JSONText)] = [
        ("changed_at", .time(time)), ("id", .string(id)), ("key", .string(key)), ("old", .string(old)),
        ("new", .string(new)), ("actor", .string(actor.email)), ("approver", .string(approval)),
      ]
      rows.append(.occurring(id, at: time, in: scenario.quarter, members))
      fixture.schedule(
        AuditEvent(
          at: time, "config.changed", by: actor, on: ("config", key), action: "setting_changed",
          [
            ("change_id", .string(id)), ("key", .string(key)), ("old", .string(old)), ("new", .string(new)),
            ("approver", .string(approval)),
          ]))
    }
    for month in 1...3 {
      let administrator = scenario.staff["Petra Vogel"]
      fixture.schedule(
        AuditEvent(
          at: scenario.quarter.workday(month, 21).at(11, 30), "tenant.updated", by: administrator,
          on: ("tenant", Staff.harbor), action: "contact_changed", [("field", .string("billing_contact"))]))
    }
    let file = ExportFile("exports/configuration-changes.jsonl", .lines, rows.map(\.asJSON))
    fixture.add(Source("configuration_changes", [file]))
  }
}
