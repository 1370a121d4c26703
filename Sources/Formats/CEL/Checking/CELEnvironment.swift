package import TimeZones

/// What an expression may refer to besides its own literals.
package struct CELEnvironment: Sendable {
  /// The rules of a named time zone, or nil for an unknown one.
  package typealias Zones = @Sendable (String) -> TimeZoneRules?

  /// A name whose value is given for each evaluation.
  package struct Variable: Sendable {
    package let name: String
    package let type: CELType

    package init(_ name: String, _ type: CELType) {
      self.name = name
      self.type = type
    }
  }

  /// A name whose value is known when the expression is compiled.
  package struct Constant: Sendable {
    package let name: String
    package let value: CELValue

    package init(_ name: String, _ value: CELValue) {
      self.name = name
      self.value = value
    }
  }

  package let variables: [Variable]
  package let constants: [Constant]
  package let functions: [CELFunction]
  /// The namespace in which names are looked up first: in `a.b`, the name `x` is `a.b.x`, `a.x` or `x`.
  package let container: String
  package let zones: Zones

  /// Names may be qualified (`a.b`). Of a variable and a constant with one name the variable counts.
  package init(
    variables: [Variable] = [], constants: [Constant] = [], functions: [CELFunction] = [], container: String = "",
    zones: @escaping Zones = { _ in nil }
  ) {
    self.variables = variables
    self.constants = constants
    self.functions = functions
    self.container = container
    self.zones = zones
  }
}
