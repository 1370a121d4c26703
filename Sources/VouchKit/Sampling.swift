import Diagnostics
import Packaging
import PolicyEvaluation

/// A sample that was drawn, with what a tester needs.
public struct DrawnSample: Sendable {
  public let sample: Sample
  /// CSV: one row an item, with columns to fill in.
  public let worksheet: [UInt8]
}

extension Vouch {
  /// Draws a sample: that of a gate with `sample`, by the gate's id, or `size` records of a dataset with a seed.
  ///
  /// Events stream by and are not held: a gate draws from them. The population is written to `population`, if given.
  public static func sample(
    _ options: RunOptions, of name: String, size: Int?, seed: String?, population: String? = nil,
    progress: @escaping @Sendable (String) -> Void = { _ in }
  ) async throws(Diagnostics) -> DrawnSample {
    let drawn = try await draw(options, of: name, size: size, seed: seed, progress: progress)
    do throws(Diagnostic) {
      if let population { try FileWriting.replace(population, with: drawn.sample.populationExhibit) }
      return drawn
    } catch {
      throw Diagnostics(error)
    }
  }

  private static func draw(
    _ options: RunOptions, of name: String, size: Int?, seed: String?,
    progress: @escaping @Sendable (String) -> Void
  ) async throws(Diagnostics) -> DrawnSample {
    let facts = try await evaluate(options, progress: progress)
    if let decision = facts.decisions.first(where: { $0.gate.id == name }) {
      guard let tested = decision.tested, let sample = tested.sample else {
        throw Diagnostics(Diagnostic("gate '\(name)' draws no sample: \(decision.reason)", hint: "give it a 'sample'"))
      }
      return DrawnSample(sample: sample, worksheet: SampleWorksheet.bytes(sample, fields: tested.fields))
    }
    guard let table = facts.tables[name] else {
      let known = facts.tables.keys.sortedByBytes() + facts.decisions.filter { $0.tested?.sample != nil }.map(\.gate.id)
      throw Diagnostics(
        Diagnostic("no dataset and no gate '\(name)' to draw from", hint: suggestionHint(for: name, in: known)))
    }
    guard let size, let seed else {
      throw Diagnostics(Diagnostic("a sample of a dataset needs a size and a seed", hint: "add --size 25 --seed TEXT"))
    }
    let fields = table.schema.fields.map(\.name)
    guard let sample = SampleDraw.draw(name, of: items(table, fields, facts), fields: fields, size: size, seed: seed)
    else { throw Diagnostics(Diagnostic("no sample can be drawn: the ids of '\(name)' are not unique")) }
    return DrawnSample(sample: sample, worksheet: SampleWorksheet.bytes(sample, fields: fields))
  }

  /// Every record of a table under its id, or under its place where its kind has no id.
  private static func items(_ table: Table, _ fields: [String], _ facts: Facts) -> [Sample.Item] {
    table.rows.map { row in
      let sources = facts.reconciliation
      let account = sources.indices.contains(row.source) ? sources[row.source] : nil
      let file = account.flatMap { $0.files.indices.contains(row.file) ? $0.files[row.file].path : nil } ?? ""
      let id = row.written("id")
      return Sample.Item(
        id: id.isEmpty ? "\(file):\(row.line)" : id, rank: "",
        origin: RecordOrigin(source: account?.name ?? "", file: file, line: row.line, ordinal: row.ordinal),
        values: fields.map { row.written($0) })
    }
  }
}
