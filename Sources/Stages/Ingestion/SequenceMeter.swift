import AuditModel

/// What one record says of its place in a numbered log.
struct SequenceEntry: Sendable {
  /// Line and ordinal of the record, counted from 1 in its chunk.
  let line: UInt32
  let ordinal: UInt32
  /// Nil for a record without a number, and for one that cannot be read.
  let number: Int64?
  let isRejected: Bool
}

/// Watches the numbers of a log in the order of its records, rejected ones included: they are there.
struct SequenceMeter {
  private(set) var account = SequenceAccount()

  mutating func note(_ entry: SequenceEntry, _ origin: @autoclosure () -> RecordOrigin) {
    guard let number = entry.number else {
      if entry.isRejected { account.unreadable += 1 } else { account.unnumbered += 1 }
      return
    }
    defer { account.last = max(account.last ?? number, number) }
    guard let last = account.last else {
      account.first = number
      return
    }
    if number <= last {
      account.repeated += 1
    } else {
      let step = number.subtractingReportingOverflow(last)
      let passed = step.overflow ? Int64.max : step.partialValue - 1
      if passed == 0 { return }
      let sum = account.missing.addingReportingOverflow(passed)
      account.missing = sum.overflow ? .max : sum.partialValue
    }
    if account.breaks.count < SequenceAccount.breakLimit { account.breaks.append(origin()) }
  }
}

/// Follows the hashes of a log from record to record.
struct ChainMeter {
  private(set) var account = ChainAccount()
  private var expected: String?
  private var isFirst = true

  mutating func note(_ link: ChainLink, _ origin: @autoclosure () -> RecordOrigin) {
    let follows = isFirst || (link.previous != nil && link.previous == expected)
    if follows, !link.contradictsItself {
      if !isFirst { account.confirmed += 1 }
    } else {
      account.broken += 1
      if account.breaks.count < SequenceAccount.breakLimit { account.breaks.append(origin()) }
    }
    isFirst = false
    expected = link.digest
  }
}
