/// Cases that agree in everything that group rates look at, counted together: each combination of the groups of all
/// attributes, the outcome and the decision is a cell.
struct CaseCells: Sendable {
  /// The cell of each case, in file order.
  let cells: [Int32]
  /// The group of each cell for each attribute, in the order of the attributes.
  let groups: [[Int32]]
  let outcomes: [Bool]
  let decisions: [Bool]

  var count: Int { outcomes.count }

  init(_ cases: Cases, _ attributes: [Cases.Attribute]) {
    var numbers: [UInt64: Int32] = [:]
    var firsts: [Int] = []
    var cells: [Int32] = []
    cells.reserveCapacity(cases.count)
    let sizes = attributes.map { UInt64($0.groups.count + 1) }
    for row in 0..<cases.count {
      var key: UInt64 = (cases.outcomes[row] ? 1 : 0) + (cases.decisions[row] ? 2 : 0)
      for (attribute, size) in zip(attributes, sizes) {
        key = (key &* size) &+ UInt64(attribute.codes[row] + 1)
      }
      if let number = numbers[key] {
        cells.append(number)
      } else {
        cells.append(Int32(firsts.count))
        numbers[key] = Int32(firsts.count)
        firsts.append(row)
      }
    }
    self.cells = cells
    groups = attributes.map { attribute in firsts.map { attribute.codes[$0] } }
    outcomes = firsts.map { cases.outcomes[$0] }
    decisions = firsts.map { cases.decisions[$0] }
  }

  /// All cases.
  func confusion(_ counts: [Int]) -> Confusion {
    var confusion = Confusion()
    for cell in counts.indices {
      confusion.add(outcome: outcomes[cell], decision: decisions[cell], count: counts[cell])
    }
    return confusion
  }

  /// The cases of each group of an attribute.
  func rates(_ counts: [Int], of attribute: Int, _ names: Cases.Attribute) -> GroupRates {
    var groupCounts = [Confusion](repeating: Confusion(), count: names.groups.count)
    for cell in counts.indices {
      let group = Int(groups[attribute][cell])
      if group >= 0 {
        groupCounts[group].add(outcome: outcomes[cell], decision: decisions[cell], count: counts[cell])
      }
    }
    return GroupRates(attribute: names.name, groups: names.groups, counts: groupCounts)
  }

  /// How many cases each cell holds.
  var sizes: [Int] {
    var sizes = [Int](repeating: 0, count: count)
    for cell in cells { sizes[Int(cell)] += 1 }
    return sizes
  }
}
