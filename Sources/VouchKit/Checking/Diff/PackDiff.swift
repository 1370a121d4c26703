import Bytes
import Diagnostics
import JSON
import Packaging

/// Two packs held against each other: what changed in what they say, each with its possible causes.
struct PackDiff {
  let old: ComparedPack
  let new: ComparedPack
  let inputs: ChangedInputs

  init(_ old: ComparedPack, _ new: ComparedPack) {
    self.old = old
    self.new = new
    inputs = ChangedInputs(old, new)
  }

  var isSame: Bool { old.report.content == new.report.content }

  /// Gates in the new pack's order, then what they add up to, figures, populations, findings, and files that no fact explains.
  func differences() throws(Diagnostic) -> [PackDifference] {
    let gates = gateDifferences()
    let facts = gates + standings(gates) + metricDifferences() + populations() + findings()
    return facts + (facts.isEmpty ? try files() : [])
  }

  // MARK: Gates

  private func gateDifferences() -> [PackDifference] {
    let ids = new.gateOrder + old.gateOrder.filter { new.decisions[$0] == nil }
    return ids.flatMap { id -> [PackDifference] in
      switch (old.decisions[id], new.decisions[id]) {
      case (let before?, let after?): return differences(id, before, after)
      case (let before?, nil): return [came(id, before["decision"], nil)]
      case (nil, let after?): return [came(id, nil, after["decision"])]
      case (nil, nil): return []
      }
    }
  }

  private func came(_ id: String, _ before: JSONValue?, _ after: JSONValue?) -> PackDifference {
    PackDifference(
      subject: .gate, id: id, field: after == nil ? "gate that went" : "gate that came", old: shown(before),
      new: shown(after),
      causes: inputs.causes(ofText: id))
  }

  private static let worded = [
    "name", "policy", "clause", "severity", "kind", "controls", "metric", "comparison", "limit",
  ]
  private static let counted = [
    "decision", "value", "n", "interval", "population", "sample", "exception_count", "waiver", "response",
  ]

  private func differences(_ id: String, _ before: JSONValue, _ after: JSONValue) -> [PackDifference] {
    let text = PackDiff.worded.compactMap { field in
      difference(.gate, id, field, before[field], after[field], inputs.causes(ofText: id))
    }
    let isWaived = [before, after].contains {
      ["waived", "waiver_expired"].contains($0["decision"]?.string) || !($0["waiver"]?.isNull ?? true)
    }
    let counts = ["value", "n", "population", "exception_count"]
    let isWaiverAlone =
      isWaived && !inputs.waivers.isEmpty && text.isEmpty && counts.allSatisfy { shown(before[$0]) == shown(after[$0]) }
    let causes =
      isWaiverAlone
      ? [.waiver]
      : inputs.causes(gate: id, sources: sources(id, before).union(sources(id, after)), touchesWaiver: isWaived)
    let results = PackDiff.counted.compactMap { difference(.gate, id, $0, before[$0], after[$0], causes) }
    return text + results + exceptions(id, before, after, causes)
  }

  /// The sources that a gate's records, exceptions and metric come from.
  private func sources(_ id: String, _ gate: JSONValue) -> Set<String> {
    var names = Set((gate["exceptions"]?.array ?? []).compactMap { $0["source"]?.string })
    for side in [old, new] {
      guard let kind = side.policies.records[id] else { continue }
      names.formUnion(side.sources.filter { $0.value["kind"]?.string == kind }.keys)
    }
    if let metric = gate["metric"]?.string {
      for side in [old, new] { if let from = side.metrics[metric]?["from"]?.string { names.insert(from) } }
    }
    return names
  }

  private func exceptions(
    _ id: String, _ before: JSONValue, _ after: JSONValue, _ causes: [PackDifference.Cause]
  ) -> [PackDifference] {
    func ids(_ gate: JSONValue) -> [String] { (gate["exceptions"]?.array ?? []).compactMap { $0["id"]?.string } }
    let (left, right) = (Set(ids(before)), Set(ids(after)))
    let went = ids(before).filter { !right.contains($0) }
    let came = ids(after).filter { !left.contains($0) }
    return [("exceptions that went", went, []), ("exceptions that came", [], came)].filter { !($0.1 + $0.2).isEmpty }
      .map {
        PackDifference(
          subject: .gate, id: id, field: $0.0, old: $0.1.joined(separator: ", "), new: $0.2.joined(separator: ", "),
          causes: causes)
      }
  }

