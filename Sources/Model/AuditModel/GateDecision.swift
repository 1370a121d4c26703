/// A gate with its decision and everything that the decision rests on.
public struct GateDecision: Hashable, Sendable {
  public let gate: Gate
  public let decision: Decision
  /// One sentence, the same in every report.
  public let reason: String
  public let measured: MeasuredAgainst?
  public let tested: TestedPopulation?
  /// The exhibit that lists the exceptions, as a file name in the pack.
  public let exhibit: String?

  public init(
    gate: Gate, decision: Decision, reason: String, measured: MeasuredAgainst? = nil, tested: TestedPopulation? = nil,
    exhibit: String? = nil
  ) {
    self.gate = gate
    self.decision = decision
    self.reason = reason
    self.measured = measured
    self.tested = tested
    self.exhibit = exhibit
  }

  /// Whether this decision makes the run exit 1.
  public var blocks: Bool { gate.severity == .error && decision.blocks }

  public func with(exhibit: String) -> GateDecision {
    GateDecision(
      gate: gate, decision: decision, reason: reason, measured: measured, tested: tested, exhibit: exhibit)
  }
}

/// A metric held against a limit.
public struct MeasuredAgainst: Hashable, Sendable {
  public let metric: Metric?
  /// The metric's name, also where nobody measured it.
  public let name: String
  public let comparison: Comparison
  /// One limit, or two for `between` (both inclusive).
  public let limits: [Double]

  public init(metric: Metric?, name: String, comparison: Comparison, limits: [Double]) {
    self.metric = metric
    self.name = name
    self.comparison = comparison
    self.limits = limits
  }
}

/// A population held against an attribute test.
public struct TestedPopulation: Hashable, Sendable {
  public let dataset: String
  /// Records that the test applies to.
  public let population: Int64
  public let exceptionCount: Int64
  /// In the order of their origins.
  public let exceptions: [GateException]
  /// Names of the fields that the test reads: the columns of its exhibit.
  public let fields: [String]

  public init(
    dataset: String, population: Int64, exceptionCount: Int64, exceptions: [GateException], fields: [String]
  ) {
    self.dataset = dataset
    self.population = population
    self.exceptionCount = exceptionCount
    self.exceptions = exceptions
    self.fields = fields
  }
}

/// A record for which an attribute test does not hold.
public struct GateException: Hashable, Sendable {
  /// The record's own id, or its origin where the kind has none.
  public let id: String
  public let origin: RecordOrigin
  /// Which condition does not hold, with the values that it saw.
  public let why: String
  /// One for each of the population's `fields`, as an exhibit writes it.
  public let values: [String]

  public init(id: String, origin: RecordOrigin, why: String, values: [String]) {
    self.id = id
    self.origin = origin
    self.why = why
    self.values = values
  }
}

/// Where a record comes from.
public struct RecordOrigin: Hashable, Sendable {
  public let source: String
  /// The export's path as the definition has it.
  public let file: String
  /// Counted from 1, in the uncompressed text.
  public let line: Int
  /// The record's place among the file's records, counted from 1.
  public let ordinal: Int

  public init(source: String, file: String, line: Int, ordinal: Int) {
    self.source = source
    self.file = file
    self.line = line
    self.ordinal = ordinal
  }
}
