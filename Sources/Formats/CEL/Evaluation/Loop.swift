/// A compiled macro over the elements of a list or the entries of a map.
struct Loop: Sendable {
  let kind: Comprehension.Kind
  let range: Compiler.Step
  /// The slot of the first variable; that of the second follows.
  let slot: Int
  let hasTwoVariables: Bool
  let filter: Compiler.Step?
  let body: Compiler.Step
  let offset: Int

  func run(_ evaluation: inout CELEvaluation) throws(CELError) -> CELValue {
    let source = try range(&evaluation)
    switch kind {
    case .all: return try decided(by: false, source, &evaluation)
    case .exists: return try decided(by: true, source, &evaluation)
    case .existsOne: return try existsOne(source, &evaluation)
    case .list: return try list(source, &evaluation)
    case .map: return try map(source, &evaluation)
    case .mapEntries: return try mapEntries(source, &evaluation)
    }
  }

  /// Runs `step` for each element, variables set, until it returns false.
  private func each(
    _ source: CELValue, _ evaluation: inout CELEvaluation,
    _ step: (inout CELEvaluation, CELValue) throws(CELError) -> Bool
  ) throws(CELError) {
    switch source {
    case .list(let list):
      for (index, element) in list.elements.enumerated() {
        guard try iterate(.int(Int64(index)), element, single: element, &evaluation, step) else { return }
      }
    case .map(let map):
      for entry in map.entries {
        guard try iterate(entry.key, entry.value, single: entry.key, &evaluation, step) else { return }
      }
    default: throw CELError.noOverload(kind.rawValue, [source]).located(at: offset)
    }
  }

  private func iterate(
    _ key: CELValue, _ value: CELValue, single: CELValue, _ evaluation: inout CELEvaluation,
    _ step: (inout CELEvaluation, CELValue) throws(CELError) -> Bool
  ) throws(CELError) -> Bool {
    do throws(CELError) { try evaluation.charge(1) } catch { throw error.located(at: offset) }
    if hasTwoVariables {
      evaluation.locals[slot] = key
      evaluation.locals[slot + 1] = value
    } else {
      evaluation.locals[slot] = single
    }
    return try step(&evaluation, key)
  }

  private func truth(_ step: Compiler.Step, _ evaluation: inout CELEvaluation) throws(CELError) -> Bool {
    let value = try step(&evaluation)
    guard case .bool(let truth) = value else { throw CELError.noOverload(kind.rawValue, [value]).located(at: offset) }
    return truth
  }

  /// `all` (decided by false) and `exists` (decided by true): an error counts only if no element decides.
  private func decided(
    by decisive: Bool, _ source: CELValue, _ evaluation: inout CELEvaluation
  ) throws(CELError) -> CELValue {
    var failure: CELError?
    var isDecided = false
    try each(source, &evaluation) { evaluation, _ throws(CELError) in
      do throws(CELError) { isDecided = try truth(body, &evaluation) == decisive } catch {
        if evaluation.isExhausted { throw error }
        failure = failure ?? error
      }
      return !isDecided
    }
    if isDecided { return .bool(decisive) }
    if let failure { throw failure }
    return .bool(!decisive)
  }

  private func existsOne(_ source: CELValue, _ evaluation: inout CELEvaluation) throws(CELError) -> CELValue {
    var count = 0
    try each(source, &evaluation) { evaluation, _ throws(CELError) in
      count += try truth(body, &evaluation) ? 1 : 0
      return true
    }
    return .bool(count == 1)
  }

  private func passes(_ evaluation: inout CELEvaluation) throws(CELError) -> Bool {
    guard let filter else { return true }
    return try truth(filter, &evaluation)
  }

  private func list(_ source: CELValue, _ evaluation: inout CELEvaluation) throws(CELError) -> CELValue {
    var values: [CELValue] = []
    try each(source, &evaluation) { evaluation, _ throws(CELError) in
      if try passes(&evaluation) { values.append(try body(&evaluation)) }
      return true
    }
    return try evaluation.bounded(.list(values))
  }

  private func map(_ source: CELValue, _ evaluation: inout CELEvaluation) throws(CELError) -> CELValue {
    var map = CELMap()
    try each(source, &evaluation) { evaluation, key throws(CELError) in
      if try passes(&evaluation) { try Selection.insert(key, try body(&evaluation), into: &map, at: offset) }
      return true
    }
    return try evaluation.bounded(.map(map))
  }

  private func mapEntries(_ source: CELValue, _ evaluation: inout CELEvaluation) throws(CELError) -> CELValue {
    var map = CELMap()
    try each(source, &evaluation) { evaluation, _ throws(CELError) in
      guard try passes(&evaluation) else { return true }
      let value = try body(&evaluation)
      guard case .map(let entries) = value else {
        throw CELError.noOverload(kind.rawValue, [value]).located(at: offset)
      }
      for entry in entries.entries { try Selection.insert(entry.key, entry.value, into: &map, at: offset) }
      return true
    }
    return try evaluation.bounded(.map(map))
  }
}
