/// Reads an expression by recursive descent over its tokens.
struct Parser {
  private let tokens: [Token]
  private var position = 0
  private var level = 0

  /// The expression that a text is.
  static func parse(_ text: String) throws(CELError) -> Expression {
    var parser = Parser(tokens: try Lexer.tokens(of: text))
    let expression = try parser.expression()
    guard parser.current.kind == .end else { throw parser.unexpected("the end of the expression") }
    return expression
  }

  private init(tokens: [Token]) { self.tokens = tokens }

  // The last token is the end, which is never passed.
  private var current: Token { tokens[position] }

  private mutating func advance() { position = min(position + 1, tokens.count - 1) }

  private mutating func take(_ sign: Token.Sign) -> Bool {
    guard current.kind == .sign(sign) else { return false }
    advance()
    return true
  }

  private mutating func expect(_ sign: Token.Sign) throws(CELError) {
    guard take(sign) else { throw unexpected("'\(sign.rawValue)'") }
  }

  private func unexpected(_ wanted: String) -> CELError {
    if case .reserved(let word) = current.kind, wanted == "a value" {
      return CELError(
        "'\(word)' is a reserved word", at: current.offset, hint: "reserved words may only be fields and methods")
    }
    return CELError("expected \(wanted), found \(current.name)", at: current.offset, hint: foreignHint)
  }

  /// What the token here, or the one in front of it, means in other languages.
  private var foreignHint: String? {
    if case .identifier(let word) = current.kind, let hint = ForeignWords.operatorHint(word) { return hint }
    guard position > 0 else { return nil }
    switch (tokens[position - 1].kind, current.kind) {
    case (.identifier(let word), _): return ForeignWords.operatorHint(word)
    case (.sign(.less), .sign(.greater)): return "write != for '<>'"
    default: return nil
    }
  }

  // MARK: Operators, loosest first

  private mutating func expression() throws(CELError) -> Expression {
    level += 1
    defer { level -= 1 }
    guard level <= CELLimits.nesting else {
      throw CELError("expression is nested deeper than \(CELLimits.nesting) levels", at: current.offset)
    }
    let test = try terms(joinedBy: .orElse)
    let offset = current.offset
    guard take(.question) else { return test }
    let yes = try terms(joinedBy: .orElse)
    try expect(.colon)
    return try Expression(.conditional(test, yes, try expression()), at: offset)
  }

  /// `||` of `&&` of relations.
  private mutating func terms(joinedBy sign: Token.Sign) throws(CELError) -> Expression {
    let isOr = sign == .orElse
    var terms = [isOr ? try self.terms(joinedBy: .and) : try relation()]
    let offset = current.offset
    while take(sign) { terms.append(isOr ? try self.terms(joinedBy: .and) : try relation()) }
    if let only = terms.first, terms.count == 1 { return only }
    return try Expression(isOr ? .or(terms) : .and(terms), at: offset)
  }

  private mutating func relation() throws(CELError) -> Expression {
    var left = try sum()
    while let operation = relationOperator {
      let offset = current.offset
      advance()
      left = try Expression(.binary(operation, left, try sum()), at: offset)
    }
    return left
  }

  private var relationOperator: BinaryOperator? {
    switch current.kind {
    case .sign(.equal): .equal
    case .sign(.notEqual): .notEqual
    case .sign(.less): .less
    case .sign(.lessOrEqual): .lessOrEqual
    case .sign(.greater): .greater
    case .sign(.greaterOrEqual): .greaterOrEqual
    case .sign(.in): .contained
    default: nil
    }
  }

  private mutating func sum() throws(CELError) -> Expression {
    var left = try product()
    while current.kind == .sign(.plus) || current.kind == .sign(.minus) {
      let (offset, operation) = (current.offset, current.kind == .sign(.plus) ? BinaryOperator.add : .subtract)
      advance()
      left = try Expression(.binary(operation, left, try product()), at: offset)
    }
    return left
  }

  private mutating func product() throws(CELError) -> Expression {
    var left = try unary()
    while let operation = productOperator {
      let offset = current.offset
      advance()
      left = try Expression(.binary(operation, left, try unary()), at: offset)
    }
    return left
  }

  private var productOperator: BinaryOperator? {
    switch current.kind {
    case .sign(.times): .multiply
    case .sign(.divided): .divide
    case .sign(.remainder): .remainder
    default: nil
    }
  }

  /// A member after any number of `!` or of `-`; a `-` directly before a number belongs to the number.
  private mutating func unary() throws(CELError) -> Expression {
    guard current.kind == .sign(.not) || current.kind == .sign(.minus) else { return try member() }
    let sign: Token.Sign = current.kind == .sign(.not) ? .not : .minus
    var offsets: [Int] = []
    while current.kind == .sign(sign) {
      offsets.append(current.offset)
      advance()
    }
    var operand: Expression
    if sign == .minus, let negative = try negativeNumber() {
      offsets.removeLast()
      operand = try member(from: negative)
    } else {
      operand = try member()
    }
    for offset in offsets.reversed() {
      operand = try Expression(.unary(sign == .not ? .not : .negate, operand), at: offset)
    }
    return operand
  }

