/// Lists and maps.
extension Compiler {
  mutating func list(_ elements: [Expression.Element]) -> Part {
    let compiled = parts(elements.map(\.value))
    let steps = Array(zip(compiled.steps, elements))
    return Part(
      step: { evaluation throws(CELError) in
        var values: [CELValue] = []
        values.reserveCapacity(steps.count)
        for (step, element) in steps {
          let value = try step(&evaluation)
          if let kept = try Selection.given(value, optional: element.optional, at: element.value.offset) {
            values.append(kept)
          }
        }
        return try evaluation.bounded(.list(values))
      }, isConstant: compiled.isConstant)
  }

  mutating func map(_ entries: [Expression.Entry]) -> Part {
    let keys = parts(entries.map(\.key))
    let values = parts(entries.map(\.value))
    let steps = entries.indices.map { (key: keys.steps[$0], value: values.steps[$0], entry: entries[$0]) }
    return Part(
      step: { evaluation throws(CELError) in
        var map = CELMap()
        for (keyStep, valueStep, entry) in steps {
          let key = try keyStep(&evaluation)
          let value = try valueStep(&evaluation)
          guard let kept = try Selection.given(value, optional: entry.optional, at: entry.value.offset) else {
            continue
          }
          try Selection.insert(key, kept, into: &map, at: entry.key.offset)
        }
        return try evaluation.bounded(.map(map))
      }, isConstant: keys.isConstant && values.isConstant)
  }
}