  // MARK: What gates add up to

  /// A control has the causes of its gates; a criterion those of all.
  private func standings(_ gates: [PackDifference]) -> [PackDifference] {
    func causes(_ control: String?) -> [PackDifference.Cause] {
      let members = gates.filter { gate in
        control == nil
          || [old, new].contains { side in
            side.decisions[gate.id]?["controls"]?.array?.contains { $0.string == control } ?? false
          }
      }
      let all = Set(members.flatMap(\.causes))
      return all.isEmpty ? inputs.causes(ofText: "") : PackDifference.Cause.allCases.filter { all.contains($0) }
    }
    return standings(.control, old.controls, new.controls) { causes($0) }
      + standings(.criterion, old.criteria, new.criteria) { _ in causes(nil) }
  }

  private func standings(
    _ subject: PackDifference.Subject, _ before: [String: String], _ after: [String: String],
    _ causes: (String) -> [PackDifference.Cause]
  ) -> [PackDifference] {
    Set(before.keys).union(after.keys).sortedByBytes().compactMap { id in
      difference(subject, id, "standing", before[id].map { .string($0) }, after[id].map { .string($0) }, causes(id))
    }
  }

  // MARK: Figures and populations

  private func metricDifferences() -> [PackDifference] {
    Set(old.metrics.keys).union(new.metrics.keys).sortedByBytes().flatMap { title -> [PackDifference] in
      let (before, after) = (old.metrics[title], new.metrics[title])
      let from = (after ?? before)?["from"]?.string
      let isSource = from.map { new.sources[$0] != nil || old.sources[$0] != nil } ?? false
      let causes = inputs.causes(source: isSource ? from : nil)
      return ["value", "n", "unit", "interval", "undefined"].compactMap {
        difference(.metric, title, $0, before?[$0], after?[$0], causes)
      }
    }
  }

  private func populations() -> [PackDifference] {
    let fields = ["read", "used", "rejected", "duplicate", "outside_period", "filtered", "expected"]
    return Set(old.sources.keys).union(new.sources.keys).sortedByBytes().flatMap { name -> [PackDifference] in
      fields.compactMap {
        difference(.population, name, $0, old.sources[name]?[$0], new.sources[name]?[$0], inputs.causes(source: name))
      }
    }
  }

  private func findings() -> [PackDifference] {
    let (before, after) = (Set(old.findings), Set(new.findings))
    let causes = PackDifference.Cause.allCases.filter { cause in inputs.all.contains { $0.cause == cause } }
    return old.findings.filter { !after.contains($0) }.map {
      PackDifference(subject: .finding, id: $0, field: "finding that went", old: "there", new: "", causes: causes)
    }
      + new.findings.filter { !before.contains($0) }.map {
        PackDifference(subject: .finding, id: $0, field: "finding that came", old: "", new: "there", causes: causes)
      }
  }

  /// Files that differ though no fact does.
  private func files() throws(Diagnostic) -> [PackDifference] {
    let causes = PackDifference.Cause.allCases.filter { cause in inputs.all.contains { $0.cause == cause } }
    var differences: [PackDifference] = []
    for name in Set(old.pack.names + new.pack.names).sortedByBytes()
    where name != PackFormat.sums && name != PackFormat.manifest {
      let before = old.pack.has(name) ? try old.pack.digest(of: name) : nil
      let after = new.pack.has(name) ? try new.pack.digest(of: name) : nil
      if before == after { continue }
      func size(_ side: ComparedPack) -> String {
        side.pack.members.size(of: name).map { "\($0) bytes" } ?? ""
      }
      differences.append(
        PackDifference(subject: .file, id: name, field: "bytes", old: size(old), new: size(new), causes: causes))
    }
    return differences
  }

  // MARK: Values in words

  private func difference(
    _ subject: PackDifference.Subject, _ id: String, _ field: String, _ before: JSONValue?, _ after: JSONValue?,
    _ causes: [PackDifference.Cause]
  ) -> PackDifference? {
    let (old, new) = (shown(before), shown(after))
    return old.utf8.elementsEqual(new.utf8)
      ? nil : PackDifference(subject: subject, id: id, field: field, old: old, new: new, causes: causes)
  }

  /// A value in one line: canonical JSON, texts without quotes, nothing for what is absent.
  private func shown(_ value: JSONValue?) -> String {
    guard let value, !value.isNull else { return "" }
    if let text = value.string { return text }
    guard let bytes = try? CanonicalJSON.write(value) else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }
}
