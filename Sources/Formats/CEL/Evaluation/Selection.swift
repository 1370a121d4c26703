/// Fields, elements and entries: how they are found, and what it means where they are not there.
enum Selection {
  /// `value.field`.
  static func field(_ name: String, of value: CELValue, at offset: Int) throws(CELError) -> CELValue {
    switch value {
    case .map(let map):
      guard let found = map[name] else { throw CELError("no such field '\(name)'", at: offset) }
      return found
    case .optional: return try optional(.string(name), of: value, at: offset)
    default: throw CELError("a value of type \(value.typeName.rawValue) has no field '\(name)'", at: offset)
    }
  }

  /// `has(value.field)`.
  static func has(_ name: String, _ value: CELValue, at offset: Int) throws(CELError) -> Bool {
    switch value {
    case .map(let map): return map[name] != nil
    case .optional(let held):
      return try held.map { inner throws(CELError) in try has(name, inner, at: offset) } ?? false
    default: throw CELError("a value of type \(value.typeName.rawValue) has no field '\(name)'", at: offset)
    }
  }

  /// `value[key]`.
  static func element(_ key: CELValue, of value: CELValue, at offset: Int) throws(CELError) -> CELValue {
    if case .optional = value { return try optional(key, of: value, at: offset) }
    guard let found = try find(key, in: value, at: offset) else {
      if case .list = value { throw CELError("index \(CELText.json(key)) is outside the list", at: offset) }
      throw CELError("no such key \(CELText.json(key))", at: offset)
    }
    return found
  }

  /// `value[?key]` and `value.?key`: an optional, none where there is nothing.
  static func optional(_ key: CELValue, of value: CELValue, at offset: Int) throws(CELError) -> CELValue {
    guard case .optional(let held) = value else { return .optional(try find(key, in: value, at: offset)) }
    guard let held else { return value }
    return try optional(key, of: held, at: offset)
  }

  private static func find(_ key: CELValue, in value: CELValue, at offset: Int) throws(CELError) -> CELValue? {
    switch value {
    case .list(let list):
      guard let index = wholeNumber(key) else { throw CELError.noOverload("[]", [value, key]).located(at: offset) }
      return list.elements.indices.contains(index) ? list.elements[index] : nil
    case .map(let map):
      guard CELMap.allowsFinding(key) else { throw CELError.noOverload("[]", [value, key]).located(at: offset) }
      return map[key]
    default: throw CELError.noOverload("[]", [value, key]).located(at: offset)
    }
  }

  private static func wholeNumber(_ value: CELValue) -> Int? {
    switch value {
    case .int(let number): Int(exactly: number)
    case .uint(let number): Int(clamping: number)
    case .double(let number): Int(exactly: number)
    default: nil
    }
  }

  /// Adds an entry to a map that is being built.
  static func insert(_ key: CELValue, _ value: CELValue, into map: inout CELMap, at offset: Int) throws(CELError) {
    guard CELMap.allows(key) else {
      throw CELError("a value of type \(key.typeName.rawValue) cannot be the key of a map", at: offset)
    }
    guard map.insert(key, value) else { throw CELError("the key \(CELText.json(key)) is given twice", at: offset) }
    guard map.weight <= CELLimits.valueSize else { throw CELEvaluation.tooLarge.located(at: offset) }
  }

  /// An element of a literal; nil for an optional one (after `?`) that holds nothing.
  static func given(_ value: CELValue, optional: Bool, at offset: Int) throws(CELError) -> CELValue? {
    guard optional else { return value }
    guard case .optional(let held) = value else {
      throw CELError("an element after '?' is optional, not \(value.typeName.rawValue)", at: offset)
    }
    return held
  }
}
