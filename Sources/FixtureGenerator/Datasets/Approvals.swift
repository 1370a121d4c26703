/// Check decisions: above $50,000 somebody else than the reviewer approves.
enum Approvals {
  static func add(_ scenario: Scenario, to fixture: inout Fixture) {
    let quarter = scenario.quarter
    var random = scenario.random("approvals")
    let reviewers = ["Marcus Bell", "Yuki Tanaka", "Teresa Gómez"].map { scenario.staff[$0].email }
    let approvers = scenario.staff.having(.approver).map(\.email)
    var rows: [Row] = []
    for day in quarter.days.filter(quarter.isWorkday) {
      for turn in 0..<random.int(5...9) {
        let cents = random.chance(14) ? random.int(5_000_001...24_000_000) : random.int(12_000...4_999_999)
        let approver = random.pick(approvers)
        let reviewer = cents <= 5_000_000 && random.chance(25) ? approver : random.pick(reviewers)
        let time = day.at(9 + turn, random.int(0...59), random.int(0...59))
        rows.append(row(rows.count, time, cents, reviewer, approver, quarter))
      }
    }
    let exact = quarter.workday(1, 16).at(19, 5)
    rows.append(row(rows.count, exact, 5_000_000, approvers[0], approvers[0], quarter))
    fixture.excuse(
      "approvals", ids: rows.suffix(1).map(\.id), why: "exactly $50,000.00: the limit is above, not at, that amount")
    if scenario.plants(.approvalByReviewer) {
      let time = quarter.workday(3, 7).at(19, 44, 10)
      rows.append(row(rows.count, time, 8_412_500, approvers[1], approvers[1], quarter))
      fixture.plant(
        Planting(
          .approvalByReviewer, in: "approvals", ids: rows.suffix(1).map(\.id),
          report: "$84,125.00 approved by its reviewer \(approvers[1])"))
    }
    for time in [quarter.start.adding(-1).at(15), quarter.end.at(10)] {
      rows.append(row(rows.count, time, 120_000, reviewers[0], approvers[0], quarter))
    }
    rows.sort { ($0.time?.seconds ?? 0, $0.id) < ($1.time?.seconds ?? 0, $1.id) }
    var file = ExportFile.csv("exports/approvals.csv", rows)
    file.entries.insert(
      Entry(malformed: "\(quarter.workday(1, 30).at(11).text),CD-99001", "the row has 2 fields, the header has 5"),
      at: 90)
    file.entries.insert(
      Entry(
        malformed: "\(quarter.workday(2, 20).at(11).text),CD-99002,twelve thousand,\(reviewers[1]),\(approvers[0])",
        "the amount is no number"), at: 210)
    fixture.add(Source("approvals", [file]))
  }

  private static func row(
    _ position: Int, _ time: Moment, _ cents: Int, _ reviewer: String, _ approver: String, _ quarter: Quarter
  ) -> Row {
    let id = "CD-\(padded(position + 70_001, 5))"
    return .occurring(
      id, at: time, in: quarter,
      [
        ("decided_at", .time(time)), ("id", .string(id)), ("amount", .decimal(decimal(cents, places: 2))),
        ("reviewer", .string(reviewer)), ("approver", .string(approver)),
      ])
  }
}
