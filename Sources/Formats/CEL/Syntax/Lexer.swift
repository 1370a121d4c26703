/// Cuts an expression into tokens.
struct Lexer {
  private let scalars: [Unicode.Scalar]
  private var position = 0

  private static let reserved: Set<String> = [
    "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
    "namespace", "return", "var", "void", "while",
  ]
  private static let words: [String: Token.Sign] = ["in": .in, "true": .true, "false": .false, "null": .null]
  /// Longer signs before their beginnings.
  private static let signs: [(scalars: [Unicode.Scalar], sign: Token.Sign)] = Token.Sign.allCases
    .filter { words[$0.rawValue] == nil }
    .map { (Array($0.rawValue.unicodeScalars), $0) }

  /// Every token of the text, and the end.
  static func tokens(of text: String) throws(CELError) -> [Token] {
    var lexer = Lexer(scalars: Array(text.unicodeScalars))
    guard lexer.scalars.count <= CELLimits.expressionLength else {
      throw CELError("expression is longer than \(CELLimits.expressionLength) characters", at: 0)
    }
    var tokens: [Token] = []
    while let token = try lexer.next() { tokens.append(token) }
    tokens.append(Token(kind: .end, offset: lexer.scalars.count))
    return tokens
  }

  private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
    position + ahead < scalars.count ? scalars[position + ahead] : nil
  }

  private mutating func next() throws(CELError) -> Token? {
    skipBlanks()
    guard let first = peek() else { return nil }
    let start = position
    let kind: Token.Kind
    if let literal = try text() {
      kind = literal
    } else if first.isNameStart {
      kind = word()
    } else if first.isDigit || (first == "." && peek(1)?.isDigit == true) {
      kind = try number()
    } else if first == "`" {
      kind = try quotedName()
    } else {
      kind = try sign(first)
    }
    return Token(kind: kind, offset: start)
  }

  private mutating func skipBlanks() {
    while let scalar = peek() {
      if scalar == "/", peek(1) == "/" {
        while let scalar = peek(), scalar != "\n" { position += 1 }
      } else if scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" || scalar == "\u{C}" {
        position += 1
      } else {
        return
      }
    }
  }

  private mutating func take(while matches: (Unicode.Scalar) -> Bool) -> String {
    var text = String.UnicodeScalarView()
    while let scalar = peek(), matches(scalar) {
      text.append(scalar)
      position += 1
    }
    return String(text)
  }

  private mutating func word() -> Token.Kind {
    let word = take { $0.isNameStart || $0.isDigit }
    if let sign = Lexer.words[word] { return .sign(sign) }
    return Lexer.reserved.contains(word) ? .reserved(word) : .identifier(word)
  }

  private mutating func quotedName() throws(CELError) -> Token.Kind {
    let start = position
    position += 1
    let name = take { $0.isNameStart || $0.isDigit || $0 == "." || $0 == "-" || $0 == "/" || $0 == " " }
    guard !name.isEmpty, peek() == "`" else {
      throw CELError(
        "unfinished name between backticks", at: start,
        hint: "letters, digits, '_', '.', '-', '/' and spaces may stand there")
    }
    position += 1
    return .quoted(name)
  }

  private mutating func sign(_ first: Unicode.Scalar) throws(CELError) -> Token.Kind {
    for (spelling, sign) in Lexer.signs where scalars[position...].starts(with: spelling) {
      position += spelling.count
      return .sign(sign)
    }
    let hint = first == "=" ? "equality is '=='" : first == "&" ? "and is '&&'" : first == "|" ? "or is '||'" : nil
    throw CELError("unexpected character '\(first)'", at: position, hint: hint)
  }

  // MARK: Numbers

  private mutating func number() throws(CELError) -> Token.Kind {
    let start = position
    if peek() == "0", peek(1) == "x", peek(2)?.hexadecimalDigit != nil {
      position += 2
      return try integer(take { $0.hexadecimalDigit != nil }, radix: 16, start)
    }
    var text = take { $0.isDigit }
    let isWhole = !takesFraction(&text)
    let hasExponent = takesExponent(&text)
    if isWhole, !hasExponent { return try integer(text, radix: 10, start) }
    guard let value = Double(text), value.isFinite else {
      throw CELError("number is beyond the range of a double", at: start)
    }
    return .double(value)
  }

  private mutating func takesFraction(_ text: inout String) -> Bool {
    guard peek() == ".", peek(1)?.isDigit == true else { return false }
    position += 1
    text = (text.isEmpty ? "0" : text) + "." + take { $0.isDigit }
    return true
  }

  private mutating func takesExponent(_ text: inout String) -> Bool {
    guard peek() == "e" || peek() == "E" else { return false }
    let signed = peek(1) == "+" || peek(1) == "-"
    guard peek(signed ? 2 : 1)?.isDigit == true else { return false }
    text += peek(1) == "-" ? "e-" : "e"
    position += signed ? 2 : 1
    text += take { $0.isDigit }
    return true
  }

  private mutating func integer(_ digits: String, radix: Int, _ start: Int) throws(CELError) -> Token.Kind {
    guard let value = UInt64(digits, radix: radix) else {
      throw CELError("integer is beyond 64 bits", at: start)
    }
    if peek() == "u" || peek() == "U" {
      position += 1
      return .uint(value)
    }
    return .int(value)
  }

  // MARK: Texts

  /// A text or bytes literal, if one begins here.
  private mutating func text() throws(CELError) -> Token.Kind? {
    var ahead = 0
    var raw = false
    var bytes = false
    // In this order alone: `br"…"`.
    if let mark = peek(ahead), mark == "b" || mark == "B" { (bytes, ahead) = (true, ahead + 1) }
    if let mark = peek(ahead), mark == "r" || mark == "R" { (raw, ahead) = (true, ahead + 1) }
    guard let quote = peek(ahead), quote == "\"" || quote == "'" else { return nil }
    let start = position
    position += ahead
    let triple = peek(1) == quote && peek(2) == quote
    position += triple ? 3 : 1
    let content = try quoted(by: quote, triple: triple, raw: raw, from: start)
    var literal = LiteralText(scalars: content.scalars, isBytes: bytes, offset: content.offset)
    return try literal.decoded(raw: raw)
  }

  /// The scalars up to the closing quote, which is passed.
  private mutating func quoted(
    by quote: Unicode.Scalar, triple: Bool, raw: Bool, from start: Int
  ) throws(CELError) -> (scalars: ArraySlice<Unicode.Scalar>, offset: Int) {
    let first = position
    while let scalar = peek() {
      if scalar == "\\", !raw {
        position += 2
      } else if scalar == quote, !triple || (peek(1) == quote && peek(2) == quote) {
        let content = scalars[first..<position]
        position += triple ? 3 : 1
        return (content, first)
      } else if !triple, scalar == "\n" || scalar == "\r" {
        throw CELError("a line ends inside a text", at: position, hint: "write \\n, or quote the text by three quotes")
      } else {
        position += 1
      }
    }
    throw CELError("text without its closing quote", at: start)
  }
}

extension Unicode.Scalar {
  var isDigit: Bool { self >= "0" && self <= "9" }
  var isNameStart: Bool { (self >= "a" && self <= "z") || (self >= "A" && self <= "Z") || self == "_" }

  /// The value of a hexadecimal digit of either case.
  var hexadecimalDigit: UInt32? {
    switch self {
    case "0"..."9": value - 0x30
    case "a"..."f": value - 0x61 + 10
    case "A"..."F": value - 0x41 + 10
    default: nil
    }
  }
}
