/// Operators, the logical ones with their own way of taking errors.
extension Compiler {
  mutating func unary(_ operation: UnaryOperator, _ operand: Expression, _ offset: Int) -> Part {
    switch operation {
    case .not:
      return map(operand) { value throws(CELError) in
        guard case .bool(let truth) = value else { throw CELError.noOverload("!", [value]).located(at: offset) }
        return .bool(!truth)
      }
    case .negate:
      return map(operand) { value throws(CELError) in
        do throws(CELError) { return try Arithmetic.negated(value) } catch { throw error.located(at: offset) }
      }
    }
  }

  mutating func binary(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression, _ offset: Int
  ) -> Part {
    if operation == .equal || operation == .notEqual,
      let alias = joinHeldToNull(left, right) ?? joinHeldToNull(right, left)
    {
      return Part(
        step: { evaluation throws(CELError) in
          .bool(try RecordSource.isFound(byJoin: alias, in: &evaluation) == (operation == .notEqual))
        }, isConstant: false)
    }
    let (a, b) = (part(left), part(right))
    let (first, second) = (a.step, b.step)
    let isConstant = a.isConstant && b.isConstant
    switch operation {
    case .add, .subtract, .multiply, .divide, .remainder:
      return Part(
        step: { evaluation throws(CELError) in
          let (a, b) = (try first(&evaluation), try second(&evaluation))
          do throws(CELError) {
            let value = try Arithmetic.value(operation, a, b)
            return value.isSmall ? value : try evaluation.bounded(value)
          } catch { throw error.located(at: offset) }
        }, isConstant: isConstant)
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .contained:
      return Part(
        step: { evaluation throws(CELError) in
          let (a, b) = (try first(&evaluation), try second(&evaluation))
          do throws(CELError) {
            if !a.isSmall || !b.isSmall { try evaluation.charge(a.weight.addingSaturating(b.weight) / 16) }
            return .bool(try Arithmetic.comparison(operation, a, b))
          } catch { throw error.located(at: offset) }
        }, isConstant: isConstant)
    }
  }

  /// The join of `user != null`: whether a record was found needs none of its fields.
  private func joinHeldToNull(_ name: Expression, _ other: Expression) -> Int? {
    guard case .literal(.null) = other.form, let path = name.qualifiedName, path.count == 1,
      name.isRooted || !locals.contains(path[0]), let match = scope.match(path, rooted: name.isRooted),
      case .joined(let alias) = match.binding.source
    else { return nil }
    return alias
  }

  /// `&&` (decided by false) and `||` (decided by true): an error counts only if no term decides.
  mutating func logical(_ terms: [Expression], decidedBy decisive: Bool, _ name: String) -> Part {
    let compiled = parts(terms)
    let steps = Array(zip(compiled.steps, terms.map(\.offset)))
    return Part(
      step: { evaluation throws(CELError) in
        var failure: CELError?
        for (step, offset) in steps {
          do throws(CELError) {
            let value = try step(&evaluation)
            guard case .bool(let truth) = value else { throw CELError.noOverload(name, [value]).located(at: offset) }
            if truth == decisive { return .bool(decisive) }
          } catch {
            if evaluation.isExhausted { throw error }
            failure = failure ?? error
          }
        }
        if let failure { throw failure }
        return .bool(!decisive)
      }, isConstant: compiled.isConstant)
  }

  mutating func conditional(_ test: Expression, _ yes: Expression, _ no: Expression) -> Part {
    let (t, y, n) = (part(test), part(yes), part(no))
    let (condition, first, second, offset) = (t.step, y.step, n.step, test.offset)
    return Part(
      step: { evaluation throws(CELError) in
        let value = try condition(&evaluation)
        guard case .bool(let truth) = value else { throw CELError.noOverload("?:", [value]).located(at: offset) }
        return truth ? try first(&evaluation) : try second(&evaluation)
      }, isConstant: t.isConstant && y.isConstant && n.isConstant)
  }
}
