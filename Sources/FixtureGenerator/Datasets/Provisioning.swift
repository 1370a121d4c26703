/// Access requests: security reviews, IT creates the account, the administrator assigns the role, each within a day.
enum Provisioning {
  /// When the account of someone who joined in the quarter was created: the day before the first day at work.
  static func created(_ person: Person) -> Moment? { person.joined.map { eve(of: $0).at(11, 10) } }

  private static func eve(of day: CivilDay) -> CivilDay {
    var eve = day.adding(-1)
    while eve.isWeekend { eve = eve.adding(-1) }
    return eve
  }

  private struct Request {
    let number: Int
    let person: Person
    let day: CivilDay
    var isSlow = false
  }

  static func add(_ scenario: Scenario, to fixture: inout Fixture) {
    let quarter = scenario.quarter
    var requests = scenario.staff.people.filter { $0.joined != nil }.map {
      Request(number: 0, person: $0, day: eve(of: $0.joined ?? quarter.start))
    }
    // Accounts for people of the house in a further system.
    let further = [
      "Beatriz Santos", "Nikhil Bhatt", "Ruth Adeyemi", "Isaac Abara", "Mei Chen", "Farah Aziz", "Emil Novák",
    ]
    for (position, name) in further.enumerated() {
      let day = quarter.workday(1 + position % 3, 4 + position * 3)
      requests.append(Request(number: 0, person: scenario.staff[name], day: day))
    }
    if scenario.plants(.provisioningTooSlow) {
      requests.append(
        Request(number: 0, person: scenario.staff["Ana Ferreira"], day: quarter.workday(2, 12), isSlow: true))
    }
    requests.append(Request(number: 0, person: scenario.staff["Kenji Mori"], day: quarter.start.adding(-12)))
    requests.sort { ($0.day, $0.person.number) < ($1.day, $1.person.number) }
    let rows = requests.enumerated().map {
      row($0.element, id: "ACC-\(padded($0.offset + 411, 4))", scenario, &fixture)
    }
    fixture.add(Source("access_requests", [ExportFile.csv("exports/access-requests.csv", rows)]))
    events(scenario, to: &fixture)
  }

  private static func row(_ request: Request, id: String, _ scenario: Scenario, _ fixture: inout Fixture) -> Row {
    let isPrivileged = request.person.role.isPrivileged
    let approver = isPrivileged ? scenario.staff["Hannah Weiss"].email : Users.manager(of: request.person, scenario)
    let requested = request.day.at(8, 35)
    let reviewed = requested.adding(minutes: 80, hours: request.isSlow ? 96 : 0)
    if request.isSlow {
      fixture.plant(
        Planting(
          .provisioningTooSlow, in: "access_requests", ids: [id],
          report: "security review took four days; the limit is one business day"))
    }
    let created = reviewed.adding(minutes: 75)
    return .occurring(
      id, at: requested, in: scenario.quarter,
      [
        ("id", .string(id)), ("user", .string(request.person.email)),
        ("requested_by", .string(Users.manager(of: request.person, scenario))), ("requested_at", .time(requested)),
        ("approved_by", .string(approver)), ("approved_at", .time(requested.adding(minutes: 40))),
        ("security_reviewed_at", .time(reviewed)), ("account_created_at", .time(created)),
        ("role_assigned_at", .time(created.adding(minutes: 45))),
        ("provisioned_at", .time(created.adding(minutes: 50))),
      ])
  }

  /// The audit events of accounts that were created, changed and closed.
  private static func events(_ scenario: Scenario, to fixture: inout Fixture) {
    let operations = scenario.staff["Grace Whitfield"]
    for person in scenario.staff.people {
      if let created = created(person) {
        var details: [(String, JSONText)] = [
          ("email", .string(person.email)), ("role", .string(person.role.rawValue)),
          ("privileged", .bool(person.role.isPrivileged)),
        ]
        if person.role.isPrivileged {
          details.append(("approved_by", .string(scenario.staff["Hannah Weiss"].email)))
        }
        fixture.schedule(
          AuditEvent(
            at: created, "user.created", by: operations, on: ("user", person.id), action: "user_created", details))
        fixture.schedule(
          AuditEvent(
            at: created.adding(minutes: 45), "user.modified", by: operations, on: ("user", person.id),
            action: "role_assigned", [("role", .string(person.role.rawValue))]))
      }
      let staysActive =
        person.name == Users.activeAfterTermination && scenario.plants(.accountActiveAfterTermination)
      if let left = person.left, !staysActive {
        fixture.schedule(
          AuditEvent(
            at: left.at(17, 30), "user.deactivated", by: operations, on: ("user", person.id),
            action: "user_deactivated", [("email", .string(person.email)), ("reason", .string("terminated"))]))
      }
    }
  }
}
