extension StandardLibrary {
  /// The math extension.
  static let numbers: [CELFunction] = [
    CELFunction("math.greatest", extremes("math.greatest", .greater)),
    CELFunction("math.least", extremes("math.least", .less)),
    rounding("math.ceil", .up), rounding("math.floor", .down), rounding("math.round", .toNearestOrAwayFromZero),
    rounding("math.trunc", .towardZero),
    CELFunction(
      "math.abs",
      [
        .function([.int], .int) { a, _ throws(CELError) in
          guard a.int(0) != .min else { throw CELError("'math.abs' leaves the range of int") }
          return .int(abs(a.int(0)))
        },
        .function([.uint], .uint) { a, _ in a[0] },
        .function([.double], .double) { a, _ in .double(a.double(0).magnitude) },
      ]),
    CELFunction(
      "math.sign",
      [
        .function([.int], .int) { a, _ in .int(a.int(0).signum()) },
        .function([.uint], .uint) { a, _ in .uint(a.uint(0) == 0 ? 0 : 1) },
        .function([.double], .double) { a, _ in
          let value = a.double(0)
          return .double(value > 0 ? 1 : value < 0 ? -1 : value)
        },
      ]),
    CELFunction(
      "math.sqrt",
      [
        .function([.double], .double) { a, _ in .double(a.double(0).squareRoot()) },
        .function([.int], .double) { a, _ in .double(Double(a.int(0)).squareRoot()) },
        .function([.uint], .double) { a, _ in .double(Double(a.uint(0)).squareRoot()) },
      ]),
    CELFunction("math.isNaN", [.function([.double], .bool) { a, _ in .bool(a.double(0).isNaN) }]),
    CELFunction("math.isInf", [.function([.double], .bool) { a, _ in .bool(a.double(0).isInfinite) }]),
    CELFunction("math.isFinite", [.function([.double], .bool) { a, _ in .bool(a.double(0).isFinite) }]),
    bitwise("math.bitAnd", { $0 & $1 }, { $0 & $1 }),
    bitwise("math.bitOr", { $0 | $1 }, { $0 | $1 }),
    bitwise("math.bitXor", { $0 ^ $1 }, { $0 ^ $1 }),
    CELFunction(
      "math.bitNot",
      [
        .function([.int], .int) { a, _ in .int(~a.int(0)) }, .function([.uint], .uint) { a, _ in .uint(~a.uint(0)) },
      ]),
    // Zeros come in on both sides: a shift to the right keeps no sign.
    shift("math.bitShiftLeft") { $0 << $1 },
    shift("math.bitShiftRight") { $0 >> $1 },
  ]

  private static func rounding(_ name: String, _ rule: FloatingPointRoundingRule) -> CELFunction {
    CELFunction(name, [.function([.double], .double) { a, _ in .double(a.double(0).rounded(rule)) }])
  }

  private static func bitwise(
    _ name: String, _ signed: @escaping @Sendable (Int64, Int64) -> Int64,
    _ unsigned: @escaping @Sendable (UInt64, UInt64) -> UInt64
  ) -> CELFunction {
    CELFunction(
      name,
      [
        .function([.int, .int], .int) { a, _ in .int(signed(a.int(0), a.int(1))) },
        .function([.uint, .uint], .uint) { a, _ in .uint(unsigned(a.uint(0), a.uint(1))) },
      ])
  }

  private static func shift(_ name: String, _ shifted: @escaping @Sendable (UInt64, Int64) -> UInt64) -> CELFunction {
    @Sendable func places(_ count: Int64) throws(CELError) -> Int64 {
      guard count >= 0 else { throw CELError("'\(name)' is given the negative count \(count)") }
      return count
    }
    return CELFunction(
      name,
      [
        .function([.int, .int], .int) { a, _ throws(CELError) in
          .int(Int64(bitPattern: shifted(UInt64(bitPattern: a.int(0)), try places(a.int(1)))))
        },
        .function([.uint, .int], .uint) { a, _ throws(CELError) in .uint(shifted(a.uint(0), try places(a.int(1)))) },
      ])
  }

  /// The first of the greatest or least: of the arguments, or of the elements of one list.
  private static func extremes(_ name: String, _ wanted: Order) -> [CELOverload] {
    @Sendable func extreme(_ values: [CELValue]) throws(CELError) -> CELValue {
      guard var best = values.first else { throw CELError("'\(name)' is given an empty list") }
      for value in values {
        guard let order = value.numericOrder(best) else { throw CELError.noOverload(name, values) }
        if order == wanted { best = value }
      }
      return best
    }
    let types = [CELType.int, .uint, .double]
    let body: CELOverload.Body = { a, _ throws(CELError) in try extreme(a.values) }
    let numbers = types.map { CELOverload.function([$0], $0, isVariadic: true, body: body) }
    let lists = (types + [.dyn]).map { element in
      CELOverload.function([.list(element)], element) { a, _ throws(CELError) in try extreme(a.list(0)) }
    }
    // Numbers of mixed types: the first two are looked at before any is known.
    let pairs = types.flatMap { first in types.map { (first, $0) } }
    let mixed = pairs.map { CELOverload.function([$0.0, $0.1, .dyn], .dyn, isVariadic: true, body: body) }
    let two = pairs.filter { $0.0 != $0.1 }.map { CELOverload.function([$0.0, $0.1], .dyn, body: body) }
    return numbers + lists + two + mixed
  }
}
