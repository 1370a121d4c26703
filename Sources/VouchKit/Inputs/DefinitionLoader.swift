import AuditModel
import Bytes
import CEL
import Diagnostics
import Measurement
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
  /// Of the definition and of its policies.
  let measures: [Measure]
}

/// The small inputs that say what is measured and judged.
struct PolicyInputs {
  let definition: Input
  let policies: [Input]
  let supplements: PolicySupplements
  let zone: Input?
}

/// The instants that a definition's days come to in its calendar's zone.
struct Bounds: Sendable {
  let period: PeriodBounds
  /// 24:00 of the as-of date.
  let judgedAt: Instant
  /// The rules of the calendar's zone; nil for UTC.
  let zone: TimeZoneRules?
  /// What clocks of that zone show.
  let clock: LocalClock
}

/// Reads a definition and its policies from their bytes; knows no file.
enum DefinitionLoader {
  /// What the definition's own text leads to, before anything that it names is opened.
  static func definition(
    _ input: Input, presets: PresetShelf, asOf override: Day?, _ collector: DiagnosticCollector
  ) -> PackDefinition? {
    guard let file = collector.catching({ () throws(Diagnostic) in try YAMLFile.parse(input.bytes, name: input.label) })
    else { return nil }
    let reader = DefinitionReader(
      collector: collector, sections: (Reporting.sectionNames, Reporting.usualSections), presets: presets)
    guard let definition = reader.read(file) else { return nil }
    guard let override else { return definition }
    if override < definition.period.end {
      collector.error("--as-of \(override) is before the period's end, \(definition.period.end)")
      return nil
    }
    return definition.with(asOf: override)
  }

  /// The policies and measures of a definition, checked against its datasets.
  static func policies(
    _ inputs: PolicyInputs, for definition: PackDefinition, bounds: Bounds, _ collector: DiagnosticCollector
  ) -> (policies: PolicySet, measures: [Measure]) {
    func file(_ input: Input) -> YAMLFile? {
      collector.catching { () throws(Diagnostic) in try YAMLFile.parse(input.bytes, name: input.label) }
    }
    let files = inputs.policies.compactMap(file)
    let vocabulary = CalendarVocabulary(definition: definition, bounds: bounds, rules: bounds.zone)
    let own = definition.sources.map(\.kind)
    let kinds = DatasetKinds.all.filter { kind in !own.contains { $0.name == kind.name } } + own
    let sources = definition.sources.map { SourceName(name: $0.name, kind: $0.kind.name) }
    let documents = definition.documents.flatMap { [Gate.slug($0.name)] + $0.sections.map(Gate.slug) }
    let measured = measures(
      (file(inputs.definition).map { [$0] } ?? []) + files, vocabulary, kinds, sources, collector)
    let context = PolicyContext(
      period: definition.period, bounds: bounds.period, asOf: definition.asOf, judgedAt: bounds.judgedAt,
      calendar: definition.calendar, kinds: kinds, constants: vocabulary.constants, functions: vocabulary.functions,
      zones: vocabulary.zones, midnight: vocabulary.midnight, evidence: Set(documents), sources: sources,
      metrics: metrics(definition, measured))
    let set = PolicyReader.read(
      PolicyFiles(
        policies: files, waivers: inputs.supplements.waivers.flatMap(file),
        responses: inputs.supplements.responses.flatMap(file),
        citations: inputs.supplements.citations.flatMap(file)), context: context, literals: measured.literals, collector
    )
    return (set, measured.measures)
  }

  /// The measures of each file, read against the limits of that file.
  private static func measures(
    _ files: [YAMLFile], _ vocabulary: CalendarVocabulary, _ kinds: [DatasetKind], _ sources: [SourceName],
    _ collector: DiagnosticCollector
  ) -> Measured {
    var (measures, literals, names): ([Measure], [String], [String]) = ([], [], [])
    for file in files {
      // What is wrong with the limits is said by the reader of the policy.
      let limits = YAMLMapping(file.root, of: file, what: "policy", DiagnosticCollector()).mapping("limits")
      let constants = vocabulary.constants + [.init("limits", .map(CELMap(limits.map { LimitsReader.read($0) } ?? [])))]
      var reader = MeasureReader(
        MeasureContext(
          kinds: kinds, sources: sources, constants: constants, functions: vocabulary.functions, zones: vocabulary.zones
        ),
        literals: literals)
      measures += reader.read(YAMLMapping(file.root, of: file, what: "file", collector))
      literals = reader.literals
      let declared = YAMLMapping(file.root, of: file, what: "file", DiagnosticCollector())
      names += declared.mappings("measures", what: "measure").compactMap { $0.optionalString("name") }
    }
    return Measured(measures: measures, literals: literals, names: names)
  }

  /// The measures of all files, the texts that they compare with, and every name that one is declared under, also where
  /// something is wrong with it.
  private struct Measured {
    let measures: [Measure]
    let literals: [String]
    let names: [String]
  }

  private static func metrics(_ definition: PackDefinition, _ measured: Measured) -> KnownMetrics {
    let declared = measured.measures.map { KnownMetrics.Entry(name: $0.name, unit: $0.unit, isShare: $0.isShare) }
    let wrong = measured.names.filter { name in !declared.contains { $0.name == name } }
    return KnownMetrics(
      declared + wrong.map { KnownMetrics.Entry(name: $0) }
        + SourceMetrics.names.map { KnownMetrics.Entry(name: $0.0, unit: $0.1) },
      isOpen: definition.model != nil || definition.sources.contains { $0.kind.name == "metrics" })
  }

  /// When the period begins and ends in the calendar's zone.
  static func bounds(_ definition: PackDefinition, zone: Input?) throws(Diagnostic) -> Bounds {
    let period = definition.period
    let rules = try zone.map { zone throws(Diagnostic) in
      try TimeZoneRules(tzif: zone.bytes, name: definition.calendar.zone)
    }
    func midnight(_ day: Day) -> Instant { rules.map { $0.instant(of: day, secondsOfDay: 0) } ?? day.start }
    return Bounds(
      period: PeriodBounds(start: midnight(period.start), end: midnight(period.end.advanced(by: 1))),
      judgedAt: midnight(definition.asOf.advanced(by: 1)), zone: rules, clock: rules?.clock ?? .utc)
  }
}
