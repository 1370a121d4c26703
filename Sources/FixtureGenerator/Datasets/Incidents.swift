/// The incidents, the severe ones with all that a review afterwards asks for.
enum Incidents {
  private struct Incident {
    let opened: Moment
    let severity: Int
    let title: String
    let acknowledgedAfter: Int
    let resolvedAfter: Int
    var exposesData = false
  }

  private static func incidents(_ scenario: Scenario) -> [Incident] {
    let q = scenario.quarter
    let late = scenario.plants(.incidentAcknowledgedLate)
    return [
      Incident(
        opened: q.start.adding(-20).at(10, 4), severity: 3, title: "Report queue stalls", acknowledgedAfter: 25,
        resolvedAfter: 44),
      Incident(
        opened: q.start.adding(-1).at(23, 41), severity: 3, title: "Price import retries over New Year",
        acknowledgedAfter: 12, resolvedAfter: 47),
      Incident(
        opened: q.day(1, 9).at(9, 12), severity: 2, title: "Sign-in service returns errors for one tenant",
        acknowledgedAfter: 11, resolvedAfter: 52),
      Incident(
        opened: q.day(1, 15).at(13, 30), severity: 4, title: "Wrong icon in the workbook list", acknowledgedAfter: 48,
        resolvedAfter: 57),
      Incident(
        opened: q.day(1, 26).at(15, 2), severity: 3, title: "Export of one report times out", acknowledgedAfter: 31,
        resolvedAfter: 49),
      Incident(
        opened: q.day(2, 5).at(7, 50), severity: 1, title: "A shared link showed three masked check images",
        acknowledgedAfter: 6, resolvedAfter: 54, exposesData: true),
      Incident(
        opened: q.day(2, 12).at(11, 17), severity: 3, title: "Slow recalculation of large workbooks",
        acknowledgedAfter: 40, resolvedAfter: 55),
      Incident(
        opened: q.day(2, 23).at(18, 40), severity: 1, title: "Application unreachable after a network change",
        acknowledgedAfter: late ? 27 : 9, resolvedAfter: 56),
      Incident(
        opened: q.day(3, 4).at(10, 21), severity: 2, title: "Error rate rises while a node drains",
        acknowledgedAfter: 18, resolvedAfter: 38),
      Incident(
        opened: q.day(3, 19).at(16, 9), severity: 4, title: "Typing error in a notification", acknowledgedAfter: 35,
        resolvedAfter: 50),
      Incident(
        opened: q.day(3, 27).at(12, 33), severity: 3, title: "Duplicate notification mails", acknowledgedAfter: 20,
        resolvedAfter: 41),
      Incident(
        opened: q.end.at(8, 2), severity: 3, title: "Search returns stale results", acknowledgedAfter: 15,
        resolvedAfter: 51),
    ]
  }

  static func add(_ scenario: Scenario, to fixture: inout Fixture) {
    var rows: [Row] = []
    for (position, incident) in incidents(scenario).enumerated() {
      let id = "INC-\(padded(position + 87, 4))"
      rows.append(row(incident, id, scenario))
      if incident.severity == 1, incident.acknowledgedAfter > 15 {
        fixture.plant(
          Planting(
            .incidentAcknowledgedLate, in: "incidents", ids: [id],
            report: "SEV-1 acknowledged after \(incident.acknowledgedAfter) minutes; the limit is 15"))
      }
      if position == 1 {
        fixture.excuse(
          "incidents", ids: [id], why: "opened before the period, resolved in it: it belongs to the population")
      }
    }
    let file = ExportFile("exports/incidents.json", .array(before: "", after: ""), rows.map(\.asJSON))
    fixture.add(Source("incidents", [file]))
  }

  private static func row(_ incident: Incident, _ id: String, _ scenario: Scenario) -> Row {
    let at = { (minutes: Int) in incident.opened.adding(minutes: minutes) }
    let isSevere = incident.severity <= 2
    return .open(
      id, from: incident.opened, to: at(incident.resolvedAfter), in: scenario.quarter,
      [
        ("id", .string(id)), ("opened_at", .time(incident.opened)), ("severity", .string("SEV-\(incident.severity)")),
        ("title", .string(incident.title)), ("acknowledged_at", .time(at(incident.acknowledgedAfter))),
        ("resolved_at", .time(at(incident.resolvedAfter))), ("escalations", escalations(incident, scenario)),
        ("timeline", isSevere ? timeline(incident) : .array([])),
        (
          "root_cause",
          isSevere ? .string("a change was rolled out to all nodes at once; five whys are on file") : .null
        ),
        ("actions", isSevere ? actions(incident, scenario) : .array([])),
        ("lessons", isSevere ? .string("drain one node at a time and watch the error rate") : .null),
        ("data_exposed", .bool(incident.exposesData)),
        ("customer_notified_at", .time(incident.exposesData ? at(260) : nil)),
      ])
  }

  /// Who was called when: on call at once, then by severity within 15, 30 and 60 minutes.
  private static func escalations(_ incident: Incident, _ scenario: Scenario) -> JSONText {
    var calls = [("on_call_engineer", "Ingrid Solberg", 0)]
    if incident.severity <= 2 { calls.append(("security_lead", "Hannah Weiss", 9)) }
    if incident.severity == 1 {
      calls += [("engineering_manager", "Priya Raman", 21), ("executive_sponsor", "Margaret Osei", 43)]
    }
    return .array(
      calls.map { role, name, minutes in
        .object([
          ("role", .string(role)), ("who", .string(scenario.staff[name].email)),
          ("at", .time(incident.opened.adding(minutes: minutes))),
        ])
      })
  }

  private static func timeline(_ incident: Incident) -> JSONText {
    let notes = [
      (0, "first alert"), (incident.acknowledgedAfter, "acknowledged"), (30, "cause narrowed down"),
      (incident.resolvedAfter, "service restored"),
    ]
    return .array(
      notes.map { .object([("at", .time(incident.opened.adding(minutes: $0.0))), ("note", .string($0.1))]) })
  }

  private static func actions(_ incident: Incident, _ scenario: Scenario) -> JSONText {
    .array([
      .object([
        ("action", .string("roll out in steps")), ("owner", .string(scenario.staff["Omar Haddad"].email)),
        ("due", .string(incident.opened.day.adding(21).text)),
      ])
    ])
  }
}
