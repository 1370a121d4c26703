import AuditModel
import Bytes
import Diagnostics
import Rows
import YAML
import Zip

/// Reads a pack definition: every key is known, every value is checked, and all that is wrong is said at once.
struct DefinitionReader {
  let collector: DiagnosticCollector
  /// The sections that reports know, and those of a document that names none.
  let sections: (all: [String], usual: [String])
  var presets = PresetShelf()

  /// Nil if anything is wrong; the diagnostics are with the collector.
  func read(_ file: YAMLFile) -> PackDefinition? {
    let map = YAMLMapping(file.root, of: file, what: "definition", collector)
    let pack = map.string("pack")
    let title = map.string("title")
    let organization = map.string("organization")
    let period = self.period(map)
    let asOf = day("as_of", in: map, required: true)
    let calendar = self.calendar(map)
    let revision = map.optionalString("revision")
    let frameworks = self.frameworks(map)
    let cover = self.cover(map)
    let strictMode = map.optionalBool("strict_mode") ?? false
    let model = ModelReader(collector: collector).read(map)
    let kinds = DatasetKinds.all + KindReader(collector: collector).read(map)
    let sources = SourceReader(
      collector: collector, kinds: kinds.map { model?.widening($0) ?? $0 }, presets: presets
    ).read(map)
    if let model { ModelReader(collector: collector).check(model, against: sources, strictly: strictMode, map) }
    let policies = self.policies(map)
    let lineage = Lineage(previous: map.optionalString("previous"), supersedes: map.optionalString("supersedes"))
    for (key, path) in [("previous", lineage.previous), ("supersedes", lineage.supersedes)]
    where path?.hasPrefix("/") == true {
      map.error("'\(key)' is an absolute path", atKey: key, hint: "paths are relative to the definition")
    }
    let documents = DocumentReader(collector: collector, sections: sections).read(map)
    let examination = self.examination(map)
    let redaction = RedactionReader(collector: collector, kinds: kinds).read(map)
    let waivers = path("waivers", map)
    let responses = path("responses", map)
    // Read by the measurement.
    _ = map.node("measures")
    map.finish()
    if let pack, !isComponent(pack) {
      map.error(
        "pack name '\(pack)' cannot be a file name in the pack", atKey: "pack",
        hint: "use letters, digits, '.', '_' and '-', beginning with a letter or digit")
    }
    if let period, let asOf, asOf < period.end {
      map.error(
        "'as_of' is before the period's end, \(period.end)", atKey: "as_of",
        hint: "a pack can be judged only once its period is over")
    }
    guard !collector.hasErrors, let pack, let title, let organization, let period, let asOf else { return nil }
    return PackDefinition(
      pack: pack, title: title, organization: organization, period: period, asOf: asOf, calendar: calendar,
      revision: revision, frameworks: frameworks, cover: cover, sources: sources, policies: policies,
      documents: documents, waivers: waivers, responses: responses, model: model, strictMode: strictMode,
      lineage: lineage, examination: examination,
      redaction: redaction)
  }

  /// `{start, end}`, or one of the short forms of `Period`.
  private func period(_ map: YAMLMapping) -> Period? {
    guard let node = map.required("period") else { return nil }
    if let text = node.text {
      if let period = Period(text) { return period }
      map.error(
        "'\(text)' is no period", at: node,
        hint: "write Q1-2024, 2024-01, 2024, or {start: 2024-01-01, end: 2024-03-31}")
      return nil
    }
    let ends = YAMLMapping(node, of: map.file, what: "period", collector)
    let start = day("start", in: ends, required: true)
    let end = day("end", in: ends, required: true)
    ends.finish()
    guard let start, let end else { return nil }
    if let period = Period(start: start, end: end) { return period }
    ends.error("period ends before it starts", atKey: "end")
    return nil
  }

  private func calendar(_ map: YAMLMapping) -> Calendar {
    guard let calendar = map.mapping("calendar") else { return Calendar() }
    let zone = calendar.optionalString("zone") ?? "UTC"
    let workdays = calendar.optionalString("workdays").flatMap { self.workdays($0, calendar) }
    let holidays = calendar.items("holidays").compactMap { node -> Day? in
      if let day = node.text.flatMap({ Day($0) }) { return day }
      calendar.error("a holiday must be a date", at: node, hint: "write it as YYYY-MM-DD")
      return nil
    }
    calendar.finish()
    return Calendar(zone: zone, workdays: workdays ?? [0, 1, 2, 3, 4], holidays: Set(holidays))
  }

