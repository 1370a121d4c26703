/// Calls: which overloads may be meant, and what is tried at run time.
extension Compiler {
  mutating func call(_ name: String, _ arguments: [Expression], _ offset: Int) -> Part {
    if name == "matches", arguments.count == 2, let pattern = constantPattern(arguments[1]) {
      return map(arguments[0]) { value throws(CELError) in try pattern.matches(value, at: offset) }
    }
    let function = scope.function(name)
    return dispatched(
      function ?? name, function.map { scope.functions.overloads($0, .function) } ?? [], parts(arguments), offset)
  }

  mutating func method(_ target: Expression, _ name: String, _ arguments: [Expression], _ offset: Int) -> Part {
    if let function = scope.namespaced(target, name) {
      return dispatched(function, scope.functions.overloads(function, .function), parts(arguments), offset)
    }
    if arguments.count == 1, name == "or" || name == "orValue" {
      return alternative(target, arguments[0], isValue: name == "orValue", offset)
    }
    if name == "matches", arguments.count == 1, let pattern = constantPattern(arguments[0]) {
      return map(target) { value throws(CELError) in try pattern.matches(value, at: offset) }
    }
    return dispatched(name, scope.functions.overloads(name, .method), parts([target] + arguments), offset)
  }

  /// The compiled pattern of an argument that is known now and is a right one; a wrong one is a fault. Others are compiled
  /// when they are met.
  private mutating func constantPattern(_ argument: Expression) -> Pattern? {
    guard case .string(let text)? = constant(argument) else { return nil }
    do throws(CELError) { return try Pattern(text) } catch {
      faults.append(error.located(at: argument.offset))
      return nil
    }
  }

  private func dispatched(
    _ name: String, _ overloads: [CELOverload], _ arguments: (steps: [Step], isConstant: Bool), _ offset: Int
  ) -> Part {
    let steps = arguments.steps
    let fitting = overloads.filter { $0.takes(count: steps.count) }
    return Part(
      step: { evaluation throws(CELError) in
        var values: [CELValue] = []
        values.reserveCapacity(steps.count)
        for step in steps { values.append(try step(&evaluation)) }
        do throws(CELError) {
          for overload in fitting where overload.accepts(values) {
            try evaluation.charge(for: values)
            return try evaluation.bounded(try overload.body(CELArguments(values), &evaluation))
          }
          throw CELError.noOverload(name, values)
        } catch { throw error.located(at: offset) }
      }, isConstant: arguments.isConstant)
  }

  /// `optional.or(optional)` and `optional.orValue(value)`, whose argument is computed only if it is needed.
  private mutating func alternative(_ target: Expression, _ other: Expression, isValue: Bool, _ offset: Int) -> Part {
    let (a, b) = (part(target), part(other))
    let (first, second) = (a.step, b.step)
    return Part(
      step: { evaluation throws(CELError) in
        let value = try first(&evaluation)
        guard case .optional(let inner) = value else {
          throw CELError.noOverload(isValue ? "orValue" : "or", [value]).located(at: offset)
        }
        if let inner { return isValue ? inner : value }
        let alternative = try second(&evaluation)
        if case .optional = alternative { return alternative }
        if isValue { return alternative }
        throw CELError.noOverload("or", [value, alternative]).located(at: offset)
      }, isConstant: a.isConstant && b.isConstant)
  }
}
