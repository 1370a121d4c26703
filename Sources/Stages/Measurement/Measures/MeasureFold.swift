package import AuditModel
import Bytes
import CEL
package import Rows

/// Gathers what one measure needs, in one pass over its dataset.
///
/// Everything in it is a count, an exact sum, an extreme or a multiset, so that the figure is the same however the records
/// were cut into chunks.
package struct MeasureFold: ChunkFold {
  package let measure: Measure
  private let grouping: OpenAccounts.Grouping
  /// Whether nothing of a record is read but its group.
  private let counts: Bool
  private var open = OpenAccounts()
  /// Of all closed chunks.
  private var closed: [[MeasureAccount.KeyPart]: MeasureAccount] = [:]
  /// Records whose group cannot be computed: they may belong to any.
  private var stray = MeasureFailures()

  package init(_ measure: Measure) {
    self.measure = measure
    grouping = OpenAccounts.Grouping(measure.groups)
    if case .count = measure.operation { counts = true } else { counts = false }
  }

  package var columns: Set<Int>? {
    Set((measure.selects?.columns ?? []) + measure.groups.flatMap(\.columns) + measure.operation.columns)
  }

  package var anchor: Anchor? { measure.selects?.anchor }

  package mutating func absorb(_ batch: borrowing Batch, _ symbols: borrowing Symbols) {
    // Taken out of the fold once: in it they would be copied for every record.
    let (measure, grouping, counts) = (measure, grouping, counts)
    for row in batch.admitted {
      let row = Int(row)
      do throws(CELError) {
        let outcome = measure.selects?.evaluate(batch, row, symbols) ?? .holds
        if case .fails = outcome { continue }
        let place = try open.place(measure, grouping, batch, row, symbols)
        do throws(CELError) {
          // Where it cannot be told whether a record is selected, its group has no figure.
          if case .error(let doubt) = outcome { throw doubt }
          if counts {
            open.accounts[place].size += 1
          } else {
            try measure.add(batch, row, symbols, to: &open.accounts[place])
          }
        } catch { open.accounts[place].failures.note(error.message, batch, row) }
      } catch { stray.note(error.message, batch, row) }
    }
  }

  package mutating func close(_ symbols: borrowing Symbols) {
    let symbols = copy symbols
    for (key, account) in zip(open.groups, open.accounts) {
      closed[key.map { $0.named(symbols) }, default: MeasureAccount()].merge(account.named(symbols))
    }
    open = OpenAccounts()
  }

  package mutating func merge(_ next: MeasureFold) {
    stray.merge(next.stray)
    for (key, account) in next.closed { closed[key, default: MeasureAccount()].merge(account) }
  }

  /// What was gathered under a metric's labels.
  func account(_ labels: [Metric.Label]) -> MeasureAccount? {
    closed.first { entry in
      zip(measure.groups, entry.key).allSatisfy { labels.contains(Metric.Label(name: $0.name, value: $1.words)) }
    }?.value
  }

  /// The metrics that the measure comes to, in the order of the groups' values; `origin` is its dataset. `sources` name the
  /// place of a record that cannot be evaluated.
  package func metrics(_ sources: [SourceReconciliation] = []) -> [Metric] {
    if measure.groups.isEmpty { return [metric(closed[[]] ?? MeasureAccount(), [], sources)] }
    if closed.isEmpty, stray.count > 0 { return [metric(MeasureAccount(), [], sources)] }
    let groups = closed.map { (words: $0.key.map(\.words), account: $0.value) }
    return groups.sorted { $0.words.joined(separator: "\u{0}").precedesInBytes($1.words.joined(separator: "\u{0}")) }
      .map { group in
        metric(group.account, zip(measure.groups, group.words).map { Metric.Label(name: $0.name, value: $1) }, sources)
      }
  }

  private func metric(
    _ account: MeasureAccount, _ labels: [Metric.Label], _ sources: [SourceReconciliation]
  ) -> Metric {
    let obstacle = obstacle(account, sources)
    let (value, undefined) = obstacle == nil ? figure(account) : (nil, obstacle)
    var interval: ConfidenceInterval?
    if case .ratio = measure.operation {
      interval = Proportions.wilson(account.hits, of: account.size).map { measure.isInPercent ? $0.inPercent : $0 }
    }
    return Metric(
      name: measure.name, value: value, undefined: undefined, isUnknowable: obstacle != nil, unit: measure.unit,
      sampleSize: account.size, labels: labels.sortedByBytes(of: \.name), interval: value == nil ? nil : interval,
      origin: measure.dataset.name)
  }

  /// Why there is no figure, whatever was gathered: a record that cannot be evaluated never counts in anybody's favour.
  private func obstacle(_ account: MeasureAccount, _ sources: [SourceReconciliation]) -> String? {
    var failures = account.failures
    failures.merge(stray)
    if let first = failures.first {
      let origin = sources.origin(
        source: first.place.source, file: first.place.file, line: first.place.line, ordinal: first.place.ordinal)
      let place = origin.file.isEmpty ? "" : origin.place
      let records = failures.count == 1 ? "1 record" : "\(failures.count) records"
      let named = place.isEmpty ? "" : failures.count == 1 ? " (\(place))" : ", the first at \(place)"
      return "\(records) cannot be evaluated\(named): \(first.message)"
    }
    guard account.isFull else { return nil }
    if case .percentile = measure.operation { return "more than \(MeasureAccount.valueLimit) values" }
    return "more than \(MeasureAccount.keyLimit) different keys"
  }

  private func figure(_ account: MeasureAccount) -> (value: Double?, undefined: String?) {
    switch measure.operation {
    case .count: return (Double(account.size), nil)
    case .unique: return (Double(account.members.count), nil)
    case .peakRate: return (Double(account.members.values.max() ?? 0), nil)
    case .sum: return finite(account.sum.rounded)
    case .mean, .least, .greatest, .ratio, .percentile: break
    }
    if account.size == 0 { return (nil, "no record has a value") }
    switch measure.operation {
    case .mean: return finite(account.sum.rounded / Double(account.size))
    case .least: return (account.least, nil)
    case .greatest: return (account.greatest, nil)
    case .ratio: return (Double(account.hits) * (measure.isInPercent ? 100 : 1) / Double(account.size), nil)
    case .percentile(let percent, _): return (Quantile.percentile(percent, of: account.values.sorted()), nil)
    case .count, .unique, .peakRate, .sum: return (nil, nil)
    }
  }

  private func finite(_ value: Double) -> (Double?, String?) {
    value.isFinite ? (value, nil) : (nil, "the sum lies beyond the range of numbers")
  }
}