  /// `mon-fri`, `sun-thu`, or days between commas.
  private func workdays(_ text: String, _ calendar: YAMLMapping) -> Set<Int>? {
    let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    var days: Set<Int> = []
    for part in text.lowercased().split(separator: ",") {
      let ends = part.split(separator: "-").map { $0.filter { $0 != " " } }
      let positions = ends.compactMap { names.firstIndex(of: $0) }
      guard positions.count == ends.count, let first = positions.first, let last = positions.last, ends.count <= 2
      else {
        calendar.error("'\(text)' names no weekdays", atKey: "workdays", hint: "write mon-fri, or mon,tue,thu")
        return nil
      }
      var day = first
      days.insert(day)
      while day != last {
        day = (day + 1) % 7
        days.insert(day)
      }
    }
    return days
  }

  private func frameworks(_ map: YAMLMapping) -> [PackDefinition.FrameworkScope] {
    map.mappings("frameworks", what: "framework").flatMap { framework in
      framework.all().map { entry in
        PackDefinition.FrameworkScope(framework: entry.name, categories: framework.strings(entry.name))
      }
    }
  }

  private func cover(_ map: YAMLMapping) -> PackDefinition.Cover {
    let cover = PackDefinition.Cover(
      preparedBy: map.optionalString("prepared_by"), reviewedBy: map.optionalString("reviewed_by"),
      classification: map.optionalString("classification"), retainUntil: day("retain_until", in: map),
      contact: map.optionalString("contact"))
    if let preparer = cover.preparedBy, let reviewer = cover.reviewedBy, PersonName.areOne(preparer, reviewer) {
      map.error("the reviewer is the preparer", atKey: "reviewed_by", hint: "a pack is reviewed by someone else")
    }
    return cover
  }

  private func path(_ key: String, _ map: YAMLMapping) -> String? {
    guard let node = map.node(key), let path = map.string(key), isRelative(path, node, map) else { return nil }
    return path
  }

  private func policies(_ map: YAMLMapping) -> [String] {
    var names: [String: String] = [:]
    var paths: [String] = []
    for node in map.items("policies") {
      guard let path = node.text else {
        map.error("a policy must be a path", at: node)
        continue
      }
      guard isRelative(path, node, map) else { continue }
      let name = Paths.name(of: path)
      if let other = names[name] {
        map.error("two policies are called '\(name)'", at: node, hint: "the other is '\(other)'; rename one of them")
      }
      names[name] = path
      paths.append(path)
    }
    return paths
  }

  private func examination(_ map: YAMLMapping) -> ExaminationDefinition {
    func path(_ key: String) -> String? {
      guard let text = map.optionalString(key), let node = map.node(key), isRelative(text, node, map) else {
        return nil
      }
      return text
    }
    return ExaminationDefinition(
      date: day("examination_date", in: map), requests: path("requests"))
  }

  private func day(_ key: String, in map: YAMLMapping, required: Bool = false) -> Day? {
    guard let text = required ? map.string(key) : map.optionalString(key) else { return nil }
    if let day = Day(text) { return day }
    map.error("'\(key)' must be a date, not '\(text)'", atKey: key, hint: "write it as YYYY-MM-DD")
    return nil
  }

  /// Whether a name can be that of the zip and of the folder in it, on every system.
  private func isComponent(_ name: String) -> Bool {
    guard let first = name.utf8.first, first.isASCIILetter || first.isASCIIDigit, name.utf8.count <= 100 else {
      return false
    }
    return !name.utf8.contains(UInt8(ascii: "/")) && EntryName.problem(with: name) == nil
  }
}

/// Whether a path stays relative to the definition; an absolute one is reported.
func isRelative(_ path: String, _ node: YAMLNode, _ map: YAMLMapping) -> Bool {
  if path.isEmpty {
    map.error("the path is empty", at: node)
    return false
  }
  if path.hasPrefix("/") {
    map.error(
      "'\(path)' is an absolute path", at: node,
      hint: "paths are relative to the definition, so that the pack can be built anywhere ('..' is allowed)")
    return false
  }
  return true
}
