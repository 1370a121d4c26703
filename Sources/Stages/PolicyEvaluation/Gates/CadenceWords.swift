import Bytes
import Rows

/// How a reason says the intervals of a cadence: `13 weeks`, `1 year`, `2 intervals of 3 months`.
struct CadenceWords {
  /// `week`, `interval of 3 months`.
  let one: String
  private let several: String

  init(_ length: ISODuration, _ days: CalendarInterval.Days) {
    let hours = length.seconds / 3600
    switch (length.months, length.days, length.seconds) {
    case (1, 0, 0): self.init("month")
    case (12, 0, 0): self.init("year")
    case (let months, 0, 0): self.init("interval", of: " of \(months) months")
    case (0, 1, 0): self.init(days == .all ? "day" : "workday")
    case (0, 7, 0): self.init("week")
    case (0, let days, 0): self.init("interval", of: " of \(days) days")
    case (0, 0, 3600): self.init("hour")
    case (0, 0, let seconds) where seconds == hours * 3600: self.init("interval", of: " of \(hours) hours")
    case (_, _, let seconds): self.init("interval", of: " of \(seconds) seconds")
    }
  }

  private init(_ noun: String, of length: String = "") {
    one = noun + length
    several = noun + "s" + length
  }

  func count(_ number: Int) -> String { "\(number.grouped) \(number == 1 ? one : several)" }
}
