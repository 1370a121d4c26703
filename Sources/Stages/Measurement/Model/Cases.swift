package import AuditModel
package import Diagnostics
package import Rows

/// The predictions in columns: what every figure of the model is computed from.
package struct Cases: Sendable {
  /// In file order.
  package var ids: [String] = []
  package var outcomes: [Bool] = []
  package var scores: [Double] = []
  package var decisions: [Bool] = []
  package var attributes: [Attribute] = []
  /// Whether every score lies between 0 and 1: only then is it a probability.
  package var areProbabilities = true
  /// Cases whose id an earlier one has, and where the first of them stands.
  package private(set) var repeated: Repeated?
  /// Exported decisions that are not what the score and the threshold give.
  package private(set) var differing = 0

  package var count: Int { outcomes.count }

  /// A protected attribute: the group of each case.
  package struct Attribute: Sendable {
    package let name: String
    /// In the order of their bytes.
    package var groups: [String]
    /// The position in `groups` of each case; `none` where the export does not say.
    package var codes: [Int32]

    package static let none: Int32 = -1

    package var missing: Int { codes.count { $0 == Attribute.none } }
  }

  /// Cases with the id of an earlier one: how many, and the first.
  package struct Repeated: Sendable {
    package let count: Int
    package let id: String
    package let place: Location
  }

  /// An attribute with more groups than this is no protected attribute but an identifier.
  package static let mostGroups = 200

  /// Intersections of more groups than this are refused.
  package static let mostCrossedGroups = 10_000

  /// Reads the table of predictions; a row without an outcome or a score, which redaction leaves, is no case.
  ///
  /// Errors: outcomes and decisions of three values, an attribute of too many groups, or several that cross to too many.
  package init(_ table: Table, _ model: ModelDefinition, place: (Table.Row) -> Location) throws(Diagnostics) {
    let schema = table.schema
    guard let id = schema.position(of: "id"), let truth = schema.position(of: "y_true"),
      let score = schema.position(of: "y_score"), let decision = schema.position(of: "y_pred")
    else { return }
    reserve(table.count)
    let labels = Labels(model.positive, table)
    var isCase: [Bool] = []
    isCase.reserveCapacity(table.count)
    var isSeen = [Bool](repeating: false, count: table.symbols.count)
    var repeats: [Int] = []
    for batch in table.batches {
      for row in 0..<batch.count {
        guard let outcome = labels.code(batch.cell(truth, row)), let value = batch.cell(score, row).double else {
          isCase.append(false)
          continue
        }
        isCase.append(true)
        outcomes.append(outcome == labels.positive)
        scores.append(value == 0 ? 0 : value)
        let own = value >= model.threshold
        let exported = labels.code(batch.cell(decision, row)).map { $0 == labels.positive } ?? own
        decisions.append(exported)
        if exported != own { differing += 1 }
        if value < 0 || value > 1 { areProbabilities = false }
        let symbol = batch.cell(id, row).symbol
        ids.append(symbol.map { table.symbols.text($0) } ?? "")
        guard let symbol else { continue }
        if isSeen[Int(symbol)] { repeats.append(isCase.count - 1) }
        isSeen[Int(symbol)] = true
      }
    }
    if let first = repeats.first {
      let row = table.rows[first]
      repeated = Repeated(count: repeats.count, id: row.text("id") ?? "", place: place(row))
    }
    var problems = labels.surplus(in: table, place: place).map { [$0] } ?? []
    for name in model.protected {
      let attribute = Cases.attribute(name, table, isCase)
      if attribute.groups.isEmpty, count > 0 {
        problems.append(
          Diagnostic(
            "no prediction states the protected attribute '\(name)'",
            hint: "it must be a column of the predictions, or a field that is mapped to one"))
      }
      if attribute.groups.count > Cases.mostGroups {
        problems.append(
          Diagnostic(
            "protected attribute '\(name)' has \(attribute.groups.count) groups, more than \(Cases.mostGroups)",
            hint: "export it in bands, or take it out of 'protected'"))
      }
      attributes.append(attribute)
    }
    problems += model.intersections.compactMap { crossed($0, most: Cases.mostCrossedGroups) }
    // Group rates count the cases of every combination, by a number of 64 bits.
    if problems.isEmpty, let problem = crossed(model.protected, most: Int.max / 8) { problems.append(problem) }
    guard problems.isEmpty else { throw Diagnostics(problems) }
  }

  /// What is wrong with crossing attributes, if they make more than `most` groups.
  private func crossed(_ names: [String], most: Int) -> Diagnostic? {
    var product = 1
    for attribute in attributes where names.contains(attribute.name) {
      let (next, overflow) = product.multipliedReportingOverflow(by: attribute.groups.count + 1)
      guard !overflow, next <= most else {
        return Diagnostic(
          "the attributes \(names.joined(separator: ", ")) make more than \(most) groups together",
          hint: "export them in bands, or cross fewer of them")
      }
      product = next
    }
    return nil
  }

  private mutating func reserve(_ count: Int) {
    ids.reserveCapacity(count)
    outcomes.reserveCapacity(count)
    scores.reserveCapacity(count)
    decisions.reserveCapacity(count)
  }

  /// `isCase` says of each row whether it is a case.
  private static func attribute(_ name: String, _ table: Table, _ isCase: [Bool]) -> Attribute {
    guard let column = table.schema.position(of: name) else { return Attribute(name: name, groups: [], codes: []) }
    var names: [Int32] = Array(repeating: Attribute.none, count: table.symbols.count)
    var symbols: [UInt32] = []
    var codes: [Int32] = []
    codes.reserveCapacity(table.count)
    var cases = isCase.makeIterator()
    for batch in table.batches {
      for row in 0..<batch.count where cases.next() == true {
        guard let symbol = batch.cell(column, row).symbol else {
          codes.append(Attribute.none)
          continue
        }
        if names[Int(symbol)] == Attribute.none {
          names[Int(symbol)] = Int32(symbols.count)
          symbols.append(symbol)
        }
        codes.append(names[Int(symbol)])
      }
    }
    let texts = symbols.map { table.symbols.text($0) }
    let order = texts.indices.sorted { texts[$0].utf8.lexicographicallyPrecedes(texts[$1].utf8) }
    var place = Array(repeating: Attribute.none, count: texts.count)
    for (position, old) in order.enumerated() { place[old] = Int32(position) }
    return Attribute(
      name: name, groups: order.map { texts[$0] },
      codes: codes.map { $0 == Attribute.none ? Attribute.none : place[Int($0)] })
  }
}

