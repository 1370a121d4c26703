/// The reviews that recur: of access, of logs, of alert rules, of the controls document.
enum Reviews {
  private struct Review {
    let time: Moment
    let subject: String
    let reviewer: String
  }

  static func add(_ scenario: Scenario, to fixture: inout Fixture) {
    accessReviews(scenario, to: &fixture)
    otherReviews(scenario, to: &fixture)
  }

  private static func accessReviews(_ scenario: Scenario, to fixture: inout Fixture) {
    let quarter = scenario.quarter
    let security = scenario.staff["Hannah Weiss"].email
    var reviews = quarter.weekly(on: 1).map {
      Review(time: $0.at(10), subject: "terminated", reviewer: scenario.staff["Claire Dubois"].email)
    }
    for month in 1...3 where !(month == 2 && scenario.plants(.privilegedReviewMissed)) {
      reviews.append(Review(time: quarter.workday(month, 8).at(14), subject: "privileged", reviewer: security))
    }
    for day in [quarter.workday(3, 11), quarter.workday(3, 11).adding(-91)] {
      for name in ["Priya Raman", "Eleanor Price"] {
        reviews.append(Review(time: day.at(15, 30), subject: "user", reviewer: scenario.staff[name].email))
      }
      let operations = scenario.staff["Emil Novák"].email
      reviews.append(Review(time: day.at(16), subject: "service_account", reviewer: operations))
    }
    reviews.append(Review(time: quarter.start.adding(-24).at(14), subject: "privileged", reviewer: security))
    reviews.sort { ($0.time, $0.subject, $0.reviewer) < ($1.time, $1.subject, $1.reviewer) }
    let rows = reviews.enumerated().map { position, review in
      let id = "AR-\(padded(position + 871, 4))"
      return Row.occurring(
        id, at: review.time, in: quarter,
        [
          ("reviewed_at", .time(review.time)), ("id", .string(id)), ("kind", .string(review.subject)),
          ("reviewer", .string(review.reviewer)), ("users_reviewed", .int(size(of: review.subject))),
          ("revoked", .int(0)), ("findings", .string("none")),
        ])
    }
    fixture.add(Source("access_reviews", [ExportFile.csv("exports/access-reviews.csv", rows)]))
    if scenario.plants(.privilegedReviewMissed) {
      fixture.plant(
        Planting(
          .privilegedReviewMissed, in: "access_reviews", at: quarter.monthText(2),
          report: "no review of kind privileged in the month"))
    }
  }

  private static func size(of subject: String) -> Int {
    switch subject {
    case "privileged": 16
    case "service_account": 4
    case "terminated": 3
    default: 18
    }
  }

  private static func otherReviews(_ scenario: Scenario, to fixture: inout Fixture) {
    let quarter = scenario.quarter
    let officer = scenario.staff["Margaret Osei"].email
    let security = scenario.staff["Hannah Weiss"].email
    var reviews = quarter.weekly(on: 5).map {
      Review(time: $0.at(11), subject: "log_review", reviewer: scenario.staff["Nikhil Bhatt"].email)
    }
    for month in 1...3 {
      reviews.append(Review(time: quarter.workday(month, 22).at(13), subject: "alert_rules", reviewer: officer))
    }
    reviews += [
      Review(time: quarter.workday(1, 23).at(10), subject: "controls_document", reviewer: security),
      Review(
        time: quarter.workday(2, 13).at(10), subject: "controls_document", reviewer: "audit@oakfield-assurance.example"),
      Review(time: quarter.workday(2, 26).at(9), subject: "thresholds", reviewer: officer),
      Review(time: quarter.workday(3, 18).at(9), subject: "retention", reviewer: officer),
      Review(time: quarter.start.adding(-69).at(10), subject: "controls_document", reviewer: security),
    ]
    reviews.sort { ($0.time, $0.subject) < ($1.time, $1.subject) }
    let rows = reviews.enumerated().map { position, review in
      let id = "RV-\(padded(position + 140, 4))"
      return Row.occurring(
        id, at: review.time, in: quarter,
        [
          ("reviewed_at", .time(review.time)), ("id", .string(id)), ("subject", .string(review.subject)),
          ("reviewer", .string(review.reviewer)),
        ])
    }
    fixture.add(Source("reviews", [ExportFile.csv("exports/reviews.csv", rows)]))
  }
}
