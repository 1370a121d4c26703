import Diagnostics
package import Rows

/// An expression over records, compiled once and computed for any row of a batch.
///
/// A declared field that a record lacks is null: `==`, `!=` and `has` take it, everything else is an error.
package struct RecordExpression: Sendable {
  /// The type of the result as far as it is known.
  package let type: CELType
  /// Positions of the record's fields that the expression reads, ascending.
  package let columns: [Int]
  /// The field that the expression is, if it is no more than one.
  package let field: Int?
  /// The field of which the expression is the text in small letters, as keys of joins are.
  private let lowered: Int?
  private let environment: RecordEnvironment
  private let step: Compiler.Step
  private let slots: Int

  package init(_ text: String, _ environment: RecordEnvironment) throws(CELErrors) {
    self.init(try RecordExpression.checked(text, environment), environment)
  }

  init(_ checked: Checked, _ environment: RecordEnvironment) {
    var compiler = Compiler(checked.scope)
    step = compiler.compile(checked.expression)
    slots = compiler.slots
    type = checked.type
    field = checked.scope.field(checked.expression)?.column
    if case .method(let target, "lowerAscii", let arguments) = checked.expression.form, arguments.isEmpty {
      lowered = checked.scope.field(target)?.column
    } else {
      lowered = nil
    }
    columns = checked.scope.columns(of: checked.expression).sorted()
    self.environment = environment
  }

  /// A parsed and checked expression with the names it was checked against.
  struct Checked {
    let expression: Expression
    let scope: Scope
    let type: CELType
  }

  static func checked(_ text: String, _ environment: RecordEnvironment) throws(CELErrors) -> Checked {
    let expression: Expression
    do throws(CELError) { expression = try Parser.parse(text) } catch { throw CELErrors([error]) }
    let scope = environment.scope
    let type = try Checker.checked(expression, scope)
    let faults = Compiler.faults(in: expression, scope)
    guard faults.isEmpty else { throw CELErrors(faults) }
    return Checked(expression: expression, scope: scope, type: type)
  }

  /// The value for a record: a row of a batch with the symbols of its chunk, and one row for each join.
  package func value(
    _ batch: borrowing Batch, _ row: Int, _ symbols: borrowing Symbols, joined: [JoinedRecord] = []
  ) throws(CELError) -> CELValue {
    if let field { return try CellValue.value(batch.cell(field, row)) { symbols.text($0) } }
    if let lowered, batch.kind(lowered, row) == CellKind.text.rawValue {
      let bytes = symbols.bytes(UInt32(truncatingIfNeeded: batch.bits(lowered, row)))
      return .string(String(decoding: bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self))
    }
    let record = RecordSource(
      schema: environment.schema, batch: copy batch, row: row, symbols: copy symbols, joins: environment.joins,
      joined: joined)
    var evaluation = CELEvaluation(record: record, slots: slots, zones: environment.zones)
    return try step(&evaluation)
  }
}

extension Scope {
  /// Positions of the fields that an expression names; all of them where it uses the record as a whole.
  func columns(of expression: Expression) -> Set<Int> {
    if let field = field(expression) { return [field.column] }
    if case .presence(let operand, let name) = expression.form, isRecord(operand), let column = column(name) {
      return [column]
    }
    if isRecord(expression) { return Set(0..<(schema?.count ?? 0)) }
    return expression.form.children.reduce(into: []) { $0.formUnion(columns(of: $1)) }
  }

  /// The field that a name or selection stands for, if it is no more than one.
  func field(_ expression: Expression) -> (column: Int, type: FieldType)? {
    guard let path = expression.qualifiedName, let match = match(path, rooted: expression.isRooted) else { return nil }
    switch match.binding.source {
    case .field(let column, let type): return match.parts == path.count ? (column, type) : nil
    case .record:
      guard path.count == match.parts + 1, let column = column(path[match.parts]), let schema else { return nil }
      return (column, schema.fields[column].type)
    case .variable, .constant, .joined: return nil
    }
  }

  /// Whether an expression is the record as a whole.
  func isRecord(_ expression: Expression) -> Bool {
    guard let path = expression.qualifiedName, let match = match(path, rooted: expression.isRooted),
      case .record = match.binding.source
    else { return false }
    return path.count == match.parts
  }
}
