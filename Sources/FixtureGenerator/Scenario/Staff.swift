/// Someone, or something, with an account.
struct Person {
  enum Role: String, CaseIterable {
    case developer, dba, sre, security, manager, analyst, reviewer, approver
    case applicationAdmin = "app_admin"
    case complianceOfficer = "compliance_officer"
    case itOperations = "it_operations"
    case humanResources = "human_resources"
    case service

    var isPrivileged: Bool {
      switch self {
      case .developer, .dba, .sre, .security, .applicationAdmin: true
      case .manager, .analyst, .reviewer, .approver, .complianceOfficer, .itOperations, .humanResources, .service:
        false
      }
    }
  }

  let number: Int
  let name: String
  let email: String
  let role: Role
  let department: String
  let tenant: String
  /// The first day at work, where it falls into the quarter.
  var joined: CivilDay?
  /// The day on which the employment ends, where it does; the last day at work is the one before.
  var left: CivilDay?

  var id: String { "usr_\(padded(number * 7919 + 100_003, 6))" }
  var ip: String { "10.20.\(number / 100 + 4).\(number % 100 + 20)" }
  var isPerson: Bool { role != .service }
  /// Harbor's people work in the Check Review Console, all others in CalcBridge.
  var usesConsole: Bool { tenant == Staff.harbor && isPerson }

  func works(on day: CivilDay) -> Bool { (joined ?? day) <= day && left.map { day < $0 } ?? true }
}

/// The forty accounts of the quarter, in two tenants.
struct Staff {
  static let meridian = "tenant_meridian"
  static let harbor = "tenant_harbor"

  private(set) var people: [Person]

  /// Names by role; the order is the order of the accounts.
  private static let roster: [(role: Person.Role, department: String, tenant: String, names: [String])] = [
    (.manager, "Engineering", meridian, ["Priya Raman"]),
    (
      .developer, "Engineering", meridian,
      ["Tomasz Zieliński", "Ana Ferreira", "Kenji Mori", "Ruth Adeyemi", "Lukas Brandt", "Mei Chen", "Daniel Okafor"]
    ),
    (.dba, "Engineering", meridian, ["Sofia Lindqvist", "Victor Hale"]),
    (.sre, "Operations", meridian, ["Omar Haddad", "Ingrid Solberg", "Paulo Teixeira"]),
    (.security, "Security", meridian, ["Hannah Weiss", "Joseph Mwangi"]),
    (.itOperations, "IT Operations", meridian, ["Grace Whitfield", "Emil Novák"]),
    (.humanResources, "Human Resources", meridian, ["Claire Dubois"]),
    (.complianceOfficer, "Compliance", meridian, ["Margaret Osei", "Nikhil Bhatt"]),
    (
      .analyst, "Portfolio Analytics", meridian,
      ["Zoë Müller", "Samuel Kerr", "Farah Aziz", "Jonas Eklund", "Beatriz Santos", "Rory Callahan"]
    ),
    (.manager, "Check Operations", harbor, ["Eleanor Price"]),
    (
      .reviewer, "Check Operations", harbor,
      ["Marcus Bell", "Yuki Tanaka", "Teresa Gómez", "Adam Kowalski", "Linh Nguyễn"]
    ),
    (.approver, "Check Operations", harbor, ["Harriet Stone", "Isaac Abara", "Noor Rahman"]),
    (.applicationAdmin, "Check Operations", harbor, ["Petra Vogel"]),
    (.service, "Engineering", meridian, ["svc-compliance-runner", "svc-market-feed", "svc-reporting"]),
    (.service, "Check Operations", harbor, ["svc-image-archive"]),
  ]

  init(quarter: Quarter) {
    people = []
    for group in Staff.roster {
      for name in group.names {
        let email = Staff.address(of: name)
        people.append(
          Person(
            number: people.count + 1, name: name, email: email, role: group.role, department: group.department,
            tenant: group.tenant))
      }
    }
    let joined = [("Daniel Okafor", 1, 16), ("Paulo Teixeira", 2, 6), ("Rory Callahan", 1, 24), ("Linh Nguyễn", 2, 21)]
    for (name, month, day) in joined { change(name) { $0.joined = quarter.workday(month, day) } }
    let left = [("Samuel Kerr", 1, 31), ("Adam Kowalski", 3, 8), ("Jonas Eklund", 2, 9)]
    for (name, month, day) in left { change(name) { $0.left = quarter.workday(month, day) } }
  }

  private mutating func change(_ name: String, _ body: (inout Person) -> Void) {
    for position in people.indices where people[position].name == name { body(&people[position]) }
  }

  subscript(_ name: String) -> Person {
    guard let person = people.first(where: { $0.name == name }) else { preconditionFailure("nobody is called \(name)") }
    return person
  }

  func having(_ role: Person.Role) -> [Person] { people.filter { $0.role == role } }

  /// `given.family` in ASCII at the reserved domain of the company.
  private static func address(of name: String) -> String {
    let plain: [Character: String] = [
      "ń": "n", "á": "a", "ë": "e", "ö": "o", "ü": "u", "ó": "o", "ễ": "e", " ": ".",
    ]
    return name.lowercased().map { plain[$0] ?? String($0) }.joined() + "@calcbridge.example"
  }
}
