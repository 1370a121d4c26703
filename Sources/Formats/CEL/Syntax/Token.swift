/// One word of an expression.
struct Token {
  enum Kind: Equatable {
    case identifier(String)
    /// A word that may not be a name of its own, but may be a field or a method.
    case reserved(String)
    /// A field name between backticks.
    case quoted(String)
    /// An integer literal's magnitude; the sign is a token of its own.
    case int(UInt64)
    case uint(UInt64)
    case double(Double)
    case string(String)
    case bytes([UInt8])
    case sign(Sign)
    case end
  }

  /// Operators, brackets and the words that only stand as such.
  enum Sign: String, CaseIterable {
    case orElse = "||", and = "&&", equal = "==", notEqual = "!=", lessOrEqual = "<=", greaterOrEqual = ">="
    case less = "<", greater = ">", plus = "+", minus = "-", times = "*", divided = "/", remainder = "%", not = "!"
    case question = "?", colon = ":", comma = ",", dot = "."
    case openParenthesis = "(", closeParenthesis = ")", openBracket = "[", closeBracket = "]"
    case openBrace = "{", closeBrace = "}"
    case `in` = "in", `true` = "true", `false` = "false", null = "null"
  }

  let kind: Kind
  /// In Unicode scalars from the beginning of the expression.
  let offset: Int

  /// How a message names the token.
  var name: String {
    switch kind {
    case .identifier(let word), .reserved(let word): "'\(word)'"
    case .quoted(let word): "'`\(word)`'"
    case .int, .uint, .double: "a number"
    case .string: "a text"
    case .bytes: "bytes"
    case .sign(let sign): "'\(sign.rawValue)'"
    case .end: "the end of the expression"
    }
  }
}
