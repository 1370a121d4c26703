import AuditModel
import DocumentModel
import Rows

/// What the audit log says of changes to accounts, tenants and settings.
enum SystemChangesSection {
  private static let prefixes = ["config.", "tenant.", "user.", "api_key.", "role.", "system."]

  static let section = ReportSection(
    name: "system_changes", title: "System changes in the audit log", subjects: ["events"], countsEvents: true
  ) { facts, activity in
    let types = activity.types.filter { entry in prefixes.contains { entry.key.hasPrefix($0) } }
    guard !types.isEmpty else { return [.words("The audit log holds no event about accounts, tenants or settings.")] }
    return [.table(AccessActivity.table("Events that change the system", "Event type", types, facts))]
      + who(activity, facts)
  }

  private static func who(_ activity: EventActivity, _ facts: Facts) -> [Block] {
    guard let access = activity.access else { return [] }
    let pairs = access.byActorAndType.filter { entry in prefixes.contains { entry.key.second.hasPrefix($0) } }
    let shares = pairs.map { (name: "\($0.key.first) · \($0.key.second)", share: $0.value) }
    return [
      .table(
        AccessActivity.table(
          "Who made them", "Account and event",
          Dictionary(shares.map { ($0.name, $0.share) }, uniquingKeysWith: { a, _ in a }), facts))
    ]
  }
}