extension MeasureAccount {
  /// The window and the key that a record is counted under; nil if it has no time, or not the whole key.
  static func window(
    _ keys: [MeasureKey], _ window: Int64, _ time: Int, _ batch: borrowing Batch, _ row: Int,
    _ symbols: borrowing Symbols
  ) throws(CELError) -> KeyPart? {
    guard let at = batch.cell(time, row).instant else { return nil }
    var parts: [KeyPart] = []
    for key in keys {
      guard let part = try key.part(batch, row, symbols) else { return nil }
      parts.append(part)
    }
    return .window(at.microseconds - ((at.microseconds % window) + window) % window, parts)
  }
}

extension MeasureAccount.KeyPart {
  /// The key with the texts that codes stand for.
  func named(_ symbols: Symbols) -> MeasureAccount.KeyPart {
    switch self {
    case .cell(let cell): cell.symbol.map { .text(Array(symbols.bytes($0))) } ?? self
    case .text: self
    case .window(let start, let parts): .window(start, parts.map { $0.named(symbols) })
    case .list(let parts): .list(parts.map { $0.named(symbols) })
    }
  }

  /// A closed key as a label shows it; empty for null.
  var words: String {
    switch self {
    case .cell(let cell): CellText.written(cell, Symbols())
    case .text(let bytes): String(decoding: bytes, as: UTF8.self)
    case .window(_, let parts), .list(let parts): parts.map(\.words).joined(separator: " ")
    }
  }
}

