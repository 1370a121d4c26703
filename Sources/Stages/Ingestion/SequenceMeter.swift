import AuditModel

/// Watches the numbers of a log in the order of its records.
struct SequenceMeter {
  private(set) var account = SequenceAccount()

  mutating func note(_ number: Int64?, _ origin: @autoclosure () -> RecordOrigin) {
    guard let number else {
      account.unnumbered += 1
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
