import AuditModel
import CEL
import Diagnostics
import Rows
import YAML

/// A further record that a gate's conditions can name: `{change: changes on record.change == change.id}`.
struct Join: Sendable {
  let alias: String
  let kind: DatasetKind
  let key: JoinKey

  var declaration: CELJoin { CELJoin(alias, kind.schema) }

  /// The joins of a gate; what is wrong is reported and left out.
  static func read(_ map: YAMLMapping, _ kind: DatasetKind, _ context: ReadingContext) -> [Join] {
    guard let joins = map.mapping("join") else { return [] }
    return joins.all().compactMap { entry in read(entry, joins, kind, context) }
  }

  private static func read(
    _ entry: YAMLNode.Entry, _ map: YAMLMapping, _ kind: DatasetKind, _ context: ReadingContext
  ) -> Join? {
    let text = entry.value.text ?? ""
    guard let mark = text.firstRange(of: " on ") else {
      map.error(
        "a join names a dataset and a condition", at: entry.value,
        hint: "write \(entry.name): changes on record.change == \(entry.name).id")
      return nil
    }
    let name = String(text[..<mark.lowerBound])
    guard let joined = context.kind(named: name) else {
      let unknown = context.unknownDataset(name)
      map.error(unknown.message, at: entry.value, hint: unknown.hint)
      return nil
    }
    guard joined.name != DatasetKinds.events.name else {
      map.error(
        "events cannot be joined: they stream by once", at: entry.value,
        hint: "make the gate one on events, and join the other dataset")
      return nil
    }
    let condition = String(text[mark.upperBound...])
    do throws(CELErrors) {
      let declaration = CELJoin(entry.name, joined.schema)
      let key = try JoinKey(condition, declaration, context.environment(kind, []))
      return Join(alias: entry.name, kind: joined, key: key)
    } catch {
      let lead = text.unicodeScalars.count - condition.unicodeScalars.count
      for problem in error.all {
        let shifted = CELError(problem.message, at: (problem.offset ?? 0) + lead, hint: problem.hint)
        map.collector.report(shifted.diagnostic(in: text, at: entry.value, of: map.file))
      }
      return nil
    }
  }
}

/// A joined dataset by key. Of several records with one key the first in file order counts.
final class JoinedTable: Sendable {
  private let join: Join
  private let rows: [Key: Table.Row]

  /// What records are looked up by: values of one kind that are told apart by their bytes.
  private enum Key: Hashable {
    case text([UInt8])
    case int(Int64)
    case instant(Instant)

    /// Nil for null and for what is no key.
    init?(_ value: CELValue) {
      switch value {
      case .string(let text): self = .text(Array(text.utf8))
      case .int(let number): self = .int(number)
      case .timestamp(let time): self = .instant(time.instant)
      default: return nil
      }
    }

    init?(_ cell: Cell, _ symbols: borrowing Symbols) {
      switch cell.kind {
      case .text: self = .text(Array(symbols.bytes(UInt32(truncatingIfNeeded: cell.bits))))
      case .int: self = .int(Int64(bitPattern: cell.bits))
      case .timestamp: self = .instant(Instant(microseconds: Int64(bitPattern: cell.bits)))
      case .null, .bool, .double, .list, .json: return nil
      }
    }
  }

  /// Without a table no record is ever found.
  init(_ join: Join, _ table: Table?) {
    self.join = join
    var rows: [Key: Table.Row] = [:]
    for row in table?.rows ?? [] {
      guard let key = Key(row[join.key.field], table?.symbols ?? Symbols()), rows[key] == nil else { continue }
      rows[key] = row
    }
    self.rows = rows
  }

  /// The record for a row's key; nil if there is none, or if the key has no value.
  func row(for batch: borrowing Batch, _ row: Int, _ symbols: borrowing Symbols) -> Table.Row? {
    if let cell = join.key.key.field.map({ batch.cell($0, row) }), cell.kind != .json {
      return Key(cell, symbols).flatMap { rows[$0] }
    }
    guard let value = try? join.key.key.value(batch, row, symbols), let key = Key(value) else { return nil }
    return rows[key]
  }
}
