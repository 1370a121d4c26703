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
  /// Of the chunk, whose texts are still codes; of all closed chunks.
  private var open: [[MeasureAccount.KeyPart]: MeasureAccount] = [:]
  private var closed: [[MeasureAccount.KeyPart]: MeasureAccount] = [:]

  package init(_ measure: Measure) { self.measure = measure }

  package var columns: Set<Int>? {
    Set((measure.selects?.columns ?? []) + measure.groups.flatMap(\.columns) + measure.operation.columns)
  }

  package var anchor: Anchor? { measure.selects?.anchor }

  package mutating func absorb(_ batch: borrowing Batch, _ symbols: borrowing Symbols) {
    for row in batch.admitted {
      let row = Int(row)
      switch measure.selects?.evaluate(batch, row, symbols) ?? .holds {
      case .fails: continue
      case .holds: take(batch, row, symbols)
      case .error(let error): open[group(batch, row, symbols), default: MeasureAccount()].fail(error.message)
      }
    }
  }

  private func group(
    _ batch: borrowing Batch, _ row: Int, _ symbols: borrowing Symbols
  ) -> [MeasureAccount.KeyPart] {
    var parts: [MeasureAccount.KeyPart] = []
    for key in measure.groups { parts.append(key.part(batch, row, symbols) ?? .cell(.null)) }
    return parts
  }

  private mutating func take(_ batch: borrowing Batch, _ row: Int, _ symbols: borrowing Symbols) {
    let group = self.group(batch, row, symbols)
    switch measure.operation {
    case .count: open[group, default: MeasureAccount()].size += 1
    case .sum(let value), .least(let value), .greatest(let value), .mean(let value):
      add(value.number(batch, row, symbols), to: group) { $0.add($1) }
    case .percentile(_, let value):
      add(value.number(batch, row, symbols), to: group) { account, number in
        account.size += 1
        if account.values.count < MeasureAccount.valueLimit { account.values.append(number) }
      }
    case .ratio(let condition):
      switch condition.evaluate(batch, row, symbols) {
      case .holds:
        open[group, default: MeasureAccount()].size += 1
        open[group, default: MeasureAccount()].hits += 1
      case .fails: open[group, default: MeasureAccount()].size += 1
      case .error(let error): open[group, default: MeasureAccount()].fail(error.message)
      }
    case .unique(let key):
      if let part = key.part(batch, row, symbols) { note(part, in: group) }
    case .peakRate(let keys, let window, let time):
      if let member = MeasureAccount.window(keys, window, time, batch, row, symbols) { note(member, in: group) }
    }
  }

  private mutating func add(
    _ number: Result<Double?, CELError>, to group: [MeasureAccount.KeyPart],
    _ body: (inout MeasureAccount, Double) -> Void
  ) {
    switch number {
    case .success(let value?): body(&open[group, default: MeasureAccount()], value)
    case .success(nil): return
    case .failure(let error): open[group, default: MeasureAccount()].fail(error.message)
    }
  }

  private mutating func note(_ part: MeasureAccount.KeyPart, in group: [MeasureAccount.KeyPart]) {
    open[group, default: MeasureAccount()].size += 1
    open[group, default: MeasureAccount()].members[part, default: 0] += 1
  }

  package mutating func close(_ symbols: borrowing Symbols) {
    let symbols = copy symbols
    for (key, account) in open {
      var named = account
      named.members = Dictionary(
        account.members.map { ($0.key.named(symbols), $0.value) }, uniquingKeysWith: { $0 + $1 })
      closed[key.map { $0.named(symbols) }, default: MeasureAccount()].merge(named)
    }
    open = [:]
  }

  package mutating func merge(_ next: MeasureFold) {
    for (key, account) in next.closed { closed[key, default: MeasureAccount()].merge(account) }
  }

  /// What was gathered under a metric's labels.
  func account(_ labels: [Metric.Label]) -> MeasureAccount? {
    closed.first { entry in
      zip(measure.groups, entry.key).allSatisfy { labels.contains(Metric.Label(name: $0.name, value: $1.words)) }
    }?.value
  }

  /// The metrics that the measure comes to, in the order of the groups' values; `origin` is its dataset.
  package func metrics() -> [Metric] {
    if measure.groups.isEmpty { return [metric(closed[[]] ?? MeasureAccount(), [])] }
    let groups = closed.map { (words: $0.key.map(\.words), account: $0.value) }
    return groups.sorted { $0.words.joined(separator: "\u{0}").precedesInBytes($1.words.joined(separator: "\u{0}")) }
      .map { group in
        metric(group.account, zip(measure.groups, group.words).map { Metric.Label(name: $0.name, value: $1) })
      }
  }

  private func metric(_ account: MeasureAccount, _ labels: [Metric.Label]) -> Metric {
    let (value, undefined) = figure(account)
    var interval: ConfidenceInterval?
    if case .ratio = measure.operation {
      interval = Proportions.wilson(account.hits, of: account.size).map { measure.isInPercent ? $0.inPercent : $0 }
    }
    return Metric(
      name: measure.name, value: value, undefined: undefined, unit: measure.unit, sampleSize: account.size,
      labels: labels.sortedByBytes(of: \.name), interval: value == nil ? nil : interval, origin: measure.dataset.name)
  }

  private func figure(_ account: MeasureAccount) -> (value: Double?, undefined: String?) {
    if account.failures > 0 {
      return (nil, "\(account.failures) records cannot be evaluated: \(account.reason ?? "")")
    }
    if account.members.count > MeasureAccount.keyLimit {
      return (nil, "more than \(MeasureAccount.keyLimit) different keys")
    }
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
    case .percentile(let percent, _):
      if account.size > Int64(MeasureAccount.valueLimit) {
        return (nil, "more than \(MeasureAccount.valueLimit) values")
      }
      return (Quantile.percentile(percent, of: account.values.sorted()), nil)
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
  ) -> KeyPart? {
    guard let at = batch.cell(time, row).instant else { return nil }
    var parts: [KeyPart] = []
    for key in keys {
      guard let part = key.part(batch, row, symbols) else { return nil }
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

  /// Nil for null, which an empty text is too, and for what cannot be computed.
  func part(_ batch: borrowing Batch, _ row: Int, _ symbols: borrowing Symbols) -> MeasureAccount.KeyPart? {
    switch source {
    case .column(let column):
      let cell = batch.cell(column, row)
      return cell.isNull ? nil : .cell(cell)
    case .expression(let expression):
      guard let value = try? expression.value(batch, row, symbols) else { return nil }
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
  ) -> Result<Double?, CELError> {
    switch source {
    case .column(let column):
      let cell = batch.cell(column, row)
      return .success(cell.double ?? cell.int.map { Double($0) })
    case .elapsed(let from, let to):
      guard let start = batch.cell(from, row).instant, let end = batch.cell(to, row).instant else {
        return .success(nil)
      }
      return .success(Double(end.microseconds - start.microseconds) / Double(Instant.perSecond))
    case .expression(let expression):
      do throws(CELError) { return MeasureValue.number(try expression.value(batch, row, symbols)) } catch {
        return .failure(error)
      }
    }
  }

  /// Durations count in seconds.
  private static func number(_ value: CELValue) -> Result<Double?, CELError> {
    switch value {
    case .null: .success(nil)
    case .int(let number): .success(Double(number))
    case .uint(let number): .success(Double(number))
    case .double(let number):
      number.isFinite ? .success(number) : .failure(CELError("the value is no finite number"))
    case .duration(let duration): .success(Double(duration.nanoseconds) / 1e9)
    default: .failure(CELError("the value is a \(value.typeName.rawValue), not a number"))
    }
  }
}
