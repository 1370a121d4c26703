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
  let bounds: PeriodBounds
  let policies: PolicySet
}

/// Reads a definition and its policies from their bytes; knows no file.
enum DefinitionLoader {
  /// What the definition's own text leads to, before anything that it names is opened.
  static func definition(_ input: Input, asOf override: Day?, _ collector: DiagnosticCollector) -> PackDefinition? {
    guard let file = collector.catching({ () throws(Diagnostic) in try YAMLFile.parse(input.bytes, name: input.label) })
    else { return nil }
    let reader = DefinitionReader(collector: collector, sections: Reporting.sectionNames)
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
    _ inputs: [Input], for definition: PackDefinition, bounds: PeriodBounds, _ collector: DiagnosticCollector
  ) -> PolicySet {
    let files = inputs.compactMap { input in
      collector.catching { () throws(Diagnostic) in try YAMLFile.parse(input.bytes, name: input.label) }
    }
    let own = definition.sources.map(\.kind).filter { DatasetKinds.named($0.name) == nil }
    let context = PolicyContext(
      period: definition.period, bounds: bounds, asOf: definition.asOf, calendar: definition.calendar,
      kinds: DatasetKinds.all + own)
    return PolicyReader.read(files, context: context, collector)
  }

  /// When the period begins and ends in the calendar's zone.
  static func bounds(_ definition: PackDefinition, zone: Input?) throws(Diagnostic) -> PeriodBounds {
    let (start, end) = (definition.period.start, definition.period.end.advanced(by: 1))
    guard let zone else { return PeriodBounds(start: start.start, end: end.start) }
    let rules = try TimeZoneRules(tzif: zone.bytes, name: definition.calendar.zone)
    return PeriodBounds(
      start: rules.instant(of: start, secondsOfDay: 0), end: rules.instant(of: end, secondsOfDay: 0))
  }
}
