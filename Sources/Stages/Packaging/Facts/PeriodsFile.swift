package import AuditModel
package import Diagnostics
import JSON
import Rows

/// `periods.json`: the figures of the dashboard and the standing of each control, for this period and those before.
package enum PeriodsFile {
  package static let name = "periods.json"
  /// The copy of the earlier pack's file, from which the trend is drawn.
  package static let earlier = "earlier-periods.json"
  /// Periods that a file holds; the oldest go.
  private static let most = 12

  /// The file's bytes, canonical JSON; the oldest period first.
  package static func bytes(_ periods: [PeriodFigures]) throws(Diagnostic) -> [UInt8] {
    try CanonicalJSON.write(.members([("periods", .array(periods.suffix(most).map(period)))]))
  }

  private static func period(_ figures: PeriodFigures) -> JSONValue {
    .members([
      ("start", .string("\(figures.period.start)")), ("end", .string("\(figures.period.end)")),
      (
        "figures",
        .array(
          figures.figures.map {
            .members([("name", .string($0.name)), ("part", .int($0.part)), ("whole", .int($0.whole))])
          })
      ),
      (
        "controls",
        .array(
          figures.controls.map {
            .members([("id", .string($0.id)), ("decision", .string($0.standing.rawValue))])
          })
      ),
    ])
  }

  /// What such a file says; `name` is its own, for errors.
  package static func periods(_ bytes: [UInt8], name: String) throws(Diagnostic) -> [PeriodFigures] {
    guard let list = try JSONParser.parse(bytes, name: name)["periods"]?.array else { throw unreadable(name) }
    var periods: [PeriodFigures] = []
    for item in list {
      guard let start = item["start"]?.string.flatMap({ Day($0) }), let end = item["end"]?.string.flatMap({ Day($0) }),
        let period = Period(start: start, end: end), let figures = item["figures"]?.array?.compactMap(figure),
        let controls = item["controls"]?.array?.compactMap(control)
      else { throw unreadable(name) }
      periods.append(PeriodFigures(period: period, figures: figures, controls: controls))
    }
    return periods
  }

  private static func figure(_ value: JSONValue) -> PeriodFigures.Figure? {
    guard let name = value["name"]?.string, let part = value["part"]?.int, let whole = value["whole"]?.int else {
      return nil
    }
    return PeriodFigures.Figure(name: name, part: part, whole: whole)
  }

  private static func control(_ value: JSONValue) -> PeriodFigures.Control? {
    guard let id = value["id"]?.string, let standing = value["decision"]?.string.flatMap(Standing.init) else {
      return nil
    }
    return PeriodFigures.Control(id: id, standing: standing)
  }

  private static func unreadable(_ name: String) -> Diagnostic {
    Diagnostic("'\(name)' does not hold the figures of earlier periods", at: Location(file: name))
  }
}
