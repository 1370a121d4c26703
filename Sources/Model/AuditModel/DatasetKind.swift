public import Rows

/// A kind of dataset: its columns, and how its records belong to a period.
public struct DatasetKind: Hashable, Sendable {
  public let name: String
  public let schema: Schema
  public let selection: PeriodSelection

  public init(_ name: String, _ selection: PeriodSelection, _ fields: [Field]) {
    self.name = name
    self.schema = Schema(fields)
    self.selection = selection
  }
}

extension DatasetKind {
  /// The position of the field that a record is called by; nil where no one field tells records apart.
  public var identity: Int? { schema.position(of: name == "vendors" ? "name" : "id") }
}

/// Which records belong to a period. The fields named are timestamps of the schema.
public enum PeriodSelection: Hashable, Sendable {
  /// The record's time lies in the period.
  case occurs(at: String)
  /// The record's life, from opening to closing (still open when null), touches the period.
  case open(from: String, until: String)
  /// What stood at any time in the period or at its end: begun before the end, and not ended before the start. A field that
  /// is not named, or null, sets no bound.
  case standing(from: String?, until: String?)

  /// The field by which records are ordered in time.
  public var time: String? {
    switch self {
    case .occurs(let field), .open(let field, _): field
    case .standing(let field, _): field
    }
  }

  /// The field that ends a record's life, if the kind has one.
  public var until: String? {
    switch self {
    case .occurs: nil
    case .open(_, let field): field
    case .standing(_, let field): field
    }
  }

  public var word: String {
    switch self {
    case .occurs: "occurs"
    case .open: "open"
    case .standing: "standing"
    }
  }
}
