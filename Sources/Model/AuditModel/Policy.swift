public import Rows

/// What a policy file says of itself.
public struct Policy: Hashable, Sendable {
  public let name: String
  public let version: String?
  public let effective: Day?
  public let citation: String?
  /// The label of its file.
  public let file: String

  public init(name: String, version: String?, effective: Day?, citation: String?, file: String) {
    self.name = name
    self.version = version
    self.effective = effective
    self.citation = citation
    self.file = file
  }
}

/// What the organisation promises to do.
public struct Control: Hashable, Sendable {
  public let id: String
  public let title: String
  public let wording: String?
  public let criteria: [Criterion]
  public let owner: String?
  public let frequency: String?
  public let nature: String?
  public let test: String?
  /// Why no export can show it, where none can.
  public let untestable: String?

  public init(
    id: String, title: String, wording: String?, criteria: [Criterion], owner: String?, frequency: String?,
    nature: String?, test: String?, untestable: String?
  ) {
    self.id = id
    self.title = title
    self.wording = wording
    self.criteria = criteria
    self.owner = owner
    self.frequency = frequency
    self.nature = nature
    self.test = test
    self.untestable = untestable
  }
}

/// What a framework asks.
public struct Criterion: Hashable, Sendable {
  public let framework: String
  public let version: String?
  public let id: String

  public init(framework: String, version: String?, id: String) {
    self.framework = framework
    self.version = version
    self.id = id
  }
}

/// What a control or a criterion came to: its gates rolled up, worst first.
public enum Standing: String, Hashable, Sendable, CaseIterable {
  case fail
  case waiverExpired = "waiver_expired"
  case noData = "no_data"
  case indeterminate
  case waived
  /// No gate tests it.
  case notTested = "not_tested"
  /// A document says it, no record shows it.
  case documented
  case warning
  case watch
  case pass
  case notApplicable = "not_applicable"

  public init(_ decision: Decision) {
    switch decision {
    case .pass: self = .pass
    case .watch: self = .watch
    case .warning: self = .warning
    case .fail: self = .fail
    case .waived: self = .waived
    case .waiverExpired: self = .waiverExpired
    case .noData: self = .noData
    case .indeterminate: self = .indeterminate
    case .notApplicable: self = .notApplicable
    }
  }

  /// A gate as far as its control's standing needs it.
  public struct Gate: Hashable, Sendable {
    public let kind: String
    public let decision: Decision

    public init(kind: String, decision: Decision) {
      self.kind = kind
      self.decision = decision
    }
  }

  /// What the gates of a control add up to: the worst of them.
  ///
  /// With gates of kind `evidence` alone it is documented; beside gates that test, those say only what is missing. Without
  /// a gate it is not tested.
  public init(of gates: [Gate]) {
    let isTested = gates.contains { $0.kind != "evidence" }
    let standings = gates.compactMap { gate -> Standing? in
      guard gate.kind == "evidence", gate.decision == .pass else { return Standing(gate.decision) }
      return isTested ? nil : .documented
    }
    self = Standing.worst(of: standings)
  }

  /// The worst of several, in the order of the cases; `not_tested` of none.
  public static func worst(of all: some Sequence<Standing>) -> Standing {
    let present = Set(all)
    return allCases.first { present.contains($0) } ?? .notTested
  }
}

public struct ControlStanding: Hashable, Sendable {
  public let control: Control
  public let standing: Standing

  public init(control: Control, standing: Standing) {
    self.control = control
    self.standing = standing
  }
}

public struct CriterionStanding: Hashable, Sendable {
  public let criterion: Criterion
  public let standing: Standing

  public init(criterion: Criterion, standing: Standing) {
    self.criterion = criterion
    self.standing = standing
  }
}
