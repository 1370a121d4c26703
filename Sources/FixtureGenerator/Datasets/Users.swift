/// The user list at the quarter's end, with the accounts that came and went.
enum Users {
  static let withoutMFA = "Victor Hale"
  static let activeAfterTermination = "Jonas Eklund"

  /// First and last sign-ins are those of the audit events, so that the list and the logs agree.
  static func add(_ scenario: Scenario, signIns: [String: [Moment]], to fixture: inout Fixture) {
    let quarter = scenario.quarter
    var rows = scenario.staff.people.map { row($0, scenario, signIns: signIns[$0.id] ?? []) }
    rows.append(formerEmployee(quarter))
    rows.append(newEmployee(quarter))
    fixture.add(Source("users", [ExportFile.csv("exports/users.csv", rows)]))
    plant(scenario, to: &fixture)
  }

  private static func row(_ person: Person, _ scenario: Scenario, signIns: [Moment]) -> Row {
    let isLeft = person.left != nil
    let staysActive = person.name == activeAfterTermination && scenario.plants(.accountActiveAfterTermination)
    let hired = CivilDay(2020 + person.number % 3, 1 + person.number % 12, 3 + person.number % 20)
    let created = Provisioning.created(person) ?? hired.at(9, 30)
    let enrolled = person.isPerson ? created.adding(minutes: 95) : nil
    let hasMFA = person.isPerson && !(person.name == withoutMFA && scenario.plants(.privilegedUserWithoutMFA))
    let first = person.joined != nil ? signIns.min() : person.isPerson ? created.adding(minutes: 130) : nil
    let ended = isLeft && !staysActive ? person.left?.at(17, 30) : nil
    return Row(
      id: person.id, time: created, isInside: true,
      members: [
        ("id", .string(person.id)), ("email", .string(person.email)), ("name", .string(person.name)),
        ("type", .string(person.isPerson ? "person" : "service")),
        ("status", .string(ended == nil ? "active" : "deactivated")), ("roles", .texts(roles(of: person))),
        ("privileged", .bool(person.role.isPrivileged)), ("mfa_enrolled", .bool(hasMFA)),
        ("mfa_enrolled_at", .time(enrolled)), ("created_at", .time(created)), ("first_login_at", .time(first)),
        ("last_login_at", .time(signIns.max())), ("deactivated_at", .time(ended)),
        ("terminated_on", person.left.map { .string($0.text) } ?? .null),
        ("manager", .string(manager(of: person, scenario))), ("department", .string(person.department)),
      ])
  }

  private static func roles(of person: Person) -> [String] {
    let lead = Reviewers.lead(person.name).map { [$0] } ?? []
    return [person.role.rawValue] + lead
  }

  static func manager(of person: Person, _ scenario: Scenario) -> String {
    let name = person.tenant == Staff.harbor ? "Eleanor Price" : "Priya Raman"
    return person.name == name ? scenario.staff["Margaret Osei"].email : scenario.staff[name].email
  }

  private static func formerEmployee(_ quarter: Quarter) -> Row {
    let left = quarter.start.adding(-32)
    return other(
      "usr_900001", "Gavin Pryce", created: CivilDay(2021, 5, 4).at(9, 30), left: left.at(17), isInside: false)
  }

  private static func newEmployee(_ quarter: Quarter) -> Row {
    other("usr_900002", "Amara Nwosu", created: quarter.end.adding(1).at(9, 30), left: nil, isInside: false)
  }

  private static func other(_ id: String, _ name: String, created: Moment, left: Moment?, isInside: Bool) -> Row {
    let email = name.lowercased().split(separator: " ").joined(separator: ".") + "@calcbridge.example"
    return Row(
      id: id, time: created, isInside: isInside,
      members: [
        ("id", .string(id)), ("email", .string(email)), ("name", .string(name)), ("type", .string("person")),
        ("status", .string(left == nil ? "active" : "deactivated")), ("roles", .texts(["analyst"])),
        ("privileged", .bool(false)), ("mfa_enrolled", .bool(true)),
        ("mfa_enrolled_at", .time(created.adding(minutes: 95))), ("created_at", .time(created)),
        ("first_login_at", .time(created.adding(minutes: 130))), ("last_login_at", .time(left?.adding(hours: -2))),
        ("deactivated_at", .time(left)), ("terminated_on", left.map { .string($0.day.text) } ?? .null),
        ("manager", .string("priya.raman@calcbridge.example")), ("department", .string("Portfolio Analytics")),
      ])
  }

  private static func plant(_ scenario: Scenario, to fixture: inout Fixture) {
    if scenario.plants(.privilegedUserWithoutMFA) {
      let person = scenario.staff[withoutMFA]
      fixture.plant(
        Planting(
          .privilegedUserWithoutMFA, in: "users", ids: [person.id],
          report: "privileged and not enrolled in multi-factor authentication",
          alsoSeen: "auth.login events of the account without an auth.mfa event"))
    }
    if scenario.plants(.accountActiveAfterTermination) {
      let person = scenario.staff[activeAfterTermination]
      fixture.plant(
        Planting(
          .accountActiveAfterTermination, in: "users", ids: [person.id],
          report: "terminated on \(person.left?.text ?? "") and still active"))
    }
    let services = scenario.staff.having(.service).map(\.id)
    fixture.excuse("users", ids: services, why: "service accounts have no second factor and are not privileged")
  }
}

/// Which permissions a role gives.
enum Roles {
  private static let permissions: [(Person.Role, [String])] = [
    (.developer, ["production_logs:read", "repository:write"]), (.dba, ["database:admin", "production_logs:read"]),
    (.sre, ["infrastructure:admin", "deployment:run", "production_logs:read"]),
    (.security, ["security_tools:admin", "privileged_access:approve", "audit_log:read"]),
    (.manager, ["access_request:approve", "access_review:run"]),
    (.analyst, ["workbook:read", "workbook:write", "data:write"]),
    (.reviewer, ["check_item:review", "check_image:view"]),
    (.approver, ["check_item:review", "check_item:approve", "check_image:view"]),
    (.applicationAdmin, ["role:assign", "configuration:write"]),
    (.complianceOfficer, ["audit_log:read", "compliance_report:run", "breach:close"]),
    (.itOperations, ["account:create", "account:deactivate"]), (.humanResources, ["account:read"]),
    (.service, ["api:write"]),
  ]

  static func add(_ scenario: Scenario, to fixture: inout Fixture) {
    let leads = [("security_lead", "security_review:approve"), ("ops_lead", "infrastructure_change:approve")]
    let pairs = permissions.flatMap { role, permissions in permissions.map { (role.rawValue, $0) } } + leads
    let rows = pairs.map { role, permission in
      Row(
        id: "\(role) \(permission)", time: nil, isInside: true,
        members: [("role", .string(role)), ("permission", .string(permission))])
    }
    fixture.add(Source("roles", [ExportFile.csv("exports/roles.csv", rows)]))
  }
}
