/// The compliance tests of every workday, with the days on which a concentration goes over a limit, and what follows.
///
/// The value of a test, the sample of its series, the alert that it raises and the breach carry one time and one value.
enum Compliance {
  /// A figure that is watched every workday at six o'clock, in hundredths of a per cent.
  struct Measure {
    let name: String
    let test: String
    let rule: String
    let limit: Int
    let alertsAbove: Int
    /// Where it lies on a quiet day.
    let low: ClosedRange<Int>
    let high: ClosedRange<Int>
    let excursions: [Excursion]
  }

  struct Excursion {
    let month: Int
    let day: Int
    let value: Int
    /// The hours until the breach is closed; nil where nothing is breached.
    var closesAfter: Int?
    var isConfirmed = true
    var hasAlert = true
    var acknowledgedAfter = 14
  }

  static func measures(_ scenario: Scenario) -> [Measure] {
    let isLate = scenario.plants(.alertAcknowledgedLate)
    return [
      Measure(
        name: "single_obligor_concentration", test: "single_obligor", rule: "Single Obligor Warning", limit: 500,
        alertsAbove: 400, low: 310...340, high: 345...385,
        excursions: [
          Excursion(month: 1, day: 11, value: 431, acknowledgedAfter: 38),
          Excursion(month: 1, day: 25, value: 475),
          Excursion(month: 2, day: 14, value: 422, hasAlert: !scenario.plants(.alertNotRaised), acknowledgedAfter: 46),
          Excursion(month: 3, day: 6, value: 458, acknowledgedAfter: isLate ? 163 : 9),
          Excursion(month: 3, day: 20, value: 412, acknowledgedAfter: 27),
        ]),
      Measure(
        name: "healthcare_concentration", test: "healthcare_industry", rule: "Healthcare Concentration Warning",
        limit: 1500, alertsAbove: 1350, low: 1010...1070, high: 1080...1150,
        excursions: [
          Excursion(month: 1, day: 30, value: 1450, acknowledgedAfter: 22),
          Excursion(month: 3, day: 12, value: 1386, acknowledgedAfter: 31),
        ]),
      Measure(
        name: "ccc_bucket", test: "ccc_bucket", rule: "CCC Bucket Breach", limit: 750, alertsAbove: 750,
        low: 510...540, high: 545...585, excursions: breaches(scenario)),
    ]
  }

  private static func breaches(_ scenario: Scenario) -> [Excursion] {
    let isLate = scenario.plants(.breachResolvedLate)
    let late = Excursion(month: 2, day: 21, value: 832, closesAfter: isLate ? 30 : 15, acknowledgedAfter: 2)
    guard scenario.plants(.complianceTestFailed) else { return isLate ? [late] : [] }
    return [
      Excursion(month: 1, day: 17, value: 791, closesAfter: 9, acknowledgedAfter: 3),
      Excursion(month: 2, day: 7, value: 768, closesAfter: 4, isConfirmed: false, acknowledgedAfter: 2), late,
      Excursion(month: 3, day: 14, value: 763, closesAfter: 6, acknowledgedAfter: 4),
    ]
  }

  /// A sample of a measure on a workday.
  struct Sample {
    let measure: Measure
    let time: Moment
    let value: Int
    let excursion: Excursion?
  }

  /// Every sample of the quarter; high and low days take turns, so that no figure rises three times running.
  static func samples(_ scenario: Scenario) -> [Sample] {
    var random = scenario.random("compliance")
    let quarter = scenario.quarter
    return measures(scenario).flatMap { measure in
      quarter.days.filter(quarter.isWorkday).enumerated().map { position, day in
        let excursion = measure.excursions.first { quarter.workday($0.month, $0.day) == day }
        let quiet = random.int(position % 2 == 0 ? measure.high : measure.low)
        return Sample(measure: measure, time: day.at(6), value: excursion?.value ?? quiet, excursion: excursion)
      }
    }
  }

  static func add(_ scenario: Scenario, to fixture: inout Fixture) {
    let samples = samples(scenario)
    ComplianceTests.add(scenario, samples, to: &fixture)
    Breaches.add(scenario, samples, to: &fixture)
    Alerts.add(scenario, samples, to: &fixture)
  }
}
