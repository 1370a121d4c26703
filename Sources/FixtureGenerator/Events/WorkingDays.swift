/// Who is at work when: weekdays mostly, a few people at the weekend.
struct WorkingDays {
  /// One person's time at work on one day.
  struct Session {
    let person: Person
    let start: Moment
    let id: String
    let failures: Int
  }

  /// Who looks after the systems on a day; they take turns week by week.
  static func onCall(_ day: CivilDay) -> String {
    (day.number + 3) / 7 % 2 == 0 ? "Ingrid Solberg" : "Omar Haddad"
  }

  private(set) var sessions: [Session] = []

  init(_ scenario: Scenario, of people: [Person], random: inout SplitMix64) {
    var lastFailure: [Int: CivilDay] = [:]
    for day in scenario.quarter.days {
      for person in people where person.works(on: day) {
        let isWorkday = scenario.quarter.isWorkday(day)
        let isExpected = day == person.joined || person.name == WorkingDays.onCall(day)
        guard random.chance(isWorkday ? 82 : 4) || isExpected else { continue }
        let start = day.at(7, 20).adding(seconds: random.int(0...5400) + random.int(0...5400))
        // Few and far between, so that no account comes near its lock-out.
        let rested = lastFailure[person.number].map { day.number - $0.number > 7 } ?? true
        let failures = random.chance(7) && rested && !LockOut.names.contains(person.name) ? random.int(1...2) : 0
        if failures > 0 { lastFailure[person.number] = day }
        sessions.append(Session(person: person, start: start, id: random.hexadecimal(10), failures: failures))
      }
    }
  }
}

/// Five failed sign-ins to one account within a few minutes, after which the account stays locked for a quarter of an
/// hour.
enum LockOut {
  /// Whose accounts get locked, and on which evening.
  static let episodes = [(name: "Farah Aziz", month: 1, day: 18), (name: "Emil Novák", month: 3, day: 13)]
  static let console = [(name: "Yuki Tanaka", month: 2, day: 15)]
  static let names = (episodes + console).map(\.name)

  /// The times of the five failures and of the sign-in that succeeds afterwards.
  static func times(on day: CivilDay, waits minutes: Int) -> (failures: [Moment], login: Moment) {
    let first = day.at(21, 40)
    let failures = (0..<5).map { first.adding(seconds: 45 * $0) }
    return (failures, failures[4].adding(minutes: minutes))
  }
}
