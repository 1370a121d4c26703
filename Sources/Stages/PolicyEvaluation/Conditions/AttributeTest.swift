import AuditModel
import CEL
import Diagnostics
import Rows
import YAML

/// A condition on the records of one kind: what selects a population, or what must hold for each record of it.
///
/// A class, because folds ask it for every record, and its two hundred bytes would be copied each time.
final class AttributeTest: Sendable {
  /// As the policy has it, on one line.
  let text: String
  /// Fields of the record that the condition reads, by position, and their names.
  let columns: [Int]
  private let fields: [String]
  private let predicate: RecordPredicate
  private let joins: [Join]
  /// For each join the records of its dataset by key, once they are known.
  private let tables: [JoinedTable]

  /// The fields of joined records that it names.
  var joinedFields: [JoinedField] { predicate.joinedFields }

  /// The texts that it compares fields with.
  var comparedTexts: [ComparedText] { predicate.comparedTexts }

  /// Datasets whose records it brings in.
  var joinedKinds: [String] { joins.map(\.kind.name) }

  /// What a record has if the condition can hold or err; nil if nothing is known.
  var anchor: Anchor? { predicate.anchor }

  /// Fields of the record that its joins find their records by.
  var joinColumns: [Int] { joins.flatMap(\.key.key.columns) }

  enum Outcome {
    case holds
    case fails
    case error(CELError)
  }

  /// Reads the condition under `key`; nil if something is wrong with it, which has been reported.
  static func read(
    _ key: String, of map: YAMLMapping, _ kind: DatasetKind, _ joins: [Join], _ context: ReadingContext
  ) -> AttributeTest? {
    guard let node = map.node(key), let text = map.string(key) else { return nil }
    do throws(CELErrors) {
      // A condition on the record alone is tested without looking for joined records.
      let alone = joins.isEmpty ? nil : try? context.predicate(text, context.environment(kind, []))
      let joins = alone == nil ? joins : []
      let predicate: RecordPredicate
      if let alone {
        predicate = alone
      } else {
        predicate = try context.predicate(text, context.environment(kind, joins))
      }
      let misspelt = predicate.misspelt(in: kind.schema)
      guard misspelt.isEmpty else { throw CELErrors(misspelt) }
      return AttributeTest(
        text: text.split(whereSeparator: \.isWhitespace).joined(separator: " "), columns: predicate.columns,
        fields: predicate.columns.map { kind.schema.fields[$0].name }, predicate: predicate, joins: joins)
    } catch {
      for problem in error.all { map.collector.report(problem.diagnostic(in: text, at: node, of: map.file)) }
      return nil
    }
  }

  private init(
    text: String, columns: [Int], fields: [String], predicate: RecordPredicate, joins: [Join],
    tables: [JoinedTable] = []
  ) {
    self.text = text
    self.columns = columns
    self.fields = fields
    self.predicate = predicate
    self.joins = joins
    self.tables = tables
  }

  /// Why a record fails: what the condition reads of it, and what it asks.
  func failure(of values: [(field: String, value: String)]) -> String {
    let seen = values.map { "\($0.field) is \($0.value.isEmpty ? "empty" : $0.value)" }.joined(separator: ", ")
    return seen.isEmpty ? "expected \(text)" : "\(seen); expected \(text)"
  }

  /// Why it cannot be told whether the condition holds for a row: which fields are empty, or what goes wrong.
  func doubt(of batch: borrowing Batch, _ row: Int, _ error: CELError) -> String {
    var values: [(field: String, value: String)] = []
    for (column, field) in zip(columns, fields) { values.append((field, batch.cell(column, row).isNull ? "" : "set")) }
    return doubt(of: values, error)
  }

  /// Why a record cannot be told to belong to the population: what the condition reads of it, and what goes wrong.
  func doubt(of values: [(field: String, value: String)], _ error: CELError) -> String {
    let empty = values.filter(\.value.isEmpty).map { "\($0.field) is empty" }.joined(separator: ", ")
    let cause = error.isOfNull && !empty.isEmpty ? empty : error.message
    return "it cannot be told whether \(text): \(cause)"
  }

  /// Why a record for which the condition cannot be computed is an exception; an empty field is said as one.
  func failure(of values: [(field: String, value: String)], _ error: CELError) -> String {
    error.isOfNull && values.contains(where: \.value.isEmpty)
      ? failure(of: values) : "the test cannot be evaluated: \(error.message)"
  }

  /// The joined records' fields that are shown of a record, as an exhibit writes them; empty where none was found.
  func joined(_ fields: [JoinedField], _ batch: borrowing Batch, _ row: Int, _ symbols: borrowing Symbols) -> [String] {
    var values: [String] = []
    for field in fields {
      values.append(
        tables.indices.contains(field.join)
          ? tables[field.join].record(for: batch, row, symbols).row?.written(field.field) ?? "" : "")
    }
    return values
  }

  /// The test with the tables that its joins look records up in.
  func bound(to tables: [String: Table]) -> AttributeTest {
    AttributeTest(
      text: text, columns: columns, fields: fields, predicate: predicate, joins: joins,
      tables: joins.map { JoinedTable($0, tables[$0.kind.name]) })
  }

  func evaluate(_ batch: borrowing Batch, _ row: Int, _ symbols: borrowing Symbols) -> Outcome {
    switch predicate.evaluate(batch, row, symbols, joined: { tables.map { $0.record(for: batch, row, symbols) } }) {
    case .holds: return .holds
    case .fails: return .fails
    case .error(let error): return .error(error)
    }
  }
}

extension CELError {
  /// The diagnostic at the error's place within a scalar of a policy.
  func diagnostic(in text: String, at node: YAMLNode, of file: YAMLFile) -> Diagnostic {
    diagnostic { offset in
      var line = 1
      var column = 1
      for scalar in text.unicodeScalars.prefix(offset) {
        if scalar == "\n" { (line, column) = (line + 1, 1) } else { column += 1 }
      }
      return file.location(of: node, line: line, column: column)
    }
  }
}
