public import Rows

/// A dated, approved acceptance of a gate's failure.
public struct Waiver: Hashable, Sendable {
  public let id: String
  /// The gate's id.
  public let gate: String
  /// Which exceptions it covers, by the ids of their records; all of them if empty.
  public let scope: [String]
  public let reason: String
  public let compensatingControl: String
  public let monitoringPlan: String
  public let owner: String
  /// Somebody other than the owner.
  public let approver: String
  public let approverRole: String?
  public let approvedOn: Day
  /// The last day on which it holds.
  public let expiresOn: Day

  public init(
    id: String, gate: String, scope: [String], reason: String, compensatingControl: String, monitoringPlan: String,
    owner: String, approver: String, approverRole: String?, approvedOn: Day, expiresOn: Day
  ) {
    self.id = id
    self.gate = gate
    self.scope = scope
    self.reason = reason
    self.compensatingControl = compensatingControl
    self.monitoringPlan = monitoringPlan
    self.owner = owner
    self.approver = approver
    self.approverRole = approverRole
    self.approvedOn = approvedOn
    self.expiresOn = expiresOn
  }
}

/// What management says to a gate's failure, or to one exception.
public struct Response: Hashable, Sendable {
  public let gate: String
  /// The exception's id; nil for the gate as a whole.
  public let exception: String?
  public let cause: String
  public let response: String
  public let owner: String
  public let due: Day?
  public let status: Status

  public enum Status: String, Hashable, Sendable, CaseIterable {
    case open
    case inProgress = "in_progress"
    case done
    case accepted
  }

  public init(
    gate: String, exception: String?, cause: String, response: String, owner: String, due: Day?, status: Status
  ) {
    self.gate = gate
    self.exception = exception
    self.cause = cause
    self.response = response
    self.owner = owner
    self.due = due
    self.status = status
  }

  /// Cause, response, owner, date and state in one line, as reports and exhibits write it.
  public var words: String {
    func sentence(_ text: String) -> String { text.hasSuffix(".") ? text : text + "." }
    let end = due.map { ", due \($0)" } ?? ""
    return
      "\(sentence(cause)) \(sentence(response)) \(owner)\(end), \(status.rawValue.replacing("_", with: " "))."
  }
}
