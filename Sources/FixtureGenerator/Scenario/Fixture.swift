/// What has been generated so far: the sources, what was planted, and what looks like a fault but is none.
struct Fixture {
  private(set) var sources: [Source] = []
  private(set) var plantings: [Planting] = []
  private(set) var innocents: [(source: String, ids: [String], why: String)] = []
  /// Events that other exports call for in the audit log.
  private(set) var agenda: [AuditEvent] = []

  mutating func add(_ source: Source) { sources.append(source) }
  mutating func plant(_ planting: Planting) { plantings.append(planting) }
  mutating func schedule(_ event: AuditEvent) { agenda.append(event) }

  /// Notes records that a careless gate would take for a fault.
  mutating func excuse(_ source: String, ids: [String], why: String) {
    innocents.append((source, ids, why))
  }
}

/// What a run was asked for.
struct Scenario {
  let quarter: Quarter
  let seed: UInt64
  let faults: Set<Fault>
  /// How many records the audit log should have, about.
  let events: Int
  let staff: Staff

  init(quarter: Quarter, seed: UInt64, faults: Set<Fault>, events: Int) {
    self.quarter = quarter
    self.seed = seed
    self.faults = faults
    self.events = events
    staff = Staff(quarter: quarter)
  }

  func plants(_ fault: Fault) -> Bool { faults.contains(fault) }
  func random(_ purpose: String) -> SplitMix64 { SplitMix64(seed: seed, purpose: purpose) }
}