  private mutating func negativeNumber() throws(CELError) -> Expression? {
    let token = current
    let value: CELValue
    switch token.kind {
    case .int(let magnitude):
      guard let negative = Int64(exactly: -Int128(magnitude)) else {
        throw CELError("integer is beyond 64 bits", at: token.offset)
      }
      value = .int(negative)
    case .double(let number): value = .double(-number)
    default: return nil
    }
    advance()
    return try Expression(.literal(value), at: token.offset)
  }

  // MARK: Members

  private mutating func member() throws(CELError) -> Expression { try member(from: try primary()) }

  private mutating func member(from primary: Expression) throws(CELError) -> Expression {
    var operand = primary
    while true {
      let offset = current.offset
      if take(.dot) {
        operand = try selection(from: operand)
      } else if take(.openBracket) {
        let optional = take(.question)
        let index = try expression()
        try expect(.closeBracket)
        operand = try Expression(.index(operand, index, optional: optional), at: offset)
      } else if current.kind == .sign(.openBrace), operand.qualifiedName != nil {
        throw CELError("this language has no message values", at: offset, hint: "write a map: {'name': value}")
      } else {
        return operand
      }
    }
  }

  /// What follows a dot: a field, an optional field, or a method's call.
  private mutating func selection(from operand: Expression) throws(CELError) -> Expression {
    let optional = take(.question)
    let token = current
    let name: String
    switch token.kind {
    case .identifier(let word), .reserved(let word), .quoted(let word): name = word
    default: throw unexpected("a field name")
    }
    advance()
    if case .quoted = token.kind {
    } else if !optional, take(.openParenthesis) {
      let arguments = try list(to: .closeParenthesis)
      if let macro = try Macros.expanded(operand, name, arguments, at: token.offset) { return macro }
      return try Expression(.method(operand, name, arguments), at: token.offset)
    }
    return try Expression(.select(operand, field: name, optional: optional), at: token.offset)
  }

  private mutating func primary() throws(CELError) -> Expression {
    let token = current
    switch token.kind {
    case .identifier(let name):
      advance()
      return try named(name, rooted: false, at: token.offset)
    case .sign(.dot): return try rootedName()
    case .sign(.openParenthesis):
      advance()
      let inner = try expression()
      try expect(.closeParenthesis)
      return inner
    case .sign(.openBracket): return try listLiteral()
    case .sign(.openBrace): return try mapLiteral()
    case .int, .uint, .double, .string, .bytes, .sign, .reserved, .quoted, .end:
      guard let value = try literal(token) else { throw unexpected("a value") }
      advance()
      return try Expression(.literal(value), at: token.offset)
    }
  }

  private mutating func rootedName() throws(CELError) -> Expression {
    advance()
    guard case .identifier(let name) = current.kind else { throw unexpected("a name") }
    let offset = current.offset
    advance()
    return try named(name, rooted: true, at: offset)
  }

  private func literal(_ token: Token) throws(CELError) -> CELValue? {
    switch token.kind {
    case .int(let magnitude):
      guard let value = Int64(exactly: magnitude) else { throw CELError("integer is beyond 64 bits", at: token.offset) }
      return .int(value)
    case .uint(let value): return .uint(value)
    case .double(let value): return .double(value)
    case .string(let text): return .string(text)
    case .bytes(let bytes): return .bytes(bytes)
    case .sign(.true): return .bool(true)
    case .sign(.false): return .bool(false)
    case .sign(.null): return .null
    case .sign, .identifier, .reserved, .quoted, .end: return nil
    }
  }

  /// A name, or a call of a function or macro by that name.
  private mutating func named(_ name: String, rooted: Bool, at offset: Int) throws(CELError) -> Expression {
    guard take(.openParenthesis) else { return try Expression(.name(name, rooted: rooted), at: offset) }
    let arguments = try list(to: .closeParenthesis)
    if name == "has", !rooted { return try Macros.presence(arguments, at: offset) }
    return try Expression(.call(name, arguments), at: offset)
  }

  // MARK: Lists and maps

  /// The arguments of a call, the closing sign included; no comma before it.
  private mutating func list(to close: Token.Sign) throws(CELError) -> [Expression] {
    var items: [Expression] = []
    if take(close) { return items }
    repeat {
      items.append(try expression())
      try checkCount(items.count)
    } while take(.comma)
    try expect(close)
    return items
  }

  private func checkCount(_ count: Int) throws(CELError) {
    guard count <= CELLimits.elements else {
      throw CELError("more than \(CELLimits.elements) elements", at: current.offset)
    }
  }

  private mutating func listLiteral() throws(CELError) -> Expression {
    let offset = current.offset
    advance()
    var elements: [Expression.Element] = []
    while !take(.closeBracket) {
      let optional = take(.question)
      elements.append(Expression.Element(value: try expression(), optional: optional))
      try checkCount(elements.count)
      if !take(.comma), current.kind != .sign(.closeBracket) { throw unexpected("',' or ']'") }
    }
    return try Expression(.list(elements), at: offset)
  }

  private mutating func mapLiteral() throws(CELError) -> Expression {
    let offset = current.offset
    advance()
    var entries: [Expression.Entry] = []
    while !take(.closeBrace) {
      let optional = take(.question)
      let key = try expression()
      try expect(.colon)
      entries.append(Expression.Entry(key: key, value: try expression(), optional: optional))
      try checkCount(entries.count)
      if !take(.comma), current.kind != .sign(.closeBrace) { throw unexpected("',' or '}'") }
    }
    return try Expression(.map(entries), at: offset)
  }
}
