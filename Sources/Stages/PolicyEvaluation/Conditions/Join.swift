import AuditModel
import CEL
import Diagnostics
import Rows
import YAML

/// A further record that a gate's conditions can name: `{change: changes on record.change == change.id}`.
struct Join: Sendable {
  let alias: String
  let kind: DatasetKind
  let key: JoinKey
  /// Where the time of the record that looks another one up stands, if it has one.
  let time: Int?

  var declaration: CELJoin { CELJoin(alias, kind.schema) }

  /// The joins of a gate; what is wrong is reported and left out.
  static func read(_ map: YAMLMapping, _ kind: DatasetKind, _ context: ReadingContext) -> [Join] {
    guard let joins = map.mapping("join") else { return [] }
    return joins.all().compactMap { entry in read(entry, joins, kind, context) }
  }

  private static func read(
    _ entry: YAMLNode.Entry, _ map: YAMLMapping, _ kind: DatasetKind, _ context: ReadingContext
  ) -> Join? {
    let text = entry.value.text ?? ""
    guard let mark = text.firstRange(of: " on ") else {
      map.error(
        "a join names a dataset and a condition", at: entry.value,
        hint: "write \(entry.name): changes on record.change == \(entry.name).id")
      return nil
    }
    let name = String(text[..<mark.lowerBound])
    guard let joined = context.kind(named: name) else {
      let unknown = context.unknownDataset(name)
      map.error(unknown.message, at: entry.value, hint: unknown.hint)
      return nil
    }
    guard joined.name != DatasetKinds.events.name else {
      map.error(
        "events cannot be joined: they stream by once", at: entry.value,
        hint: "make the gate one on events, and join the other dataset")
      return nil
    }
    let condition = String(text[mark.upperBound...])
    do throws(CELErrors) {
      let declaration = CELJoin(entry.name, joined.schema)
      let key = try JoinKey(condition, declaration, context.environment(kind, []))
      return Join(
        alias: entry.name, kind: joined, key: key, time: kind.selection.time.flatMap { kind.schema.position(of: $0) })
    } catch {
      let lead = text.unicodeScalars.count - condition.unicodeScalars.count
      for problem in error.all {
        let shifted = CELError(problem.message, at: (problem.offset ?? 0) + lead, hint: problem.hint)
        map.collector.report(shifted.diagnostic(in: text, at: entry.value, of: map.file))
      }
      return nil
    }
  }
}
