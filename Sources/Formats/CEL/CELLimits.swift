/// The bounds of an expression and of what it may build: each is met by an error that names it, in bounded time and
/// memory.
package enum CELLimits {
  /// Unicode scalars of an expression.
  package static let expressionLength = 65_536
  /// Levels of an expression's tree; a chain of `+` counts as many levels as it has terms, `&&` and `||` count as one.
  package static let nesting = 250
  /// Elements of one list or map literal, and arguments of one call.
  package static let elements = 10_000
  /// Units of work of one evaluation: an iteration of a macro or a call is one, a text one more for every 16 bytes.
  package static let cost = 1_000_000
  /// Size of one value that an expression builds: bytes of its texts and one for every element, through all its levels.
  package static let valueSize = 4_194_304
  /// Bytes of a pattern of `matches`.
  package static let patternLength = 4_096
  /// Instructions of a compiled pattern.
  package static let patternProgram = 10_000
  /// Digits after the point that `format` writes.
  package static let formatPrecision = 1_000
  /// Levels of a JSON value that is read.
  package static let jsonNesting = 64
}
