import Rows

/// The records of one key of a sequence, held in little room: there may be millions.
struct SequenceTrail: Sendable {
  private var marks: [Mark] = []
  /// By the place of the mark; empty as long as no record has a name.
  private var names: [String?] = []

  /// All of a step but its name.
  private struct Mark {
    let at: Instant
    let line: Int
    let ordinal: Int
    let source: UInt32
    let file: UInt32
    let roles: SequenceFold.Roles

    init(_ step: SequenceFold.Step) {
      at = step.at
      line = step.line
      ordinal = step.ordinal
      // No definition names so many sources, and no source so many files.
      source = UInt32(clamping: step.source)
      file = UInt32(clamping: step.file)
      roles = step.roles
    }
  }

  mutating func append(_ step: SequenceFold.Step) {
    if step.name != nil || !names.isEmpty {
      pad()
      names.append(step.name)
    }
    marks.append(Mark(step))
  }

  /// Adds the records that come behind these in the order of the files.
  mutating func append(_ more: SequenceTrail) {
    if !more.names.isEmpty || !names.isEmpty {
      pad()
      names += more.names.isEmpty ? [String?](repeating: nil, count: more.marks.count) : more.names
    }
    marks += more.marks
  }

  /// Gives the marks that came before the first name none.
  private mutating func pad() {
    while names.count < marks.count { names.append(nil) }
  }

  /// The records as they came.
  var steps: [SequenceFold.Step] {
    marks.enumerated().map { place, mark in
      SequenceFold.Step(
        at: mark.at, source: Int(mark.source), file: Int(mark.file), line: mark.line, ordinal: mark.ordinal,
        name: names.isEmpty ? nil : names[place], roles: mark.roles)
    }
  }
}
