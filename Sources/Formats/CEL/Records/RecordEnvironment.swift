package import Rows

/// What an expression over records may refer to.
///
/// Names are looked up in this order: variables of macros, `record`, the aliases of joins, the constants of the host
/// (`period`, `as_of`, `limits`), the record's fields by their own names, the types of the language.
package struct RecordEnvironment: Sendable {
  package let schema: Schema
  package let joins: [CELJoin]
  package let constants: [CELEnvironment.Constant]
  package let functions: [CELFunction]
  package let zones: CELEnvironment.Zones

  package init(
    schema: Schema, joins: [CELJoin] = [], constants: [CELEnvironment.Constant] = [], functions: [CELFunction] = [],
    zones: @escaping CELEnvironment.Zones = { _ in nil }
  ) {
    self.schema = schema
    self.joins = joins
    self.constants = constants
    self.functions = functions
    self.zones = zones
  }

  var scope: Scope {
    var scope = Scope(CELEnvironment(functions: functions, zones: zones))
    scope.bind(schema, joined: joins)
    scope.bind(constants)
    scope.bindFields(of: schema)
    scope.bindTypes()
    return scope
  }
}

/// A further record that an expression can name: one of another dataset, found by a key.
package struct CELJoin: Sendable {
  /// The name of the record in the expression; null where the join found none.
  package let alias: String
  package let schema: Schema

  package init(_ alias: String, _ schema: Schema) {
    self.alias = alias
    self.schema = schema
  }
}
