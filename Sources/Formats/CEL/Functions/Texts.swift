extension StandardLibrary {
  /// The standard text functions: parts and patterns.
  static let texts: [CELFunction] = [
    CELFunction(
      "contains",
      [
        .method([.string, .string], .bool) { a, _ in
          .bool(TextSearch(for: a.string(1)).first(in: Array(a.string(0).utf8), from: 0) != nil)
        }
      ]),
    CELFunction(
      "startsWith",
      [.method([.string, .string], .bool) { a, _ in .bool(a.string(0).utf8.starts(with: a.string(1).utf8)) }]),
    CELFunction(
      "endsWith",
      [
        .method([.string, .string], .bool) { a, _ in
          .bool(a.string(0).utf8.reversed().starts(with: a.string(1).utf8.reversed()))
        }
      ]),
    CELFunction(
      "matches",
      [CELOverload.Style.method, .function].map { style in
        CELOverload(style, [.string, .string], .bool) { a, evaluation throws(CELError) in
          try evaluation.charge(100 + a.string(1).utf8.count)
          return .bool(try Pattern(a.string(1)).matches(a.string(0)))
        }
      }),
  ]
}
