/// One record before it is written: its members in order, and what the generator knows about it.
struct Row {
  /// By what `planted.json` names the record.
  let id: String
  /// The kind's own time, where it has one.
  let time: Moment?
  /// Whether the record belongs to the period by its kind's rule.
  let isInside: Bool
  let members: [(String, JSONText)]

  /// A record of a kind that occurs: it belongs to the quarter in which its time lies.
  static func occurring(
    _ id: String, at time: Moment, in quarter: Quarter, _ members: [(String, JSONText)]
  ) -> Row {
    Row(id: id, time: time, isInside: quarter.contains(time), members: members)
  }

  /// A record of a kind that is open for a while: it belongs to the quarter that its life touches.
  static func open(
    _ id: String, from start: Moment, to end: Moment?, in quarter: Quarter, _ members: [(String, JSONText)]
  ) -> Row {
    let touches = start < quarter.end.at(0) && (end ?? start) >= quarter.start.at(0)
    return Row(
      id: id, time: start, isInside: touches || end == nil && start < quarter.end.at(0), members: members)
  }

  var asJSON: Entry { Entry(row: self, bytes: JSONText.object(members).compact) }
  var asCSV: Entry { Entry(row: self, bytes: CSVText.line(members.map(\.1))) }
}

/// One record as it stands in a file, or a stretch of bytes that is meant not to be a record.
struct Entry {
  enum Fate {
    case inside, outside
    /// Rejected, with what is wrong.
    case malformed(String)
  }

  let bytes: [UInt8]
  let id: String
  let time: Moment?
  let fate: Fate

  init(row: Row, bytes: [UInt8]) {
    self.bytes = bytes
    id = row.id
    time = row.time
    fate = row.isInside ? .inside : .outside
  }

  init(malformed bytes: [UInt8], _ reason: String) {
    self.bytes = bytes
    id = ""
    time = nil
    fate = .malformed(reason)
  }

  init(malformed text: String, _ reason: String) { self.init(malformed: Array(text.utf8), reason) }
}
