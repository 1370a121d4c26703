/// What is searched, and for what.
public struct QueryOptions: Sendable {
  public let target: Target
  /// A CEL condition on records, with the fields of the kind.
  public let condition: String?
  /// The first day or time that counts.
  public let from: Moment?
  /// The last day that counts, or the first time that does not.
  public let until: Moment?
  /// Each list: one of them; empty for any.
  public let users: [String]
  public let types: [String]
  public let categories: [EventCategory]
  public let severities: [String]
  /// Records that are shown, in the order of the files; 0 for all.
  public let limit: Int
  public let jobs: Int?
  public let share: String?

  /// Where the records are.
  public enum Target: Sendable {
    /// A source of a definition.
    case source(String, definition: String)
    /// An export by itself, read as a preset says.
    case export(String, preset: String)
  }

  public init(
    target: Target, condition: String?, from: Moment?, until: Moment?, users: [String], types: [String],
    categories: [EventCategory], severities: [String], limit: Int, jobs: Int?, share: String?
  ) {
    self.target = target
    self.condition = condition
    self.from = from
    self.until = until
    self.users = users
    self.types = types
    self.categories = categories
    self.severities = severities
    self.limit = limit
    self.jobs = jobs
    self.share = share
  }
}

/// The groups in which an audit trail is searched.
public enum EventCategory: String, Sendable, CaseIterable {
  case compliance, user, system

  /// Beginnings of the types that are compliance's and users'; every other type is the system's.
  private static let complianceTypes = ["compliance."]
  private static let userTypes = [
    "auth.", "user.", "workbook.", "data.", "security.auth.", "security.access.", "security.image.",
  ]

  /// The condition on records.
  var condition: String {
    switch self {
    case .compliance: EventCategory.startsWith(EventCategory.complianceTypes)
    case .user: EventCategory.startsWith(EventCategory.userTypes)
    case .system: "!(\(EventCategory.startsWith(EventCategory.complianceTypes + EventCategory.userTypes)))"
    }
  }

  private static func startsWith(_ beginnings: [String]) -> String {
    beginnings.map { "record.type.startsWith(\"\($0)\")" }.joined(separator: " || ")
  }
}
