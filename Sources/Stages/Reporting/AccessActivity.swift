import AuditModel
import Bytes
import DocumentModel
package import Rows

/// Who did what from where: the finer counts of events, which only some sections ask for.
package struct AccessActivity: Sendable {
  /// Two names that are counted together.
  package struct Pair: Hashable, Sendable {
    package let first: String
    package let second: String
  }

  package typealias Share = EventActivity.Share

  package private(set) var byActorAndType: [Pair: Share] = [:]
  package private(set) var byActorAndAddress: [Pair: Share] = [:]
  /// Events of an actor outside Monday to Friday, 06:00 to 20:00 in the zone of the reports.
  package private(set) var outsideHours: [String: Share] = [:]
  package private(set) var byDay: [String: [Day: Int64]] = [:]
  package private(set) var failuresByAddress: [String: Share] = [:]
  /// By address and hour (the first thirteen characters of RFC 3339).
  package private(set) var failuresByAddressAndHour: [Pair: Share] = [:]

  /// The chunk's counts, by two codes in one key.
  private var types: [UInt64: Share] = [:]
  private var addresses: [UInt64: Share] = [:]
  private var outside: [UInt64: Share] = [:]
  private var days: [UInt64: Int64] = [:]
  private var typesByAddressAndHour: [Key: Share] = [:]

  private struct Key: Hashable, Comparable, Sendable {
    let address: UInt32
    let type: UInt32
    let hour: Int64

    static func < (a: Key, b: Key) -> Bool { (a.address, a.type, a.hour) < (b.address, b.type, b.hour) }
  }

  /// Types that tell of an attempt that failed.
  private static let failureWords = ["fail", "denied", "blocked"]
  private static let hour = 3_600 * Instant.perSecond

  init() {}

  /// `local` is what clocks show at `time`.
  mutating func note(_ time: Instant, local: Instant, actor: UInt32?, type: UInt32?, address: UInt32?) {
    if let actor {
      if let type { types[AccessActivity.key(actor, type), default: Share()].note(time) }
      if let address { addresses[AccessActivity.key(actor, address), default: Share()].note(time) }
      let (day, rest) = local.split
      days[AccessActivity.key(actor, UInt32(truncatingIfNeeded: day.number)), default: 0] += 1
      let hour = rest / AccessActivity.hour
      if day.weekday >= 5 || !(6..<20).contains(hour) { outside[UInt64(actor), default: Share()].note(time) }
    }
    if let address, let type {
      let hour = local.microseconds / AccessActivity.hour
      typesByAddressAndHour[Key(address: address, type: type, hour: hour), default: Share()].note(time)
    }
  }

  private static func key(_ first: UInt32, _ second: UInt32) -> UInt64 { UInt64(first) << 32 | UInt64(second) }

  /// Turns the chunk's codes into names, in the order of the codes: of names that Unicode holds to be the same the first is
  /// shown, and no run shows another.
  mutating func close(_ symbols: borrowing Symbols) {
    for (key, share) in types.sorted(by: AccessActivity.inOrder) {
      byActorAndType[AccessActivity.pair(key, symbols), default: Share()].add(share)
    }
    for (key, share) in addresses.sorted(by: AccessActivity.inOrder) {
      byActorAndAddress[AccessActivity.pair(key, symbols), default: Share()].add(share)
    }
    for (key, share) in outside.sorted(by: AccessActivity.inOrder) {
      outsideHours[symbols.text(UInt32(key)), default: Share()].add(share)
    }
    for (key, count) in days.sorted(by: AccessActivity.inOrder) {
      let day = Day(number: Int(Int32(truncatingIfNeeded: key & 0xFFFF_FFFF)))
      byDay[symbols.text(UInt32(key >> 32)), default: [:]][day, default: 0] += count
    }
    for (key, share) in typesByAddressAndHour.sorted(by: AccessActivity.inOrder) {
      let type = symbols.text(key.type)
      guard AccessActivity.failureWords.contains(where: { type.contains($0) }) else { continue }
      let address = symbols.text(key.address)
      failuresByAddress[address, default: Share()].add(share)
      let hour = String(Instant(microseconds: key.hour * AccessActivity.hour).description.prefix(13))
      failuresByAddressAndHour[Pair(first: address, second: hour), default: Share()].add(share)
    }
    (types, addresses, outside, days, typesByAddressAndHour) = ([:], [:], [:], [:], [:])
  }

  private static func inOrder<Code: Comparable, Value>(
    _ a: Dictionary<Code, Value>.Element, _ b: Dictionary<Code, Value>.Element
  ) -> Bool { a.key < b.key }

  private static func pair(_ key: UInt64, _ symbols: borrowing Symbols) -> Pair {
    Pair(first: symbols.text(UInt32(key >> 32)), second: symbols.text(UInt32(key & 0xFFFF_FFFF)))
  }

  mutating func merge(_ next: AccessActivity) {
    byActorAndType.merge(next.byActorAndType, uniquingKeysWith: AccessActivity.sum)
    byActorAndAddress.merge(next.byActorAndAddress, uniquingKeysWith: AccessActivity.sum)
    outsideHours.merge(next.outsideHours, uniquingKeysWith: AccessActivity.sum)
    failuresByAddress.merge(next.failuresByAddress, uniquingKeysWith: AccessActivity.sum)
    failuresByAddressAndHour.merge(next.failuresByAddressAndHour, uniquingKeysWith: AccessActivity.sum)
    byDay.merge(next.byDay) { $0.merging($1, uniquingKeysWith: +) }
  }

  private static func sum(_ a: Share, _ b: Share) -> Share {
    var sum = a
    sum.add(b)
    return sum
  }

  /// Events of each actor.
  var totals: [String: Int64] { byDay.mapValues { $0.values.reduce(0, +) } }
}

extension AccessActivity {
  /// Names with their counts: most first, equals by their bytes.
  static func table(_ caption: String, _ noun: String, _ shares: [String: Share], _ facts: Facts) -> DocumentTable {
    let ranked = shares.sorted { a, b in
      a.value.count != b.value.count ? a.value.count > b.value.count : a.key.precedesInBytes(b.key)
    }
    return DocumentTable(
      caption: "\(caption): \(Words.count(ranked.count))",
      columns: [
        .init(noun), .init("Events", .trailing), .init(facts.clock.title("First")),
        .init(facts.clock.title("Last")),
      ],
      rows: ranked.prefix(facts.material.rowLimit).map { name, share in
        [
          [.text(name)], [.text(Words.count(share.count))], [.text(facts.clock.minute(share.first))],
          [.text(facts.clock.minute(share.last))],
        ]
      }, continuation: continuation(ranked.count - facts.material.rowLimit))
  }

  static func continuation(_ left: Int) -> [Inline]? {
    left > 0 ? [.text("\(Words.count(Int64(left), "more row")) can be counted from the exports of the events.")] : nil
  }
}

extension Dataset {
  /// The counts of each actor by type: most events first, equals by name.
  static func merged(
    _ shares: [AccessActivity.Pair: EventActivity.Share]
  ) -> [(actor: String, types: [String: EventActivity.Share])] {
    var actors: [String: [String: EventActivity.Share]] = [:]
    for (pair, share) in shares { actors[pair.first, default: [:]][pair.second] = share }
    func total(_ types: [String: EventActivity.Share]) -> Int64 { types.values.reduce(0) { $0 + $1.count } }
    return actors.map { (actor: $0.key, types: $0.value) }.sorted { a, b in
      let (first, second) = (total(a.types), total(b.types))
      return first != second ? first > second : a.actor.precedesInBytes(b.actor)
    }
  }
}
