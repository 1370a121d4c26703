package import Rows

/// Who did what, and when: the counts of a source's events that reports draw, gathered in the one pass over them.
package struct EventActivity: ChunkFold {
  /// One actor's or type's share.
  package struct Share: Hashable, Sendable {
    package var count: Int64 = 0
    package var first: Instant = .latest
    package var last: Instant = .earliest

    mutating func note(_ time: Instant) {
      count += 1
      first = min(first, time)
      last = max(last, time)
    }

    mutating func add(_ other: Share) {
      count += other.count
      first = min(first, other.first)
      last = max(last, other.last)
    }
  }

  /// By name; read them sorted.
  package private(set) var actors: [String: Share] = [:]
  package private(set) var types: [String: Share] = [:]
  /// Events of each day.
  package private(set) var days: [Day: Int64] = [:]
  /// Events by weekday (0 for Monday) times 24 plus hour.
  package private(set) var hours = [Int64](repeating: 0, count: 168)
  package private(set) var count: Int64 = 0
  package private(set) var withoutActor: Int64 = 0
  /// The finer counts, where a section asks for them.
  package private(set) var access: AccessActivity?

  /// The chunk's counts by code.
  private var actorCodes = CodeShares()
  private var typeCodes = CodeShares()
  private var lastDay: (day: Day, count: Int64)?
  /// Days and hours are those that it shows.
  private let clock: LocalClock
  /// The stretch of the last event, in which most events lie.
  private var stretch: LocalClock.Stretch
  private let positions: (time: Int, type: Int, actor: Int, actorID: Int, address: Int)

  init(detailed: Bool = false, clock: LocalClock = .utc) {
    self.clock = clock
    stretch = clock.stretch(at: Instant(microseconds: 0))
    access = detailed ? AccessActivity() : nil
    let schema = EventColumns.schema
    positions = (
      schema.position(of: "timestamp") ?? 0, schema.position(of: "type") ?? 0, schema.position(of: "actor") ?? 0,
      schema.position(of: "actor_id") ?? 0, schema.position(of: "ip") ?? 0
    )
  }

  package var columns: Set<Int>? {
    let always: Set = [positions.time, positions.type, positions.actor, positions.actorID]
    return access == nil ? always : always.union([positions.address])
  }

  package mutating func absorb(_ batch: borrowing Batch, _ symbols: borrowing Symbols) {
    for row in batch.admitted {
      guard let time = batch.cell(positions.time, Int(row)).instant else { continue }
      count += 1
      let local = shown(time)
      note(local)
      let type = batch.cell(positions.type, Int(row)).symbol
      if let type { typeCodes.note(type, time) }
      let actor = batch.cell(positions.actor, Int(row)).symbol ?? batch.cell(positions.actorID, Int(row)).symbol
      if let code = actor {
        actorCodes.note(code, time)
      } else {
        withoutActor += 1
      }
      access?.note(
        time, local: local, actor: actor, type: type, address: batch.cell(positions.address, Int(row)).symbol)
    }
  }

  private mutating func shown(_ time: Instant) -> Instant {
    if !stretch.contains(time) { stretch = clock.stretch(at: time) }
    return stretch.shown(time)
  }

  private mutating func note(_ local: Instant) {
    let (day, microseconds) = local.split
    hours[day.weekday * 24 + Int(microseconds / (3_600 * Instant.perSecond))] += 1
    if let known = lastDay, known.day == day {
      lastDay = (day, known.count + 1)
    } else {
      closeDay()
      lastDay = (day, 1)
    }
  }

  private mutating func closeDay() {
    if let (day, count) = lastDay { days[day, default: 0] += count }
    lastDay = nil
  }

  package mutating func close(_ symbols: borrowing Symbols) {
    closeDay()
    access?.close(symbols)
    actorCodes.drain { code, share in actors[symbols.text(code), default: Share()].add(share) }
    typeCodes.drain { code, share in types[symbols.text(code), default: Share()].add(share) }
  }

  package mutating func merge(_ next: EventActivity) {
    for (name, share) in next.actors { actors[name, default: Share()].add(share) }
    for (name, share) in next.types { types[name, default: Share()].add(share) }
    for (day, count) in next.days { days[day, default: 0] += count }
    for index in hours.indices { hours[index] += next.hours[index] }
    count += next.count
    withoutActor += next.withoutActor
    if let finer = next.access { access?.merge(finer) }
  }
}

/// Shares of a chunk by symbol code: an array, since codes are small and dense.
private struct CodeShares: Sendable {
  private var shares: [EventActivity.Share] = []
  private var seen: [UInt32] = []

  mutating func note(_ code: UInt32, _ time: Instant) {
    let index = Int(code)
    if index >= shares.count {
      shares += repeatElement(EventActivity.Share(), count: index + 1 - shares.count)
    }
    if shares[index].count == 0 { seen.append(code) }
    shares[index].note(time)
  }

  /// Hands over every share and forgets it.
  mutating func drain(_ body: (UInt32, EventActivity.Share) -> Void) {
    for code in seen { body(code, shares[Int(code)]) }
    shares = []
    seen = []
  }
}
