extension StandardLibrary {
  /// Lists beyond the standard definitions, and `reverse`, which texts share.
  static let lists: [CELFunction] = [
    CELFunction(
      "reverse",
      [
        .method([.string], .string) { a, _ in
          .string(String(String.UnicodeScalarView(a.string(0).unicodeScalars.reversed())))
        },
        .method([list], list) { a, _ in .list(a.list(0).reversed()) },
      ]),
    CELFunction(
      "slice",
      [
        .method([list, .int, .int], list) { a, _ throws(CELError) in
          let elements = a.list(0)
          let (start, end) = (a.int(1), a.int(2))
          guard start >= 0, start <= end, end <= Int64(elements.count) else {
            throw CELError("'slice' is given \(start) to \(end) of a list of \(elements.count)")
          }
          return .list(Array(elements[Int(start)..<Int(end)]))
        }
      ]),
    CELFunction(
      "first",
      [.method([list], .optional(.parameter("A"))) { a, _ in .optional(a.list(0).first) }]),
    CELFunction(
      "last", [.method([list], .optional(.parameter("A"))) { a, _ in .optional(a.list(0).last) }]),
    CELFunction(
      "distinct",
      [
        .method([list], list) { a, evaluation throws(CELError) in
          var kept: [CELValue] = []
          for element in a.list(0) {
            try evaluation.charge(1 + kept.count / 8)
            if !kept.contains(where: { $0.equals(element) }) { kept.append(element) }
          }
          return .list(kept)
        }
      ]),
    CELFunction(
      "sort",
      [.method([list], list) { a, _ throws(CELError) in .list(try sorted(a.list(0))) }]),
    CELFunction(
      "flatten",
      [
        .method([.list(.list(.parameter("A")))], list) { a, _ in
          .list(a.list(0).flatMap { if case .list(let inner) = $0 { inner.elements } else { [$0] } })
        }
      ]),
    sets("sets.contains") { a, b in b.allSatisfy { element in a.contains { $0.equals(element) } } },
    sets("sets.intersects") { a, b in b.contains { element in a.contains { $0.equals(element) } } },
    sets("sets.equivalent") { a, b in
      b.allSatisfy { element in a.contains { $0.equals(element) } }
        && a.allSatisfy { element in b.contains { $0.equals(element) } }
    },
  ]

  private static let list = CELType.list(.parameter("A"))

  private static func sorted(_ elements: [CELValue]) throws(CELError) -> [CELValue] {
    if let first = elements.first {
      for element in elements where first.order(element) == nil { throw CELError.noOverload("sort", [first, element]) }
    }
    let ordered = elements.enumerated().sorted { a, b in
      switch a.element.order(b.element) {
      case .less: true
      case .equal: a.offset < b.offset
      case .greater, .unordered, nil: false
      }
    }
    return ordered.map(\.element)
  }

  private static func sets(_ name: String, _ test: @escaping @Sendable ([CELValue], [CELValue]) -> Bool) -> CELFunction
  {
    CELFunction(
      name,
      [
        .function([list, list], .bool) { a, evaluation throws(CELError) in
          let (product, overflow) = a.list(0).count.multipliedReportingOverflow(by: a.list(1).count)
          try evaluation.charge(overflow ? .max : product / 4)
          return .bool(test(a.list(0), a.list(1)))
        }
      ])
  }
}
