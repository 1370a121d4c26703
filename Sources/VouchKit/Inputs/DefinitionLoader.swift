import AuditModel
import Bytes
import Diagnostics
import PolicyEvaluation
import Reporting
import Rows
import TimeZones
import YAML

/// A definition with its policies, read and checked: what a run can be started from.
struct LoadedDefinition {
  let definition: PackDefinition
  let bounds: Bounds
  let policies: PolicySet
}

/// The instants that a definition's days come to in its calendar's zone.
struct Bounds: Sendable {
  let period: PeriodBounds
  /// 24:00 of the as-of date.
  let judgedAt: Instant
}

/// Reads a definition and its policies from their bytes; knows no file.
enum DefinitionLoader {
  /// What the definition's own text leads to, before anything that it names is opened.
  static func definition(_ input: Input, asOf override: Day?, _ collector: DiagnosticCollector) -> PackDefinition? {
    guard let file = collector.catching({ () throws(Diagnostic) in try YAMLFile.parse(input.bytes, name: input.label) })
    else { return nil }
    let reader = DefinitionReader(collector: collector, sections: (Reporting.sectionNames, Reporting.usualSections))
    guard let definition = reader.read(file) else { return nil }
    guard let override else { return definition }
    if override < definition.period.end {
      collector.error("--as-of \(override) is before the period's end, \(definition.period.end)")
      return nil
    }
    return definition.with(asOf: override)
  }

  /// The policies of a definition, checked against its datasets.
  static func policies(
    _ inputs: [Input], for definition: PackDefinition, bounds: Bounds, _ collector: DiagnosticCollector
  ) -> PolicySet {
    let files = inputs.compactMap { input in
      collector.catching { () throws(Diagnostic) in try YAMLFile.parse(input.bytes, name: input.label) }
    }
    let own = definition.sources.map(\.kind)
    let shipped = DatasetKinds.all.filter { kind in !own.contains { $0.name == kind.name } }
    let context = PolicyContext(
      period: definition.period, bounds: bounds.period, asOf: definition.asOf, judgedAt: bounds.judgedAt,
      calendar: definition.calendar,
      kinds: shipped + own)
    return PolicyReader.read(files, context: context, collector)
  }

  /// When the period begins and ends in the calendar's zone.
  static func bounds(_ definition: PackDefinition, zone: Input?) throws(Diagnostic) -> Bounds {
    let period = definition.period
    let rules: TimeZoneRules?
    if let zone {
      rules = try TimeZoneRules(tzif: zone.bytes, name: definition.calendar.zone)
    } else {
      rules = nil
    }
    func midnight(_ day: Day) -> Instant { rules.map { $0.instant(of: day, secondsOfDay: 0) } ?? day.start }
    return Bounds(
      period: PeriodBounds(start: midnight(period.start), end: midnight(period.end.advanced(by: 1))),
      judgedAt: midnight(definition.asOf.advanced(by: 1)))
  }
}
