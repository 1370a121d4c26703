import AuditModel
import Bytes
import DocumentModel
import Rows

/// What is unusual in the audit log, each with the rule that found it. The rules are fixed and count only; they accuse nobody.
enum AnomaliesSection {
  /// Outside Monday to Friday, 06:00 to 20:00 in the calendar's zone, of an account whose other events are at least 95 of 100.
  private static let usualShare = 0.95
  private static let leastEvents: Int64 = 50
  /// A day of more than three times the account's median active day, and of at least 100 events.
  private static let volumeFactor = 3.0
  private static let leastVolume: Int64 = 100
  /// Days of the period after which an address counts as new.
  private static let settled = 14
  /// Failures from one address within a clock hour.
  private static let burst: Int64 = 5

  static let section = ReportSection(
    name: "anomalies", title: "Unusual activity", subjects: ["events"], countsEvents: true
  ) {
    facts, activity in
    guard let access = activity.access else { return [.words("No event of the period was exported.")] }
    return [
      hours(access, facts), volumes(access, facts), addresses(access, facts), failures(access, facts),
    ].flatMap { $0 }
  }

  /// A rule, what it found, and the line for nothing found.
  private static func block(_ title: String, rule: String, table: DocumentTable) -> [Block] {
    let anchor = "anomalies-" + Gate.slug(title)
    let found: Block = table.rows.isEmpty ? .words("Nothing was found.") : .table(table)
    return [.heading(level: 2, text: title, anchor: anchor), .paragraph([.strong("Rule: "), .text(rule)]), found]
  }

  private static func hours(_ access: AccessActivity, _ facts: Facts) -> [Block] {
    let totals = access.totals
    let found = access.outsideHours.filter { actor, share in
      let total = totals[actor] ?? 0
      return total >= leastEvents && Double(share.count) <= (1 - usualShare) * Double(total)
    }
    return block(
      "Unusual hours",
      rule:
        "events outside Monday to Friday, 06:00 to 20:00 \(facts.clock.zone), of an account with at least \(leastEvents) events of which at least 95 % lie inside",
      table: AccessActivity.table("Events at unusual hours", "Account", found, facts))
  }

  private static func volumes(_ access: AccessActivity, _ facts: Facts) -> [Block] {
    let found = access.byDay.flatMap { actor, days -> [(actor: String, day: Day, count: Int64, median: Double)] in
      guard days.count >= 5, let median = Spread(days.values.map(Double.init)).median else { return [] }
      return days.filter { $0.value >= leastVolume && Double($0.value) > volumeFactor * median }
        .map { (actor, $0.key, $0.value, median) }
    }.sorted { a, b in a.actor != b.actor ? a.actor.precedesInBytes(b.actor) : a.day < b.day }
    return block(
      "Unusual volume",
      rule:
        "a \(facts.clock.zone) day with at least \(leastVolume) events and more than three times the median of the account's active days (of at least five)",
      table: DocumentTable(
        caption: "Days of unusual volume: \(Words.count(found.count))",
        columns: [.init("Account"), .init("Day"), .init("Events", .trailing), .init("Median day", .trailing)],
        rows: found.prefix(facts.material.rowLimit).map { item in
          [
            [.text(item.actor)], [.text("\(item.day)")], [.text(Words.count(item.count))],
            [.text(Words.value(item.median))],
          ]
        }, continuation: AccessActivity.continuation(found.count - facts.material.rowLimit)))
  }

  private static func addresses(_ access: AccessActivity, _ facts: Facts) -> [Block] {
    let from = facts.definition.period.start.advanced(by: settled)
    let totals = access.totals
    let found = access.byActorAndAddress.filter { key, share in
      facts.clock.day(of: share.first) >= from && (totals[key.first] ?? 0) >= leastEvents
    }.map { (name: "\($0.key.first) · \($0.key.second)", share: $0.value) }
    return block(
      "First-seen addresses",
      rule:
        "an address that an account with at least \(leastEvents) events uses for the first time after the first \(settled) days of the period",
      table: AccessActivity.table(
        "Addresses first seen", "Account and address",
        Dictionary(found.map { ($0.name, $0.share) }, uniquingKeysWith: { a, _ in a }), facts))
  }

  private static func failures(_ access: AccessActivity, _ facts: Facts) -> [Block] {
    let found = access.failuresByAddressAndHour.filter { $0.value.count >= burst }
    let lines = found.map { (name: $0.key.first, share: $0.value) }.sorted {
      ($0.share.first, $0.name) < ($1.share.first, $1.name)
    }
    return block(
      "Bursts of failed logins",
      rule: "at least \(burst) failed attempts from one address within a clock hour (\(facts.clock.zone))",
      table: DocumentTable(
        caption: "Bursts: \(Words.count(lines.count))",
        columns: [
          .init("Address"), .init("Attempts", .trailing), .init(facts.clock.title("First")),
          .init(facts.clock.title("Last")),
        ],
        rows: lines.prefix(facts.material.rowLimit).map { name, share in
          [
            [.text(name)], [.text(Words.count(share.count))], [.text(facts.clock.minute(share.first))],
            [.text(facts.clock.minute(share.last))],
          ]
        }, continuation: AccessActivity.continuation(lines.count - facts.material.rowLimit)))
  }
}
