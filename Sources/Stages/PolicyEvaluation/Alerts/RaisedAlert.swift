import AuditModel
import CEL
import Rows

/// An alert that was raised, as its export has it.
struct RaisedAlert: Sendable {
  let id: String
  let severity: String
  let raisedAt: Instant
  let acknowledgedAt: Instant?
  let escalations: [(level: Int64, at: Instant)]
  let origin: RecordOrigin

  /// Nil for a record without a time, or outside the period.
  init?(_ row: Table.Row, _ evidence: Evidence) {
    guard let raised = row["raised_at"].instant, evidence.bounds?.contains(raised) ?? true else { return nil }
    id = row.text("id") ?? ""
    severity = row.text("severity") ?? ""
    raisedAt = raised
    acknowledgedAt = row["acknowledged_at"].instant
    escalations = RaisedAlert.escalations(row.text("escalations"))
    origin = evidence.origin(source: row.source, file: row.file, line: row.line, ordinal: row.ordinal)
  }

  private static func escalations(_ json: String?) -> [(level: Int64, at: Instant)] {
    guard let json, let value = try? CELText.value(json: json), case .list(let list) = value else { return [] }
    return list.elements.compactMap { element in
      guard case .map(let map) = element, let level = map[.string("level")], let at = map[.string("at")],
        case .string(let time) = at, let instant = Instant(rfc3339: time)
      else { return nil }
      switch level {
      case .int(let number): return (number, instant)
      case .double(let number): return Int64(exactly: number).map { ($0, instant) }
      default: return nil
      }
    }
  }
}

/// The exported alerts by the rule that raised them, read once for all the gates that replay one.
struct AlertIndex: Sendable {
  private var alerts: [[UInt8]: [RaisedAlert]] = [:]

  init() {}

  init(_ evidence: Evidence) {
    for row in evidence.tables["alerts"]?.rows ?? [] {
      guard let rule = row.text("rule"), let alert = RaisedAlert(row, evidence) else { continue }
      alerts[Array(rule.utf8), default: []].append(alert)
    }
    for (rule, raised) in alerts {
      alerts[rule] = raised.enumerated().sorted { ($0.element.raisedAt, $0.offset) < ($1.element.raisedAt, $1.offset) }
        .map(\.element)
    }
  }

  /// Those of a rule in the order of time, those of one time in that of the file.
  func raised(by rule: String) -> [RaisedAlert] { alerts[Array(rule.utf8)] ?? [] }
}
