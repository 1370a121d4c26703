package import Rows

/// A condition on records, tested for any row of a batch.
///
/// Most conditions compare fields with constants, and are tested on the columns themselves without building a value;
/// where that cannot tell (a null in an order, an error, a function), the expression is computed in full.
package struct RecordPredicate: Sendable {
  /// Positions of the record's fields that the condition reads, ascending.
  package var columns: [Int] { expression.columns }
  /// What a record has if the condition can hold or err; nil if nothing is known, or if no literals were given.
  package let anchor: Anchor?
  /// The fields of joined records that the condition names, in the order of their first mention.
  package let joinedFields: [JoinedField]
  /// The literals that it compares fields with.
  package let comparedTexts: [ComparedText]
  private let expression: RecordExpression
  private let test: RowTest

  /// How a condition ends for a record.
  package enum Verdict: Sendable {
    case holds, fails
    indirect case error(CELError)
  }

  /// Compiles a condition for batches whose symbols are seeded with `literals`: its text literals are added to them,
  /// and comparing with one is comparing codes.
  package init(
    _ text: String, _ environment: RecordEnvironment, literals: inout [String]
  ) throws(CELErrors) {
    var seeds: LiteralSeeds? = LiteralSeeds(literals)
    try self.init(text, environment, &seeds)
    literals = seeds?.texts ?? literals
  }

  /// Compiles a condition for batches of any symbols: text literals are compared by their bytes.
  package init(_ text: String, _ environment: RecordEnvironment) throws(CELErrors) {
    var seeds: LiteralSeeds?
    try self.init(text, environment, &seeds)
  }

  private init(_ text: String, _ environment: RecordEnvironment, _ seeds: inout LiteralSeeds?) throws(CELErrors) {
    let checked = try RecordExpression.checked(text, environment)
    guard checked.type.present == .bool || checked.type == .dyn else {
      throw CELErrors([CELError("a condition is true or false, not \(checked.type)", at: checked.expression.offset)])
    }
    expression = RecordExpression(checked, environment)
    joinedFields = checked.scope.joinedFields(of: checked.expression)
    comparedTexts = checked.scope.comparedTexts(of: checked.expression)
    var compiler = RowTestCompiler(checked.scope, seeds)
    test = compiler.test(checked.expression)
    anchor = compiler.anchor(checked.expression)
    seeds = compiler.seeds
  }

  /// Tests a record: a row of a batch with the symbols of its chunk. `joined` gives one row for each join, and is asked
  /// only where the columns cannot tell.
  package func evaluate(
    _ batch: borrowing Batch, _ row: Int, _ symbols: borrowing Symbols, joined: () -> [JoinedRecord] = { [] }
  ) -> Verdict {
    switch test(batch, row, symbols) {
    case .yes: .holds
    case .no: .fails
    case .unclear: computed(batch, row, symbols, joined())
    }
  }

  /// The verdict by computing the whole expression.
  private func computed(
    _ batch: borrowing Batch, _ row: Int, _ symbols: borrowing Symbols, _ joined: [JoinedRecord]
  ) -> Verdict {
    do throws(CELError) {
      let value = try expression.value(batch, row, symbols, joined: joined)
      guard case .bool(let truth) = value else {
        return .error(CELError("the condition came to \(CELText.excerpt(value)), not to true or false"))
      }
      return truth ? .holds : .fails
    } catch { return .error(error) }
  }
}

/// The texts that chunks' symbols begin with, numbered in order.
struct LiteralSeeds: Sendable {
  private(set) var texts: [String]
  private var codes: [TextKey: UInt32]

  init(_ texts: [String]) {
    self.texts = texts
    codes = Dictionary(
      texts.enumerated().map { (TextKey(text: $1), UInt32($0)) }, uniquingKeysWith: { first, _ in first })
  }

  /// The code of a text, new or known.
  mutating func code(of text: String) -> UInt32 {
    let key = TextKey(text: text)
    if let known = codes[key] { return known }
    let code = UInt32(texts.count)
    texts.append(text)
    codes[key] = code
    return code
  }
}
