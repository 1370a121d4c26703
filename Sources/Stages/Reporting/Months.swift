import AuditModel
import Rows

/// The calendar months that a period touches, as reports name them.
struct Months {
  /// `2024-01`, in order.
  let labels: [String]

  init(_ period: Period) {
    let (first, last) = (period.start.civil, period.end.civil)
    labels = (first.year * 12 + first.month - 1...last.year * 12 + last.month - 1).map { month in
      "\(month / 12)-\(month % 12 < 9 ? "0" : "")\(month % 12 + 1)"
    }
  }

  /// The month of a time, as clocks show it.
  func label(of instant: Instant?, _ clock: LocalClock) -> String? {
    instant.map { String("\(clock.day(of: $0))".prefix(7)) }
  }
}