extension Measure {
  /// The group that a record belongs to.
  func group(
    _ batch: borrowing Batch, _ row: Int, _ symbols: borrowing Symbols
  ) throws(CELError) -> [MeasureAccount.KeyPart] {
    var parts: [MeasureAccount.KeyPart] = []
    for key in groups { parts.append(try key.part(batch, row, symbols) ?? .cell(.null)) }
    return parts
  }

  /// Adds what a selected record has to the account of its group.
  fileprivate func add(
    _ batch: borrowing Batch, _ row: Int, _ symbols: borrowing Symbols, to account: inout MeasureAccount
  ) throws(CELError) {
    switch operation {
    case .count: account.size += 1
    case .sum(let value), .least(let value), .greatest(let value), .mean(let value):
      if let number = try value.number(batch, row, symbols) { account.add(number) }
    case .percentile(_, let value):
      if let number = try value.number(batch, row, symbols) { account.hold(number) }
    case .ratio(let condition):
      switch condition.evaluate(batch, row, symbols) {
      case .holds:
        account.size += 1
        account.hits += 1
      case .fails: account.size += 1
      case .error(let error): throw error
      }
    case .unique(let key):
      if let part = try key.part(batch, row, symbols) { account.count(part) }
    case .peakRate(let keys, let window, let time):
      if let member = try MeasureAccount.window(keys, window, time, batch, row, symbols) { account.count(member) }
    }
  }
}

extension Measure.Operation {
  /// The fields that the figure is made of.
  fileprivate var columns: [Int] {
    switch self {
    case .count: []
    case .sum(let value), .least(let value), .greatest(let value), .mean(let value), .percentile(_, let value):
      value.columns
    case .ratio(let condition): condition.columns
    case .unique(let key): key.columns
    case .peakRate(let keys, _, let time): keys.flatMap(\.columns) + [time]
    }
  }
}

extension MeasureKey {
  fileprivate var columns: [Int] {
    switch source {
    case .column(let column): [column]
    case .expression(let expression): expression.columns
    }
  }

  /// Nil for null, which an empty text is too.
  func part(
    _ batch: borrowing Batch, _ row: Int, _ symbols: borrowing Symbols
  ) throws(CELError) -> MeasureAccount.KeyPart? {
    switch source {
    case .column(let column):
      let cell = batch.cell(column, row)
      return cell.isNull ? nil : .cell(cell)
    case .expression(let expression):
      let value = try expression.value(batch, row, symbols)
      switch value {
      case .null: return nil
      case .string(let text): return text.isEmpty ? nil : .text(Array(text.utf8))
      default: return .text(Array(CELText.json(value).utf8))
      }
    }
  }
}

extension MeasureValue {
  fileprivate var columns: [Int] {
    switch source {
    case .column(let column): [column]
    case .elapsed(let from, let to): [from, to]
    case .expression(let expression): expression.columns
    }
  }

  /// Nil for null.
  func number(
    _ batch: borrowing Batch, _ row: Int, _ symbols: borrowing Symbols
  ) throws(CELError) -> Double? {
    switch source {
    case .column(let column):
      let cell = batch.cell(column, row)
      return cell.double ?? cell.int.map { Double($0) }
    case .elapsed(let from, let to):
      guard let start = batch.cell(from, row).instant, let end = batch.cell(to, row).instant else { return nil }
      return Double(end.microseconds - start.microseconds) / Double(Instant.perSecond)
    case .expression(let expression): return try MeasureValue.number(try expression.value(batch, row, symbols))
    }
  }

  /// Durations count in seconds.
  private static func number(_ value: CELValue) throws(CELError) -> Double? {
    switch value {
    case .null: return nil
    case .int(let number): return Double(number)
    case .uint(let number): return Double(number)
    case .double(let number):
      guard number.isFinite else { throw CELError("the value is no finite number") }
      return number
    case .duration(let duration): return Double(duration.nanoseconds) / 1e9
    case .bool, .string, .bytes, .list, .map, .type, .timestamp, .optional, .ip, .cidr:
      throw CELError("the value is a \(value.typeName.rawValue), not a number")
    }
  }
}
