extension CELOverload {
  /// The type of a call with arguments of these types, or nil if the overload does not take them.
  func result(for types: [CELType]) -> CELType? {
    guard takes(count: types.count) else { return nil }
    var bound: [String: CELType] = [:]
    for (index, type) in types.enumerated() {
      guard parameter(index).takes(type, &bound) else { return nil }
    }
    return result.substituting(bound)
  }
}

extension CELType {
  /// Whether an argument of a type may be passed for this parameter; type parameters are bound on the way.
  fileprivate func takes(_ type: CELType, _ bound: inout [String: CELType]) -> Bool {
    switch (self, type) {
    case (.parameter(let name), _):
      guard let known = bound[name], known != .dyn else {
        bound[name] = type
        return true
      }
      guard known.isComparable(to: type) else { return false }
      bound[name] = known.joined(with: type)
      return true
    case (.dyn, _), (_, .dyn): return true
    case (.nullable(let inner), _): return type == .null || inner.takes(type.present, &bound)
    case (_, .nullable(let inner)): return takes(inner, &bound)
    case (.list(let a), .list(let b)), (.optional(let a), .optional(let b)): return a.takes(b, &bound)
    case (.map(let a, let b), .map(let c, let d)): return a.takes(c, &bound) && b.takes(d, &bound)
    case (.map, .record): return true
    case (let a, let b): return a == b
    }
  }

  /// The type with type parameters replaced by what they were bound to.
  fileprivate func substituting(_ bound: [String: CELType]) -> CELType {
    switch self {
    case .parameter(let name): bound[name] ?? .dyn
    case .list(let element): .list(element.substituting(bound))
    case .map(let key, let value): .map(key.substituting(bound), value.substituting(bound))
    case .optional(let type): .optional(type.substituting(bound))
    case .nullable(let type): .nullable(type.substituting(bound))
    case .dyn, .null, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .type, .ip, .cidr, .record:
      self
    }
  }
}
