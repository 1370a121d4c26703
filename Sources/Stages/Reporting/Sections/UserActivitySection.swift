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
    return [
      .paragraph(opening(activity)), .figure(days(activity, facts)), .figure(hours(activity, facts.clock)),
      .table(actors(activity, facts.clock)), .table(types(activity, facts.clock)),
    ]
  }

  /// Events a day over the whole period, with the days that have none in plain sight.
  private static func days(_ activity: EventActivity, _ facts: Facts) -> Figure {
    let period = facts.definition.period
    let counts = (period.start.number...period.end.number).map { Int(activity.days[Day(number: $0)] ?? 0) }
    let silent = silences(counts, from: period.start)
    let line = DailyTimeLine(first: period.start, counts: counts, gaps: silent, unit: "events a day")
    let finding =
      silent.isEmpty
      ? "Every day of the period has events" : "\(Words.count(Int64(counts.count { $0 == 0 }), "day")) without an event"
    return Figure(
      title: finding, alternative: line.alternative, source: "used events of the period, by \(facts.clock.zone) day",
      drawing: line.drawing)
  }

  private static func silences(_ counts: [Int], from start: Day) -> [DailyTimeLine.Gap] {
    var gaps: [DailyTimeLine.Gap] = []
    var begin: Int?
    for (offset, count) in (counts + [1]).enumerated() {
      if count == 0 {
        begin = begin ?? offset
      } else if let first = begin {
        gaps.append(.init(first: start.advanced(by: first), last: start.advanced(by: offset - 1)))
        begin = nil
      }
    }
    return gaps
  }

  private static func hours(_ activity: EventActivity, _ clock: LocalClock) -> Figure {
    let counts = (0..<7).map { weekday in (0..<24).map { Int(activity.hours[weekday * 24 + $0]) } }
    let map = HeatMap(counts: counts, unit: "events")
    let working = activity.hours.enumerated().reduce(Int64(0)) { sum, item in
      item.offset / 24 < 5 && (7..<19).contains(item.offset % 24) ? sum + item.element : sum
    }
    let share = NumberWords.percent(Double(working) / Double(activity.count))
    return Figure(
      title: "\(share) of the events fall on Monday to Friday between 07:00 and 19:00 \(clock.zone)",
      alternative: map.alternative, source: "used events of the period, by \(clock.zone) weekday and hour",
      drawing: map.drawing)
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
      .sorted { a, b in a.share.count != b.share.count ? a.share.count > b.share.count : a.name.precedesInBytes(b.name)
      }
  }

  private static func actors(_ activity: EventActivity, _ clock: LocalClock) -> DocumentTable {
    table("Actors, most active first", "Actor", ranked(activity.actors), of: activity.count, clock)
  }

  private static func types(_ activity: EventActivity, _ clock: LocalClock) -> DocumentTable {
    table("Event types, most frequent first", "Type", ranked(activity.types), of: activity.count, clock)
  }

  private static func table(
    _ caption: String, _ noun: String, _ ranked: [(name: String, share: EventActivity.Share)], of total: Int64,
    _ clock: LocalClock
  ) -> DocumentTable {
    let left = ranked.count - min(rowLimit, ranked.count)
    return DocumentTable(
      caption: caption,
      columns: [
        .init(noun), .init("Events", .trailing), .init("Share", .trailing), .init(clock.title("First")),
        .init(clock.title("Last")),
      ],
      rows: ranked.prefix(rowLimit).map { name, share in
        [
          [.text(name)], [.text(Words.count(share.count))],
          [.text(NumberWords.percent(Double(share.count) / Double(total)))],
          [.text(clock.minute(share.first))], [.text(clock.minute(share.last))],
        ]
      }, continuation: left == 0 ? nil : [.text("\(Words.count(Int64(left), "more row")) not shown.")])
  }
}
