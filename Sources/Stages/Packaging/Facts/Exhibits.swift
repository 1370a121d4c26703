package import AuditModel
import CSV

/// The exhibits of a pack: CSV files, numbered EX-001 and on, that back what the reports say.
package enum Exhibits {
  /// An exhibit with its place in the pack.
  package struct Exhibit: Sendable {
    /// `exhibits/EX-001.csv`.
    package let name: String
    package let title: String
    package let bytes: [UInt8]
    /// The source whose rejected records it holds.
    package let rejectedSource: String?

    init(name: String, title: String, bytes: [UInt8], rejectedSource: String? = nil) {
      self.name = name
      self.title = title
      self.bytes = bytes
      self.rejectedSource = rejectedSource
    }
  }

  static func isExhibit(_ name: String) -> Bool { name.hasPrefix("exhibits/") && name.hasSuffix(".csv") }

  /// Exceptions of each gate in the order of the gates, then rejected records of each source; and the decisions with the
  /// names of their exhibits.
  package static func make(
    _ decisions: [GateDecision], _ reconciliation: [SourceReconciliation]
  ) -> (exhibits: [Exhibit], decisions: [GateDecision]) {
    var exhibits: [Exhibit] = []
    func nextName() -> String {
      let number = String(exhibits.count + 1)
      return "exhibits/EX-" + String(repeating: "0", count: max(0, 3 - number.utf8.count)) + number + ".csv"
    }
    let named = decisions.map { decision -> GateDecision in
      guard let tested = decision.tested, !tested.exceptions.isEmpty else { return decision }
      let name = nextName()
      exhibits.append(
        Exhibit(name: name, title: "Exceptions of \(decision.gate.name)", bytes: exceptions(tested, of: decision)))
      return decision.with(exhibit: name)
    }
    for source in reconciliation where !source.rejections.isEmpty {
      exhibits.append(
        Exhibit(
          name: nextName(), title: "Rejected records of \(source.name)", bytes: rejects(source),
          rejectedSource: source.name))
    }
    for decision in decisions {
      guard let sample = decision.tested?.sample else { continue }
      let title = decision.gate.name
      exhibits.append(Exhibit(name: nextName(), title: "Population of \(title)", bytes: sample.populationExhibit))
      let fields = decision.tested?.fields ?? []
      exhibits.append(
        Exhibit(name: nextName(), title: "Sample of \(title)", bytes: SampleWorksheet.bytes(sample, fields: fields)))
    }
    return (exhibits, named)
  }

  /// One row an exception: where its record is, why it failed, what management says, and every field that the test reads.
  private static func exceptions(_ tested: TestedPopulation, of decision: GateDecision) -> [UInt8] {
    var writer = CSVWriter(guardsFormulas: true)
    writer.append(["id", "source", "file", "line", "record", "why", "management_response"] + tested.fields)
    for exception in tested.exceptions {
      let origin = exception.origin
      writer.append(
        [
          exception.id, origin.source, origin.file, origin.line > 0 ? String(origin.line) : "",
          origin.ordinal > 0 ? String(origin.ordinal) : "", exception.why,
          decision.response(to: exception)?.words ?? "",
        ] + exception.values)
    }
    return writer.bytes
  }

  private static func rejects(_ source: SourceReconciliation) -> [UInt8] {
    var writer = CSVWriter(guardsFormulas: true)
    writer.append(["source", "file", "line", "record", "reason", "excerpt"])
    for rejection in source.rejections {
      let origin = rejection.origin
      writer.append([
        origin.source, origin.file, String(origin.line), String(origin.ordinal), rejection.reason, rejection.excerpt,
      ])
    }
    return writer.bytes
  }
}
