package import Diagnostics

/// Why an expression could not be read, did not pass the check, or came to no value.
package struct CELError: Error, Hashable, Sendable {
  /// Lower case, without a full stop.
  package let message: String
  /// The remedy.
  package let hint: String?
  /// Where in the expression, in Unicode scalars from its beginning.
  package let offset: Int?
  /// Whether the cause is a null, which a record has where a field is empty.
  package let isOfNull: Bool

  package init(_ message: String, at offset: Int? = nil, hint: String? = nil, isOfNull: Bool = false) {
    self.message = message
    self.isOfNull = isOfNull
    self.hint = hint
    self.offset = offset
  }

  /// The same error at a place, unless it has one already.
  package func located(at offset: Int) -> CELError {
    self.offset == nil ? CELError(message, at: offset, hint: hint, isOfNull: isOfNull) : self
  }

  /// The diagnostic at a place that the caller makes of the offset (0 where the error has none).
  package func diagnostic(at location: (_ offset: Int) -> Location?) -> Diagnostic {
    Diagnostic(message, at: location(offset ?? 0), hint: hint)
  }

  /// The diagnostic for an expression that is a whole text of its own, such as an argument of the command line.
  package func diagnostic(in expression: String, named file: String) -> Diagnostic {
    diagnostic { offset in
      var line = 1
      var column = 1
      for scalar in expression.unicodeScalars.prefix(offset) {
        if scalar == "\n" { (line, column) = (line + 1, 1) } else { column += 1 }
      }
      let lines = expression.split(separator: "\n", omittingEmptySubsequences: false)
      return Location(
        file: file, line: line, column: column,
        excerpt: lines.indices.contains(line - 1) ? String(lines[line - 1]) : nil)
    }
  }

  /// No overload of a function or operator takes the values that it was given.
  static func noOverload(_ name: String, _ arguments: [CELValue]) -> CELError {
    let types = arguments.map(\.typeName.rawValue).joined(separator: ", ")
    let hasNull = arguments.contains { $0.typeName == .null }
    return CELError(
      "no such overload: '\(name)' of \(types)", hint: hasNull ? "a null takes part: test it first, x != null" : nil,
      isOfNull: hasNull)
  }
}

/// Everything that is wrong with one expression, in the order of the places.
package struct CELErrors: Error, Sendable {
  package let all: [CELError]

  package init(_ all: [CELError]) { self.all = all }
}
