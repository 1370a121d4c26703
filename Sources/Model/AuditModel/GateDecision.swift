public import Rows

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
  /// The waiver that covers the failure, or that expired.
  public let waiver: Waiver?
  /// What management says to the failure and to its exceptions.
  public let responses: [Response]

  public init(
    gate: Gate, decision: Decision, reason: String, measured: MeasuredAgainst? = nil, tested: TestedPopulation? = nil,
    exhibit: String? = nil, waiver: Waiver? = nil, responses: [Response] = []
  ) {
    self.gate = gate
    self.decision = decision
    self.reason = reason
    self.measured = measured
    self.tested = tested
    self.exhibit = exhibit
    self.waiver = waiver
    self.responses = responses
  }

  /// Whether this decision makes the run exit 1.
  public var blocks: Bool { gate.severity == .error && decision.blocks }

  /// What management says to one exception: a response of its own, or that to the gate.
  public func response(to exception: GateException) -> Response? {
    responses.first { $0.exception == exception.id } ?? responses.first { $0.exception == nil }
  }

  public func with(exhibit: String) -> GateDecision {
    GateDecision(
      gate: gate, decision: decision, reason: reason, measured: measured, tested: tested, exhibit: exhibit,
      waiver: waiver, responses: responses)
  }

  public func with(tested: TestedPopulation?) -> GateDecision {
    GateDecision(
      gate: gate, decision: decision, reason: reason, measured: measured, tested: tested, exhibit: exhibit,
      waiver: waiver, responses: responses)
  }

  public func with(waiver: Waiver?, decision: Decision, reason: String) -> GateDecision {
    GateDecision(
      gate: gate, decision: decision, reason: reason, measured: measured, tested: tested, exhibit: exhibit,
      waiver: waiver, responses: responses)
  }

  public func with(responses: [Response]) -> GateDecision {
    GateDecision(
      gate: gate, decision: decision, reason: reason, measured: measured, tested: tested, exhibit: exhibit,
      waiver: waiver, responses: responses)
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
  /// Names of the fields that the test reads and of those beside them: the columns of its exhibit.
  public let fields: [String]
  /// Those of the fields that are only shown.
  public let untested: [String]
  /// The share of the population that may be exceptions.
  public let tolerance: Double
  public let sample: Sample?

  public init(
    dataset: String, population: Int64, exceptionCount: Int64, exceptions: [GateException], fields: [String],
    untested: [String] = [], tolerance: Double = 0, sample: Sample? = nil
  ) {
    self.dataset = dataset
    self.population = population
    self.exceptionCount = exceptionCount
    self.exceptions = exceptions
    self.fields = fields
    self.untested = untested
    self.tolerance = tolerance
    self.sample = sample
  }

  /// Exceptions among the items that were drawn; all of them without a sample.
  public var deviations: Int64 {
    guard let sample else { return exceptionCount }
    let drawn = Set(sample.items.map { Array($0.id.utf8) })
    return Int64(exceptions.count { drawn.contains(Array($0.id.utf8)) })
  }
}

/// A record for which an attribute test does not hold.
public struct GateException: Hashable, Sendable {
  /// The record's own id, or its origin where the kind has none.
  public let id: String
  public let origin: RecordOrigin
  /// Which condition does not hold, with the values that it saw.
  public let why: String
  /// When what failed happened: what a waiver's dates are held against. Nil for what still stands at the as-of date.
  public let at: Instant?
  /// One for each of the population's `fields`, as an exhibit writes it.
  public let values: [String]

  public init(id: String, origin: RecordOrigin, why: String, values: [String], at: Instant? = nil) {
    self.id = id
    self.origin = origin
    self.why = why
    self.at = at
    self.values = values
  }
}

/// Where a record comes from.
public struct RecordOrigin: Hashable, Sendable {
  public let source: String
  /// The export's path as the definition has it; all that were looked at, where something is missing from them.
  public let file: String
  /// Counted from 1, in the uncompressed text; 0 where something is missing, which has no line.
  public let line: Int
  /// The record's place among the file's records, counted from 1; 0 where something is missing.
  public let ordinal: Int

  /// `exports/changes.csv:12`; without a line for what is missing.
  public var place: String { line > 0 ? "\(file):\(line)" : file }

  public init(source: String, file: String, line: Int, ordinal: Int) {
    self.source = source
    self.file = file
    self.line = line
    self.ordinal = ordinal
  }
}
