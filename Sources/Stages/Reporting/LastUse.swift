import AuditModel
import Rows

/// When each account was last used: as the export of users says, or else as the events of the period show.
struct LastUse {
  /// By e-mail address or id; nil where the export says it.
  private let seen: [String: Instant]?
  private let facts: Facts

  /// Nil where neither the export nor any event says when an account was used.
  init?(_ facts: Facts, _ activity: EventActivity) {
    self.facts = facts
    guard Dataset.lacks("last_login_at", of: "users", facts) else {
      seen = nil
      return
    }
    let seen = LastUse.seen(activity)
    guard let users = facts.tables["users"], users.rows.contains(where: { LastUse.time(of: $0, seen) != nil }) else {
      return nil
    }
    self.seen = seen
  }

  /// Logins where the log has any; else whatever an account did, but for attempts that failed.
  private static func seen(_ activity: EventActivity) -> [String: Instant] {
    let all = activity.access?.byActorAndType.filter { !LoginActivitySection.failures.contains($0.key.second) } ?? [:]
    let logins = all.filter { LoginActivitySection.logins.contains($0.key.second) }
    var seen: [String: Instant] = [:]
    for (pair, share) in logins.isEmpty ? all : logins {
      seen[pair.first] = max(seen[pair.first] ?? share.last, share.last)
    }
    return seen
  }

  private static func time(of user: Table.Row, _ seen: [String: Instant]) -> Instant? {
    [seen[user.written("email")], seen[user.written("id")]].compactMap { $0 }.max()
  }

  func time(of user: Table.Row) -> Instant? {
    seen.map { LastUse.time(of: user, $0) } ?? user["last_login_at"].instant
  }

  /// An account that was not used since the beginning of this day is dormant. Events are those of the period: what was
  /// before it, nobody knows.
  func limit(after days: Int) -> Day {
    let limit = facts.definition.asOf.advanced(by: 1 - days)
    return seen == nil ? limit : max(limit, facts.definition.period.start)
  }

  /// What makes an account dormant, in words.
  func rule(after days: Int) -> String {
    let span = "more than \(days) days before the end of the as-of date"
    guard seen != nil else {
      return "An active account is dormant when its last login, or its creation where it has none, is \(span)."
    }
    let opening = "The export of users has no last_login_at, so the events of the period tell when an account was used."
    let limit = facts.definition.asOf.advanced(by: 1 - days)
    return limit < facts.definition.period.start
      ? "\(opening) An active account from before the period counts as dormant when none names it; the period begins less than \(days) days before the as-of date."
      : "\(opening) An active account is dormant when the last one, or its creation where there is none, is \(span)."
  }
}
