public import Rows

/// One build in a portfolio's log: which model was judged, for which period, and what its gates came to.
public struct PortfolioEntry: Hashable, Sendable {
  /// The model's name, or the pack's where no model is audited.
  public let model: String
  public let pack: String
  /// The as-of date; never a clock's.
  public let timestamp: Day
  public let period: Period
  public let gates: [GateResult]
  /// Whether the build exited 0: no gate of severity error ended in a decision that blocks.
  public let passed: Bool
  public let digests: Digests

  public init(
    model: String, pack: String, timestamp: Day, period: Period, gates: [GateResult], passed: Bool, digests: Digests
  ) {
    self.model = model
    self.pack = pack
    self.timestamp = timestamp
    self.period = period
    self.gates = gates
    self.passed = passed
    self.digests = digests
  }

  /// What a gate came to.
  public struct GateResult: Hashable, Sendable {
    public let gate: String
    public let name: String
    public let severity: Severity
    public let decision: Decision
    public let value: Double?

    public init(gate: String, name: String, severity: Severity, decision: Decision, value: Double?) {
      self.gate = gate
      self.name = name
      self.severity = severity
      self.decision = decision
      self.value = value
    }

    /// Whether the gate did not hold, whatever it cost.
    public var failed: Bool { decision.blocks || decision == .waived }
  }

  /// 64 lowercase hexadecimal digits each.
  public struct Digests: Hashable, Sendable {
    public let pack: String
    public let content: String
    public let facts: String

    public init(pack: String, content: String, facts: String) {
      self.pack = pack
      self.content = content
      self.facts = facts
    }
  }
}
