package import TimeZones

/// One run of an expression: the values it was given, the variables of its macros, and the work that is left.
package struct CELEvaluation {
  /// The values of the environment's variables, in its order; nil where none was given.
  let variables: [CELValue?]
  /// The record, where the expression runs over records.
  var record: RecordSource?
  /// The variables of macros and bindings, by slot.
  var locals: [CELValue]
  private let zones: CELEnvironment.Zones
  private var remaining = CELLimits.cost

  init(variables: [CELValue?] = [], record: RecordSource? = nil, slots: Int, zones: @escaping CELEnvironment.Zones) {
    self.variables = variables
    self.record = record
    locals = [CELValue](repeating: .null, count: slots)
    self.zones = zones
  }

  static let tooLarge = CELError("a value is larger than \(CELLimits.valueSize) bytes")

  /// Whether no work is left.
  var isExhausted: Bool { remaining < 0 }

  /// Takes work off the budget; an error when none is left.
  package mutating func charge(_ cost: Int) throws(CELError) {
    remaining -= min(cost, CELLimits.cost)
    guard remaining >= 0 else {
      throw CELError(
        "evaluation costs more than \(CELLimits.cost) steps", hint: "nest fewer macros, or shorten the lists")
    }
  }

  /// Takes the work of handling values off the budget: one, and one more for every 16 bytes.
  mutating func charge(for values: [CELValue]) throws(CELError) {
    var cost = 1
    for value in values {
      if case .string(let text) = value {
        cost += text.utf8.count / 16
      } else {
        cost = cost.addingSaturating(value.weight / 16)
      }
    }
    try charge(cost)
  }

  /// A value that was built, unless it is too large.
  mutating func bounded(_ value: CELValue) throws(CELError) -> CELValue {
    let weight = value.weight
    guard weight <= CELLimits.valueSize else { throw CELEvaluation.tooLarge }
    try charge(weight / 16)
    return value
  }

  /// The rules of a time zone: a name, `UTC`, or an offset such as `+02:00`.
  package func zone(_ name: String) throws(CELError) -> TimeZoneRules {
    if let rules = TimeZoneRules(fixed: name) ?? zones(name) { return rules }
    throw CELError(
      "unknown time zone '\(name)'", hint: "a zone is a name such as Europe/Paris, UTC, or an offset such as +02:00")
  }
}
