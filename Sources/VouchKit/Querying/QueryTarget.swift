import AuditModel
import Bytes
import Diagnostics
import Ingestion
import Rows
import TimeZones

/// Opens what a search reads.
struct QueryTarget {
  let options: QueryOptions
  let collector: DiagnosticCollector

  struct Plan {
    let source: SourcePlan
    let bounds: PeriodBounds
    let zones: @Sendable (String) -> TimeZoneRules?
    /// The definition's calendar; nil for UTC.
    var calendar: TimeZoneRules?
  }

  /// Nil if something is wrong, which has been reported.
  func plan() -> Plan? {
    switch options.target {
    case .source(let name, let definition): source(name, of: definition)
    case .export(let path, let preset): export(path, preset)
    }
  }

  /// From and until, where they are given, in place of the period.
  private func bounds(_ period: PeriodBounds, _ zone: TimeZoneRules?) -> PeriodBounds {
    let midnight = { (day: Day) in zone.map { $0.instant(of: day, secondsOfDay: 0) } ?? day.start }
    return PeriodBounds(
      start: options.from?.beginning(midnight) ?? period.start, end: options.until?.end(midnight) ?? period.end)
  }

  private func source(_ name: String, of path: String) -> Plan? {
    let loader = InputLoader(path: path, share: options.share, asOf: nil, collector: collector)
    guard let input = loader.read(path, label: path, limit: Limits.configuration),
      let definition = DefinitionLoader.definition(
        input, presets: PresetLoader.load(share: options.share), asOf: nil, collector)
    else { return nil }
    guard let position = definition.sources.firstIndex(where: { $0.name == name }) else {
      let names = definition.sources.map(\.name)
      collector.error(
        "the definition has no source '\(name)'",
        hint: suggestionHint(for: name, in: names) ?? "it has: \(names.joined(separator: ", "))")
      return nil
    }
    let zone = ZoneFiles.load(definition.calendar.zone, collector)
    let zones = SourceZones.names(of: definition).compactMap { ZoneFiles.load($0, collector) }
    let named = NamedFiles(definition: definition, places: DefinitionPlaces(input), loader: loader)
    let files = named.exports(of: definition.sources[position])
    let period = collector.catching { () throws(Diagnostic) in try DefinitionLoader.bounds(definition, zone: zone) }
    guard !collector.hasErrors, let period else { return nil }
    return Plan(
      source: SourcePlan(definition: definition.sources[position], files: files, position: position),
      bounds: bounds(period.period, period.zone), zones: SourceZones.rules(zones), calendar: period.zone)
  }

  private func export(_ path: String, _ name: String) -> Plan? {
    let shelf = PresetLoader.load(share: options.share)
    guard let file = shelf.file(named: name, collector) else {
      if !collector.hasErrors {
        collector.error(
          "unknown preset '\(name)'",
          hint: suggestionHint(for: name, in: shelf.names) ?? "known here: \(shelf.names.joined(separator: ", "))")
      }
      return nil
    }
    let preset = MappingReader(collector: collector, kinds: DatasetKinds.all).preset(file)
    let draft = preset.named(path)
    if let problem = SourceReader.mismatch(
      name, preset, path, in: shelf, otherwise: "write a definition with preset: \(name) and format: csv")
    {
      collector.error(problem.message, hint: problem.hint)
    }
    guard !collector.hasErrors, let kind = draft.kind, let format = draft.format ?? SourceReader.format(of: path) else {
      return nil
    }
    let source = draft.source(
      name: Paths.name(of: path), paths: [path], kind: kind, format: format, extraction: nil, preset: name,
      tolerated: nil)
    let zones = ([source.mapping.time] + source.fields.compactMap(\.time)).compactMap(\.zone)
      .filter { TimeZoneRules(fixed: $0) == nil }.compactMap { ZoneFiles.load($0, collector) }
    return Plan(
      source: SourcePlan(definition: source, files: [FileSource(name: path, path: path)], position: 0),
      bounds: bounds(PeriodBounds(start: .earliest, end: Instant(microseconds: Instant.latest.microseconds + 1)), nil),
      zones: SourceZones.rules(zones))
  }
}
