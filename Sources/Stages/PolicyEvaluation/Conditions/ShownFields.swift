import AuditModel
import CEL
import Rows

/// The columns of a gate's exhibit: what its conditions read of a record and of those that it joins, what the joins find
/// those by, and, for events, who did it.
struct ShownFields: Sendable {
  /// Fields of the record, by position.
  let columns: [Int]
  /// Fields of joined records, behind those of the record.
  let joined: [JoinedField]
  /// As the exhibit heads them.
  let names: [String]
  /// Those that no condition reads.
  let untested: [String]
  /// The position of an event's actor.
  private let actor: Int?

  init(_ kind: DatasetKind, _ tests: [AttributeTest]) {
    func name(_ column: Int) -> String { kind.schema.fields[column].name }
    let read = Set(tests.flatMap { $0.columns + $0.joinColumns })
    actor = kind.name == DatasetKinds.events.name ? kind.schema.position(of: "actor") : nil
    columns = read.union(actor.map { [$0] } ?? []).sorted()
    var joined: [JoinedField] = []
    for field in tests.flatMap(\.joinedFields) where !joined.contains(field) { joined.append(field) }
    self.joined = joined
    names = columns.map(name) + joined.map(\.name)
    untested = columns.filter { !read.contains($0) }.map(name)
  }

  /// What a condition reads of a record, of the values that are shown, and who did it.
  func read(by test: AttributeTest, _ values: [String]) -> [(field: String, value: String)] {
    let isRead =
      columns.map { test.columns.contains($0) || $0 == actor } + joined.map { test.joinedFields.contains($0) }
    return zip(isRead, zip(names, values)).filter(\.0).map { (field: $0.1.0, value: $0.1.1) }
  }
}
