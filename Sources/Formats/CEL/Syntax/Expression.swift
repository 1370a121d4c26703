/// A part of a parsed expression, macros expanded to what they mean.
struct Expression: Sendable {
  indirect enum Form: Sendable {
    case literal(CELValue)
    /// A name; `rooted` has a leading dot: no container and no variable of a macro comes before it.
    case name(String, rooted: Bool)
    case select(Expression, field: String, optional: Bool)
    /// `has(operand.field)`.
    case presence(Expression, field: String)
    case index(Expression, Expression, optional: Bool)
    case call(String, [Expression])
    case method(Expression, String, [Expression])
    case unary(UnaryOperator, Expression)
    case binary(BinaryOperator, Expression, Expression)
    /// `&&` of two or more.
    case and([Expression])
    /// `||` of two or more.
    case or([Expression])
    case conditional(Expression, Expression, Expression)
    case list([Element])
    case map([Entry])
    case comprehension(Comprehension)
    /// `cel.bind(name, value, body)`.
    case bind(String, Expression, Expression)
    /// `operand.optMap(name, body)`; flat for `optFlatMap`.
    case optionalMap(Expression, name: String, body: Expression, flat: Bool)
  }

  /// An element of a list literal; an optional one is left out where its value is none.
  struct Element: Sendable {
    let value: Expression
    let optional: Bool
  }

  /// An entry of a map literal.
  struct Entry: Sendable {
    let key: Expression
    let value: Expression
    let optional: Bool
  }

  let form: Form
  /// Where the part is reported: at its operator or name, in Unicode scalars.
  let offset: Int
  /// Levels of the tree from here down.
  let depth: Int

  init(_ form: Form, at offset: Int) throws(CELError) {
    self.form = form
    self.offset = offset
    depth = 1 + form.children.reduce(0) { max($0, $1.depth) }
    guard depth <= CELLimits.nesting else {
      throw CELError("expression is nested deeper than \(CELLimits.nesting) levels", at: offset)
    }
  }

  /// `a.b.c` where the expression is a chain of names, else nil.
  var qualifiedName: [String]? {
    switch form {
    case .name(let name, _): [name]
    case .select(let operand, let field, false): operand.qualifiedName.map { $0 + [field] }
    default: nil
    }
  }

  /// Whether the first name of a chain has a leading dot.
  var isRooted: Bool {
    switch form {
    case .name(_, let rooted): rooted
    case .select(let operand, _, _): operand.isRooted
    default: false
    }
  }
}

enum UnaryOperator: String, Sendable {
  case not = "!"
  case negate = "-"
}

enum BinaryOperator: String, Sendable {
  case equal = "==", notEqual = "!=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
  case add = "+", subtract = "-", multiply = "*", divide = "/", remainder = "%"
  case contained = "in"
}

/// A macro over the elements of a list or the entries of a map.
struct Comprehension: Sendable {
  enum Kind: String, Sendable {
    case all, exists
    case existsOne = "exists_one"
    /// `map` and `filter` of one variable, `transformList` of two: the elements that pass, transformed.
    case list = "map"
    case map = "transformMap"
    /// `transformMapEntry`: each element gives a map of entries.
    case mapEntries = "transformMapEntry"
  }

  let kind: Kind
  let range: Expression
  /// One variable: the element, or the key of a map. Two: index and element, or key and value.
  let variables: [String]
  /// Only what passes counts; nil where all do.
  let filter: Expression?
  /// The predicate, or what an element becomes.
  let body: Expression
}

extension Expression.Form {
  /// The parts directly below.
  var children: [Expression] {
    switch self {
    case .literal, .name: []
    case .select(let operand, _, _), .presence(let operand, _), .unary(_, let operand): [operand]
    case .index(let operand, let index, _): [operand, index]
    case .call(_, let arguments): arguments
    case .method(let target, _, let arguments): [target] + arguments
    case .binary(_, let left, let right): [left, right]
    case .and(let terms), .or(let terms): terms
    case .conditional(let test, let yes, let no): [test, yes, no]
    case .list(let elements): elements.map(\.value)
    case .map(let entries): entries.flatMap { [$0.key, $0.value] }
    case .comprehension(let macro): [macro.range] + (macro.filter.map { [$0] } ?? []) + [macro.body]
    case .bind(_, let value, let body): [value, body]
    case .optionalMap(let operand, _, let body, _): [operand, body]
    }
  }
}
