import Bytes
import Rows

/// The names of an environment, looked up by the rules of the language.
struct Scope: Sendable {
  /// Where the value of a name comes from.
  enum Source: Sendable {
    /// The n-th variable of the evaluation.
    case variable(Int)
    case constant(CELValue)
    /// A column of the record.
    case field(Int, FieldType)
    /// The record as a whole.
    case record
    /// A record that a join brought, or null where it found none.
    case joined(Int)
  }

  struct Binding: Sendable {
    let type: CELType
    let source: Source
  }

  /// A name that was found: its binding and how many parts of the path it took.
  struct Match {
    let binding: Binding
    let parts: Int
  }

  let functions: FunctionTable
  let zones: CELEnvironment.Zones
  private var bindings: [String: Binding] = [:]
  /// The columns of the record, where there is one.
  private(set) var schema: Schema?
  /// `a.b.`, `a.` and the empty prefix.
  private let prefixes: [String]

  init(_ environment: CELEnvironment) {
    functions = FunctionTable(environment.functions)
    zones = environment.zones
    let parts = environment.container.split(separator: ".").map { String($0) }
    prefixes = (0...parts.count).reversed().map { count in parts.prefix(count).map { $0 + "." }.joined() }
    for (index, variable) in environment.variables.enumerated() {
      bind(variable.name, Binding(type: variable.type, source: .variable(index)))
    }
  }

  /// Gives a name its meaning unless it has one.
  mutating func bind(_ name: String, _ binding: Binding) {
    if bindings[name] == nil { bindings[name] = binding }
  }

  mutating func bind(_ constants: [CELEnvironment.Constant]) {
    for constant in constants {
      let type = CELType(constant: constant.value, named: constant.name)
      bind(constant.name, Binding(type: type, source: .constant(constant.value)))
    }
  }

  /// The type names, which every other meaning shadows.
  mutating func bindTypes() {
    for name in CELTypeName.allCases {
      bind(name.rawValue, Binding(type: .type, source: .constant(.type(name))))
    }
  }

  /// The binding of the longest beginning of a path that is a name.
  func match(_ path: [String], rooted: Bool) -> Match? {
    for count in stride(from: path.count, to: 0, by: -1) {
      let name = path.prefix(count).joined(separator: ".")
      for prefix in rooted ? [""] : prefixes {
        if let binding = bindings[prefix + name] { return Match(binding: binding, parts: count) }
      }
    }
    return nil
  }

  /// Names the record, the records that joins bring, and the record's fields by themselves, in this order.
  mutating func bind(_ schema: Schema, joined: [CELJoin]) {
    self.schema = schema
    bind("record", Binding(type: .record(CELRecordType(name: "record", schema)), source: .record))
    for (index, join) in joined.enumerated() {
      let type = CELType.record(CELRecordType(name: join.alias, join.schema))
      bind(join.alias, Binding(type: .nullable(type), source: .joined(index)))
    }
  }

  /// The record's fields by their own names, which shadow type names only.
  mutating func bindFields(of schema: Schema) {
    for (column, field) in schema.fields.enumerated() {
      bind(field.name, Binding(type: CELType(field.type), source: .field(column, field.type)))
    }
  }

  /// The position of a field of the record.
  func column(_ field: String) -> Int? { schema?.position(of: field) }

  /// The function that `target.name(…)` means where the target is a namespace: `math.greatest`.
  func namespaced(_ target: Expression, _ name: String) -> String? {
    guard let path = target.qualifiedName else { return nil }
    return function((path + [name]).joined(separator: "."))
  }

  /// The full name of a function, looked up in the container first.
  func function(_ name: String) -> String? {
    prefixes.map { $0 + name }.first { functions.contains($0, .function) }
  }

  /// Every name, for suggestions.
  var names: [String] { bindings.keys.sortedByBytes() }
}
