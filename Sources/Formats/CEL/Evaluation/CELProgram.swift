/// A compiled expression over values that are given for each evaluation.
package struct CELProgram: Sendable {
  /// The type of the result as far as the check knows it; `dyn` without a check.
  package let type: CELType
  private let step: Compiler.Step
  private let slots: Int
  private let zones: CELEnvironment.Zones
  private let names: [String]

  /// Reads, checks and compiles an expression.
  ///
  /// Without the check, unknown names and wrong operands are errors of the evaluation, and only where they are reached.
  /// `refusesFaults` makes errors of constant parts, such as a pattern that cannot be read, errors of the expression.
  package init(
    _ text: String, _ environment: CELEnvironment = CELEnvironment(), checked: Bool = true, refusesFaults: Bool = false
  ) throws(CELErrors) {
    let expression: Expression
    do throws(CELError) { expression = try Parser.parse(text) } catch { throw CELErrors([error]) }
    var scope = Scope(environment)
    scope.bind(environment.constants)
    scope.bindTypes()
    type = checked ? try Checker.checked(expression, scope) : .dyn
    if refusesFaults {
      let faults = Compiler.faults(in: expression, scope)
      guard faults.isEmpty else { throw CELErrors(faults) }
    }
    var compiler = Compiler(scope)
    step = compiler.compile(expression)
    slots = compiler.slots
    zones = environment.zones
    names = environment.variables.map(\.name)
  }

  /// The value for given variables; one that the environment does not declare is ignored.
  package func evaluate(_ values: [String: CELValue] = [:]) throws(CELError) -> CELValue {
    var evaluation = CELEvaluation(variables: names.map { values[$0] }, slots: slots, zones: zones)
    return try step(&evaluation)
  }
}

extension Checker {
  /// The type of an expression, or everything that is wrong with it.
  static func checked(_ expression: Expression, _ scope: Scope) throws(CELErrors) -> CELType {
    var checker = Checker(scope)
    let type = checker.type(of: expression)
    guard checker.errors.isEmpty else {
      throw CELErrors(checker.errors.sorted { ($0.offset ?? 0) < ($1.offset ?? 0) })
    }
    return type
  }
}
