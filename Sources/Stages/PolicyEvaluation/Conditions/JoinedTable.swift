import AuditModel
import CEL
import Rows

/// A joined dataset by key. Of several records with one key the one that stood when the record happened counts, for kinds
/// that stand for a time (the account that somebody had then, before or after another one of the same name); of others the
/// first in file order.
final class JoinedTable: Sendable {
  private let join: Join
  private let rows: [Key: Namesakes]
  /// Why a record of the dataset may be the one that is looked for and cannot be found, where there is such a record.
  private let doubt: CELError?

  /// What records are looked up by: values of one kind that are told apart by their bytes.
  private enum Key: Hashable {
    case text([UInt8])
    case int(Int64)
    case double(Double)
    case bool(Bool)
    case instant(Instant)

    /// Nil for null, and for what nothing can be looked up by. Whole numbers are equal whatever their type.
    init?(_ value: CELValue) {
      switch value {
      case .string(let text): self = .text(Array(text.utf8))
      case .int(let number): self = .int(number)
      case .uint(let number): self = Int64(exactly: number).map { .int($0) } ?? .double(Double(number))
      case .double(let number): self = Int64(exactly: number).map { .int($0) } ?? .double(number)
      case .bool(let truth): self = .bool(truth)
      case .timestamp(let time): self = .instant(time.instant)
      case .null, .bytes, .list, .map, .type, .duration, .optional, .ip, .cidr: return nil
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

    /// As a reader knows it.
    var words: String {
      switch self {
      case .text(let bytes): "'\(String(decoding: bytes, as: UTF8.self))'"
      case .int(let number): String(number)
      case .double(let number): CellText.decimal(number)
      case .bool(let truth): String(truth)
      case .instant(let time): time.description
      }
    }
  }

  /// Without a table no record is ever found.
  init(_ join: Join, _ table: Table?) {
    self.join = join
    var rows: [Key: Namesakes] = [:]
    var doubt: CELError?
    for row in table?.rows ?? [] {
      do throws(CELError) {
        guard let key = Key(try join.key.value(of: row)) else { continue }
        rows[key, default: Namesakes(first: row)].add(row, join.kind.selection)
      } catch {
        // A record without the key's field is not the one that anybody looks for.
        if !error.isOfNull { doubt = doubt ?? error }
      }
    }
    self.rows = rows
    self.doubt = doubt
  }

  /// The record for a row's key.
  func record(for batch: borrowing Batch, _ row: Int, _ symbols: borrowing Symbols) -> JoinedRecord {
    do throws(CELError) {
      guard let key = try key(of: batch, row, symbols) else {
        return .unmatched("it has nothing that a record of \(join.kind.name) could be found by")
      }
      if let found = rows[key] { return .found(found.row(at: join.time.flatMap { batch.cell($0, row).instant })) }
      if let doubt {
        return .failed(CELError("the key of a record of \(join.kind.name) cannot be computed: \(doubt.message)"))
      }
      return .unmatched("no record of \(join.kind.name) has the \(join.key.wanted) \(key.words)")
    } catch { return .failed(error) }
  }

  /// Nil where the record has no key.
  private func key(of batch: borrowing Batch, _ row: Int, _ symbols: borrowing Symbols) throws(CELError) -> Key? {
    if let cell = join.key.key.field.map({ batch.cell($0, row) }), let key = Key(cell, symbols) { return key }
    let value: CELValue
    do throws(CELError) { value = try join.key.key.value(batch, row, symbols) } catch {
      if error.isOfNull { return nil }
      throw error
    }
    if case .null = value { return nil }
    guard let key = Key(value) else {
      throw CELError("a value of type \(value.typeName.rawValue) is no key that records can be found by")
    }
    return key
  }
}
