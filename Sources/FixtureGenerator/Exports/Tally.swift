/// What reconciliation has to say about a file or a source: counted while writing, never by reading back.
///
/// Of the classes rejected, duplicate and outside the period the first that applies counts. A duplicate is the second
/// or later record with an identity, in file order over the source's files in byte order. Out of order is a parsed
/// record whose time is earlier than that of the parsed record before it in its file. First, last and the largest gap
/// between neighbours in time order are of the used records.
struct Tally {
  var read = 0
  var rejected: [(line: Int, reason: String)] = []
  var duplicates: [Int] = []
  var outside: [Int] = []
  var used = 0
  var outOfOrder = 0
  private var times: [Moment] = []

  /// One tally for each file of the source, in file order.
  static func files(of source: Source) -> [Tally] {
    var seen: Set<String> = []
    return source.files.map { file in
      var tally = Tally()
      var previous: Moment?
      for (entry, line) in zip(file.entries, file.lines) {
        let isRepeated = source.hasUniqueKey && !entry.id.isEmpty && !seen.insert(entry.id).inserted
        tally.count(entry, line: line, isRepeated: isRepeated, previous: &previous)
      }
      return tally
    }
  }

  /// The tallies of a source's files as one.
  static func total(_ parts: [Tally]) -> Tally {
    var total = Tally()
    for part in parts {
      total.read += part.read
      total.rejected += part.rejected
      total.duplicates += part.duplicates
      total.outside += part.outside
      total.used += part.used
      total.outOfOrder += part.outOfOrder
      total.times += part.times
    }
    return total
  }

  private mutating func count(_ entry: Entry, line: Int, isRepeated: Bool, previous: inout Moment?) {
    read += 1
    if case .malformed(let reason) = entry.fate {
      rejected.append((line, reason))
      return
    }
    if let time = entry.time {
      if let previous, time < previous { outOfOrder += 1 }
      previous = time
    }
    if isRepeated {
      duplicates.append(line)
    } else if case .outside = entry.fate {
      outside.append(line)
    } else {
      used += 1
      if let time = entry.time { times.append(time) }
    }
  }

  /// The members of the tally in `planted.json`; with the lines for a file, without for a source.
  func members(withLines: Bool) -> [(String, JSONText)] {
    let ordered = times.sorted()
    let gap = zip(ordered, ordered.dropFirst()).map { $1 - $0 }.max()
    var members: [(String, JSONText)] = [
      ("read", .int(read)), ("parsed", .int(read - rejected.count)), ("rejected", .int(rejected.count)),
      ("duplicate", .int(duplicates.count)), ("outside_period", .int(outside.count)), ("filtered", .int(0)),
      ("used", .int(used)), ("out_of_order", .int(outOfOrder)), ("first", .time(ordered.first)),
      ("last", .time(ordered.last)), ("largest_gap_seconds", gap.map(JSONText.int) ?? .null),
    ]
    guard withLines else { return members }
    let rejects = rejected.map { JSONText.object([("line", .int($0.line)), ("wrong", .string($0.reason))]) }
    if !rejects.isEmpty { members.append(("rejected_lines", .array(rejects))) }
    if !duplicates.isEmpty { members.append(("duplicate_lines", .array(duplicates.map(JSONText.int)))) }
    if !outside.isEmpty { members.append(("outside_lines", .array(outside.map(JSONText.int)))) }
    return members
  }
}
