public import Rows

/// What a column of outcomes or decisions holds for one of the two classes: a whole number, a word, or true and false.
public enum ClassLabel: Hashable, Sendable, ExpressibleByIntegerLiteral {
  case number(Int64)
  case word(String)
  case flag(Bool)

  public init(integerLiteral value: Int64) { self = .number(value) }

  /// The type of a column that holds such labels.
  public var fieldType: FieldType {
    switch self {
    case .number: .int
    case .word: .text
    case .flag: .bool
    }
  }

  public var words: String {
    switch self {
    case .number(let value): "\(value)"
    case .word(let text): text
    case .flag(let value): value ? "true" : "false"
    }
  }
}
