package import AuditModel
package import Bytes
package import TimeZones

/// One source ready to be read: its definition, its opened files in order, and where its records will be entered.
package struct SourcePlan: Sendable {
  package let definition: SourceDefinition
  /// In the order of their labels' bytes.
  package let files: [any ByteSource]
  /// The source's position in the definition.
  package let position: Int

  package init(definition: SourceDefinition, files: [any ByteSource], position: Int) {
    self.definition = definition
    self.files = files
    self.position = position
  }
}

/// What all sources of a run share.
package struct IngestionSettings: Sendable {
  package let bounds: PeriodBounds
  /// Texts that every chunk's symbols begin with, in this order: the literals of compiled expressions.
  package let seeds: [String]
  /// Chunks that are parsed at a time; at least 1. No result depends on it.
  package let jobs: Int
  /// Bytes of a chunk before parsing. No result depends on it.
  package let chunkSize: Int
  /// What is hidden from everything behind ingestion.
  package let redaction: RedactionSettings
  /// The rules of the time zones that sources declare.
  package let zones: @Sendable (String) -> TimeZoneRules?
  /// The zone in which a date alone is a whole day; nil for UTC.
  package let calendar: TimeZoneRules?

  package init(
    bounds: PeriodBounds, seeds: [String] = [], jobs: Int = 1, chunkSize: Int = 1 << 20,
    redaction: RedactionSettings = RedactionSettings(),
    zones: @escaping @Sendable (String) -> TimeZoneRules? = { _ in nil }, calendar: TimeZoneRules? = nil
  ) {
    self.redaction = redaction
    self.bounds = bounds
    self.zones = zones
    self.calendar = calendar
    self.seeds = seeds
    self.jobs = max(1, jobs)
    self.chunkSize = max(1, chunkSize)
  }
}
