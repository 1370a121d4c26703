extension StandardLibrary {
  /// Optional values; `or` and `orValue` are declared here and computed by the compiler, which needs their argument
  /// only where there is no value.
  static let optionals: [CELFunction] = [
    CELFunction(
      "optional.of", [.function([.parameter("A")], .optional(.parameter("A"))) { a, _ in .optional(a[0]) }]),
    CELFunction(
      "optional.ofNonZeroValue",
      [.function([.parameter("A")], .optional(.parameter("A"))) { a, _ in .optional(a[0].isZero ? nil : a[0]) }]),
    CELFunction("optional.none", [.function([], .optional(.dyn)) { _, _ in .optional(nil) }]),
    CELFunction(
      "optional.unwrap",
      [
        .function([.list(.optional(.parameter("A")))], .list(.parameter("A"))) { a, _ throws(CELError) in
          .list(try unwrapped(a.list(0)))
        }
      ]),
    CELFunction(
      "unwrapOpt",
      [
        .method([.list(.optional(.parameter("A")))], .list(.parameter("A"))) { a, _ throws(CELError) in
          .list(try unwrapped(a.list(0)))
        }
      ]),
    CELFunction(
      "hasValue", [.method([.optional(.dyn)], .bool) { a, _ in .bool(a.optional(0) != nil) }]),
    CELFunction(
      "value",
      [
        .method([.optional(.parameter("A"))], .parameter("A")) { a, _ throws(CELError) in
          guard let value = a.optional(0) else { throw CELError("the optional has no value") }
          return value
        }
      ]),
    CELFunction(
      "or",
      [
        .method([.optional(.parameter("A")), .optional(.parameter("A"))], .optional(.parameter("A"))) {
          a, _ in a.optional(0) == nil ? a[1] : a[0]
        }
      ]),
    CELFunction(
      "orValue",
      [
        .method([.optional(.parameter("A")), .parameter("A")], .parameter("A")) { a, _ in
          a.optional(0) ?? a[1]
        }
      ]),
  ]

  private static func unwrapped(_ elements: [CELValue]) throws(CELError) -> [CELValue] {
    var values: [CELValue] = []
    for element in elements {
      guard case .optional(let held) = element else { throw CELError.noOverload("optional.unwrap", [element]) }
      if let held { values.append(held) }
    }
    return values
  }
}
