import AuditModel
import Bytes
import DocumentModel
import Rows

/// Who was active, on what, and when.
enum UserActivitySection {
  private static let rowLimit = 40

  static let section = ReportSection(name: "user_activity", title: "User activity") { facts, activity in
    guard activity.count > 0 else {
      return [.paragraph([.text("No event of the period was exported.")])]
    }
    return [.paragraph(opening(activity)), .table(actors(activity)), .table(types(activity))]
  }

  private static func opening(_ activity: EventActivity) -> [Inline] {
    let actors = Words.count(Int64(activity.actors.count), "actor")
    let days = Words.count(Int64(activity.days.count), "day")
    let nameless = activity.withoutActor == 0 ? "" : " \(Words.count(activity.withoutActor, "event")) without an actor."
    return [.text("\(Words.count(activity.count, "event")) of \(actors) on \(days).\(nameless)")]
  }

  /// Most active first; equals by name.
  private static func ranked(_ shares: [String: EventActivity.Share]) -> [(name: String, share: EventActivity.Share)] {
    shares.map { (name: $0.key, share: $0.value) }
      .sorted { a, b in a.share.count != b.share.count ? a.share.count > b.share.count : a.name.precedesInBytes(b.name) }
  }

  private static func actors(_ activity: EventActivity) -> DocumentTable {
    table("Actors, most active first", "Actor", ranked(activity.actors), of: activity.count)
  }

  private static func types(_ activity: EventActivity) -> DocumentTable {
    table("Event types, most frequent first", "Type", ranked(activity.types), of: activity.count)
  }

  private static func table(
    _ caption: String, _ noun: String, _ ranked: [(name: String, share: EventActivity.Share)], of total: Int64
  ) -> DocumentTable {
    let left = ranked.count - min(rowLimit, ranked.count)
    return DocumentTable(
      caption: caption,
      columns: [.init(noun), .init("Events", .trailing), .init("Share", .trailing), .init("First"), .init("Last")],
      rows: ranked.prefix(rowLimit).map { name, share in
        [
          [.text(name)], [.text(Words.count(share.count))],
          [.text(Words.value((Double(share.count) * 1000 / Double(total)).rounded() / 10) + " %")],
          [.text(Words.time(share.first))], [.text(Words.time(share.last))],
        ]
      }, continuation: left == 0 ? nil : [.text("\(Words.count(Int64(left), "more row")) not shown.")])
  }
}
