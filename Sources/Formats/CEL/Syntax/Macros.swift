/// The macros: calls that are rewritten when an expression is read, because they bind names or look at syntax.
enum Macros {
  /// Method names that are macros with some number of arguments, for suggestions.
  static let methods = [
    "all", "exists", "exists_one", "existsOne", "map", "filter", "transformList", "transformMap", "transformMapEntry",
    "optMap", "optFlatMap",
  ]

  /// `has(operand.field)`.
  static func presence(_ arguments: [Expression], at offset: Int) throws(CELError) -> Expression {
    guard arguments.count == 1, case .select(let operand, let field, false) = arguments[0].form else {
      throw CELError("'has' takes one field selection", at: offset, hint: "write has(record.field)")
    }
    return try Expression(.presence(operand, field: field), at: offset)
  }

  /// What a call of a method means if it is a macro, else nil.
  static func expanded(
    _ target: Expression, _ name: String, _ arguments: [Expression], at offset: Int
  ) throws(CELError) -> Expression? {
    switch (name, arguments.count) {
    case ("all", 2), ("all", 3): try test(.all, target, arguments, name, offset)
    case ("exists", 2), ("exists", 3): try test(.exists, target, arguments, name, offset)
    case ("exists_one", 2), ("exists_one", 3), ("existsOne", 2), ("existsOne", 3):
      try test(.existsOne, target, arguments, name, offset)
    case ("filter", 2): try filter(target, arguments, offset)
    case ("map", 2), ("map", 3): try transform(.list, 1, target, arguments, name, offset)
    case ("transformList", 3), ("transformList", 4): try transform(.list, 2, target, arguments, name, offset)
    case ("transformMap", 3), ("transformMap", 4): try transform(.map, 2, target, arguments, name, offset)
    case ("transformMapEntry", 3), ("transformMapEntry", 4):
      try transform(.mapEntries, 2, target, arguments, name, offset)
    case ("optMap", 2), ("optFlatMap", 2):
      try Expression(
        .optionalMap(
          target, name: try variable(arguments[0], name), body: arguments[1], flat: name == "optFlatMap"), at: offset)
    case ("bind", 3) where target.qualifiedName == ["cel"]:
      try Expression(.bind(try variable(arguments[0], "cel.bind"), arguments[1], arguments[2]), at: offset)
    default: nil
    }
  }

  /// `all`, `exists` and `exists_one` with one variable or two before the predicate.
  private static func test(
    _ kind: Comprehension.Kind, _ range: Expression, _ arguments: [Expression], _ name: String, _ offset: Int
  ) throws(CELError) -> Expression {
    let names = try variables(arguments.dropLast(), name)
    return try Expression(
      .comprehension(
        Comprehension(kind: kind, range: range, variables: names, filter: nil, body: arguments[arguments.count - 1])),
      at: offset)
  }

  private static func filter(
    _ range: Expression, _ arguments: [Expression], _ offset: Int
  ) throws(CELError) -> Expression {
    let name = try variable(arguments[0], "filter")
    let element = try Expression(.name(name, rooted: false), at: arguments[0].offset)
    return try Expression(
      .comprehension(
        Comprehension(kind: .list, range: range, variables: [name], filter: arguments[1], body: element)), at: offset)
  }

  /// The variables, an optional filter, and what an element becomes.
  private static func transform(
    _ kind: Comprehension.Kind, _ count: Int, _ range: Expression, _ arguments: [Expression], _ name: String,
    _ offset: Int
  ) throws(CELError) -> Expression {
    let names = try variables(arguments.prefix(count), name)
    let filter = arguments.count > count + 1 ? arguments[count] : nil
    return try Expression(
      .comprehension(
        Comprehension(
          kind: kind, range: range, variables: names, filter: filter, body: arguments[arguments.count - 1])), at: offset
    )
  }

  private static func variables(_ arguments: ArraySlice<Expression>, _ macro: String) throws(CELError) -> [String] {
    var names: [String] = []
    for argument in arguments {
      let name = try variable(argument, macro)
      guard !names.contains(name) else {
        throw CELError("'\(macro)' names '\(name)' twice", at: argument.offset)
      }
      names.append(name)
    }
    return names
  }

  private static func variable(_ argument: Expression, _ macro: String) throws(CELError) -> String {
    guard case .name(let name, rooted: false) = argument.form else {
      throw CELError("'\(macro)' needs a plain name for its variable here", at: argument.offset)
    }
    return name
  }
}
