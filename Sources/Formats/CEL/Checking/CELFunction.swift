/// A function or method of the language, or one that the host adds: a name and its overloads.
package struct CELFunction: Sendable {
  package let name: String
  package let overloads: [CELOverload]

  package init(_ name: String, _ overloads: [CELOverload]) {
    self.name = name
    self.overloads = overloads
  }
}

/// One way of calling a function: what it takes, what it gives, and how it is computed.
///
/// The computation must depend on nothing but its arguments: calls with constant arguments are computed once.
package struct CELOverload: Sendable {
  package enum Style: Sendable {
    /// `name(a, b)`
    case function
    /// `a.name(b)`: the first parameter is the receiver.
    case method
  }

  package typealias Body = @Sendable (CELArguments, inout CELEvaluation) throws(CELError) -> CELValue

  package let style: Style
  package let parameters: [CELType]
  package let result: CELType
  /// Whether the last parameter may be repeated.
  package let isVariadic: Bool
  let body: Body

  init(
    _ style: Style, _ parameters: [CELType], _ result: CELType, isVariadic: Bool = false, body: @escaping Body
  ) {
    self.style = style
    self.parameters = parameters
    self.result = result
    self.isVariadic = isVariadic
    self.body = body
  }

  /// `name(a, b)`
  package static func function(
    _ parameters: [CELType], _ result: CELType, isVariadic: Bool = false, body: @escaping Body
  ) -> CELOverload {
    CELOverload(.function, parameters, result, isVariadic: isVariadic, body: body)
  }

  /// `a.name(b)`: the first parameter is the receiver.
  package static func method(
    _ parameters: [CELType], _ result: CELType, isVariadic: Bool = false, body: @escaping Body
  ) -> CELOverload {
    CELOverload(.method, parameters, result, isVariadic: isVariadic, body: body)
  }

  func takes(count: Int) -> Bool {
    isVariadic ? count >= parameters.count : count == parameters.count
  }

  func parameter(_ index: Int) -> CELType { parameters[min(index, parameters.count - 1)] }

  /// Whether values may be passed, judged by their types at run time.
  func accepts(_ values: [CELValue]) -> Bool {
    takes(count: values.count) && values.indices.allSatisfy { parameter($0).admits(values[$0]) }
  }

  /// How a message shows the overload: `string.indexOf(string, int)`.
  func signature(_ name: String) -> String {
    let written = parameters.map(\.description)
    let rest = isVariadic ? ", …" : ""
    switch style {
    case .function: return "\(name)(\(written.joined(separator: ", "))\(rest))"
    case .method: return "\(written.first ?? "").\(name)(\(written.dropFirst().joined(separator: ", "))\(rest))"
    }
  }
}

extension CELType {
  /// Whether a value is of this type, elements not looked at.
  func admits(_ value: CELValue) -> Bool {
    switch (self, value) {
    case (.dyn, _), (.parameter, _): true
    case (.nullable(let type), let value): if case .null = value { true } else { type.admits(value) }
    case (.null, .null), (.bool, .bool), (.int, .int), (.uint, .uint), (.double, .double), (.string, .string),
      (.bytes, .bytes), (.timestamp, .timestamp), (.duration, .duration), (.type, .type), (.ip, .ip), (.cidr, .cidr),
      (.list, .list), (.map, .map), (.record, .map), (.optional, .optional):
      true
    default: false
    }
  }
}

/// The values of one call; each has the type that the overload declares.
package struct CELArguments {
  package let values: [CELValue]

  package init(_ values: [CELValue]) { self.values = values }

  package subscript(_ index: Int) -> CELValue { values[index] }
  package var count: Int { values.count }

  package func bool(_ index: Int) -> Bool {
    if case .bool(let value) = values[index] { value } else { mistyped(index) }
  }
  package func int(_ index: Int) -> Int64 { if case .int(let value) = values[index] { value } else { mistyped(index) } }
  package func uint(_ index: Int) -> UInt64 {
    if case .uint(let value) = values[index] { value } else { mistyped(index) }
  }
  package func double(_ index: Int) -> Double {
    if case .double(let value) = values[index] { value } else { mistyped(index) }
  }
  package func string(_ index: Int) -> String {
    if case .string(let value) = values[index] { value } else { mistyped(index) }
  }
  package func bytes(_ index: Int) -> [UInt8] {
    if case .bytes(let value) = values[index] { value } else { mistyped(index) }
  }
  package func list(_ index: Int) -> [CELValue] {
    if case .list(let value) = values[index] { value.elements } else { mistyped(index) }
  }
  package func map(_ index: Int) -> CELMap {
    if case .map(let value) = values[index] { value } else { mistyped(index) }
  }
  package func timestamp(_ index: Int) -> CELTimestamp {
    if case .timestamp(let value) = values[index] { value } else { mistyped(index) }
  }
  package func duration(_ index: Int) -> CELDuration {
    if case .duration(let value) = values[index] { value } else { mistyped(index) }
  }
  func ip(_ index: Int) -> IPAddress { if case .ip(let value) = values[index] { value } else { mistyped(index) } }
  func cidr(_ index: Int) -> CIDRBlock { if case .cidr(let value) = values[index] { value } else { mistyped(index) } }
  func optional(_ index: Int) -> CELValue? {
    if case .optional(let value) = values[index] { value } else { mistyped(index) }
  }

  private func mistyped(_ index: Int) -> Never {
    preconditionFailure("argument \(index) is not of the type that the overload declares")
  }
}
