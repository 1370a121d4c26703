/// Who has to look at which type of change besides an engineer.
enum Reviewers {
  static func lead(_ name: String) -> String? {
    switch name {
    case "Hannah Weiss": "security_lead"
    case "Omar Haddad": "ops_lead"
    default: nil
    }
  }

  static func second(for type: String, _ staff: Staff) -> (person: Person, role: String)? {
    switch type {
    case "security": (staff["Hannah Weiss"], "security_lead")
    case "migration": (staff["Sofia Lindqvist"], "dba")
    case "infrastructure": (staff["Omar Haddad"], "ops_lead")
    default: nil
    }
  }
}

/// The merged changes, with who wrote, reviewed and approved them.
struct Changes {
  struct Change {
    let id: String
    let type: String
    let title: String
    let author: Person
    let merged: Moment
    let ticket: String
  }

  let all: [Change]

  init(_ scenario: Scenario) {
    var random = scenario.random("changes")
    let quarter = scenario.quarter
    var changes: [Change] = []
    let days = quarter.days.filter { quarter.isWorkday($0) && $0.weekday < 5 }
    for day in [quarter.start.adding(-6)] + days + [quarter.end.adding(2)] {
      for turn in 0..<(random.chance(65) ? 2 : 1) {
        let number = changes.count + 1
        let type = Changes.type(number, &random)
        let authors = type == "infrastructure" ? ["Ingrid Solberg"] : Changes.developers
        let emergencyHour = type == "emergency" ? 10 : 0
        changes.append(
          Change(
            id: "CHG-\(padded(number + 2200, 5))", type: type, title: Changes.title(type, number, &random),
            author: scenario.staff[random.pick(authors)],
            merged: day.at(9 + 3 * turn + emergencyHour, random.int(0...59)), ticket: "CB-\(random.int(4100...5900))"))
      }
    }
    all = changes
  }

  /// Every type often enough to be tested.
  private static func type(_ number: Int, _ random: inout SplitMix64) -> String {
    switch number {
    case 14, 37, 58: return "emergency"
    default:
      let draw = random.int(1...100)
      return draw <= 58 ? "feature" : draw <= 74 ? "security" : draw <= 87 ? "migration" : "infrastructure"
    }
  }

  private static let developers = [
    "Tomasz Zieliński", "Ana Ferreira", "Kenji Mori", "Ruth Adeyemi", "Lukas Brandt", "Mei Chen",
  ]

  private static func title(_ type: String, _ number: Int, _ random: inout SplitMix64) -> String {
    let subject = random.pick(["waterfall", "covenant tests", "price import", "image viewer", "audit export", "login"])
    switch type {
    case "security": return "Tighten permission checks of the \(subject)"
    case "migration": return "Add an index for the \(subject), and backfill it"
    case "infrastructure": return "Raise the pool size for the \(subject)"
    case "emergency": return "Hotfix: stop the \(subject) from timing out"
    default: break
    }
    switch number % 9 {
    case 2: return "Show \"as of\" dates in the \(subject)"
    case 5: return "Speed up the \(subject)\nSecond step: cache what does not change"
    default: return "Improve the \(subject), part \(number % 4 + 1)"
    }
  }

  func add(_ scenario: Scenario, to fixture: inout Fixture) {
    var rows: [Row] = []
    for (position, change) in all.enumerated() {
      rows.append(row(change, scenario, fault: fault(position, scenario), &fixture))
    }
    var file = ExportFile.csv("exports/changes.csv", rows, fromSpreadsheet: true)
    // The export was taken in two pages that overlap by one record.
    file.entries.insert(file.entries[40], at: 41)
    fixture.add(Source("changes", unique: true, [file]))
  }

  /// The fault that is planted in the change at a position, if it is asked for.
  private func fault(_ position: Int, _ scenario: Scenario) -> Fault? {
    let first = { (type: String, skip: Int) in
      all.indices.filter { all[$0].type == type && scenario.quarter.contains(all[$0].merged) }.dropFirst(skip).first
    }
    let places: [(Fault, Int?)] = [
      (.changeApprovedByAuthor, first("feature", 17)), (.reviewerMissing, first("security", 3)),
      (.emergencyReviewedLate, first("emergency", 1)), (.canaryTooShort, first("feature", 23)),
    ]
    return places.first { scenario.plants($0.0) && $0.1 == position }?.0
  }

  private func row(_ change: Change, _ scenario: Scenario, fault: Fault?, _ fixture: inout Fixture) -> Row {
    let staff = scenario.staff
    var random = SplitMix64(seed: scenario.seed, purpose: change.id)
    let peers = Changes.developers.filter { $0 != change.author.name }
    var people = [staff[random.pick(peers)].email]
    var roles = ["engineer"]
    var reviewed = change.merged.adding(minutes: -random.int(20...400))
    if let second = Reviewers.second(for: change.type, staff), fault != .reviewerMissing {
      people.append(second.person.email)
      roles.append(second.role)
    }
    if change.type == "emergency" {
      people = [staff["Priya Raman"].email]
      roles = ["manager"]
      reviewed = change.merged.adding(minutes: random.int(300...900), hours: fault == .emergencyReviewedLate ? 24 : 0)
    }
    if fault == .changeApprovedByAuthor { people = [change.author.email] }
    if let fault { plant(fault, change, to: &fixture) }
    return .occurring(
      change.id, at: change.merged, in: scenario.quarter,
      [
        ("id", .string(change.id)), ("merged_at", .time(change.merged)), ("type", .string(change.type)),
        ("title", .string(change.title)), ("author", .string(change.author.email)), ("reviewers", .texts(people)),
        ("reviewer_roles", .texts(roles)), ("approvers", .texts(people)), ("reviewed_at", .time(reviewed)),
        ("ci_passed", .bool(true)), ("scan_clean", .bool(true)), ("staging_passed", .bool(true)),
        ("canary_minutes", .int(fault == .canaryTooShort ? 6 : random.int(15...45))),
        ("ticket", .string(change.ticket)),
      ])
  }

  private func plant(_ fault: Fault, _ change: Change, to fixture: inout Fixture) {
    let report =
      switch fault {
      case .changeApprovedByAuthor: "\(change.author.email) wrote the change, reviewed and approved it"
      case .reviewerMissing: "a security change without the security lead's review and with one approval"
      case .emergencyReviewedLate: "an emergency change reviewed more than 24 h after the merge"
      default: "the canary ran for 6 minutes; the limit is 15"
      }
    fixture.plant(Planting(fault, in: "changes", ids: [change.id], report: report))
  }
}