extension Cases {
  /// Cases given by hand: for what is computed over a part of them, and for tests.
  package init(outcomes: [Bool], scores: [Double], decisions: [Bool], attributes: [Attribute] = []) {
    self.outcomes = outcomes
    self.scores = scores
    self.decisions = decisions
    self.attributes = attributes
    ids = outcomes.indices.map { "\($0)" }
    areProbabilities = scores.allSatisfy { (0...1).contains($0) }
  }

  /// The attribute whose groups are those of several, crossed: `sex*age_group` with the groups `female*25-34` …
  ///
  /// Every pair of groups is there, also one that no case belongs to.
  package func crossing(_ names: [String]) -> Attribute {
    let parts = names.compactMap { name in attributes.first { $0.name == name } }
    var groups = [""]
    for (index, part) in parts.enumerated() {
      groups = groups.flatMap { first in part.groups.map { index == 0 ? $0 : first + "*" + $0 } }
    }
    let codes = (0..<count).map { row -> Int32 in
      var code: Int32 = 0
      for part in parts {
        let own = part.codes[row]
        if own == Attribute.none { return Attribute.none }
        code = code * Int32(part.groups.count) + own
      }
      return code
    }
    return Attribute(name: names.joined(separator: "*"), groups: groups, codes: codes)
  }
}
