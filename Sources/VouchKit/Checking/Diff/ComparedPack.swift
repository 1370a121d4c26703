import Bytes
import Diagnostics
import JSON
import Packaging
import YAML

/// One side of a comparison: an intact pack's own files, taken apart.
struct ComparedPack {
  let name: String
  let report: VerificationReport
  let decisions: [String: JSONValue]
  let gateOrder: [String]
  let controls: [String: String]
  let criteria: [String: String]
  let metrics: [String: JSONValue]
  let sources: [String: JSONValue]
  let findings: [String]
  let manifest: RecordedManifest
  let policies: PolicyTexts
  let pack: OpenedPack

  init(_ path: String) throws(Diagnostic) {
    let (pack, report) = try OpenedPack.intact(path)
    name = path
    self.report = report
    let file = try pack.json(DecisionsFile.name)
    let gates = file["decisions"]?.array ?? []
    decisions = ComparedPack.byKey(gates) { $0["gate"]?.string }
    gateOrder = gates.compactMap { $0["gate"]?.string }
    controls = ComparedPack.standings(file["controls"]) { $0["id"]?.string }
    criteria = ComparedPack.standings(file["criteria"]) { item in
      item["id"]?.string.map { "\(item["framework"]?.string ?? "") \($0)" }
    }
    metrics = ComparedPack.byKey(try pack.json(MetricsFile.name)["metrics"]?.array ?? [], ComparedPack.title)
    sources = ComparedPack.byKey(try pack.json(ReconciliationFile.name)["sources"]?.array ?? []) { $0["name"]?.string }
    findings = (try pack.json(FindingsFile.name)["findings"]?.array ?? []).map {
      "\($0["subject"]?.string ?? ""): \($0["message"]?.string ?? "")"
    }
    manifest = try RecordedManifest(pack)
    policies = try PolicyTexts(pack)
    self.pack = pack
  }

  /// `name{label=value}`, as reports have it.
  private static func title(_ metric: JSONValue) -> String? {
    let labels = (metric["labels"]?.object?.members ?? []).map { "\($0.key)=\($0.value.string ?? "")" }
    return metric["name"]?.string.map { labels.isEmpty ? $0 : "\($0){\(labels.joined(separator: ", "))}" }
  }

  private static func byKey(_ items: [JSONValue], _ key: (JSONValue) -> String?) -> [String: JSONValue] {
    Dictionary(items.compactMap { item in key(item).map { ($0, item) } }, uniquingKeysWith: { first, _ in first })
  }

  private static func standings(_ list: JSONValue?, _ key: (JSONValue) -> String?) -> [String: String] {
    byKey(list?.array ?? [], key).compactMapValues { $0["decision"]?.string }
  }
}

/// The policies of a pack, gate by gate, without their layout.
struct PolicyTexts {
  /// By gate id: the gate as written, comments and places aside.
  let gates: [String: PolicyText]
  /// By gate id: the kind of the records that it tests.
  let records: [String: String]
  /// Everything that gates share: limits, measures, controls.
  let shared: PolicyText

  init(_ pack: OpenedPack) throws(Diagnostic) {
    var gates: [String: PolicyText] = [:]
    var records: [String: String] = [:]
    var shared: [PolicyText] = []
    for name in pack.names where name.hasPrefix("policies/") {
      guard case .mapping(let entries) = try YAMLFile.parse(try pack.bytes(name), name: name).root.content else {
        continue
      }
      for entry in entries {
        guard entry.name == "gates", case .sequence(let items) = entry.value.content else {
          if PolicyTexts.deciding.contains(entry.name) {
            shared.append(.list([.scalar(entry.name), PolicyText(entry.value)]))
          }
          continue
        }
        for item in items {
          guard let id = PolicyTexts.id(item) else { continue }
          gates[id] = PolicyText(item)
          records[id] = PolicyTexts.text("records", of: item)
        }
      }
    }
    self.gates = gates
    self.records = records
    self.shared = .list(shared)
  }

  /// What a gate's decision can rest on beside the gate.
  private static let deciding: Set<String> = ["limits", "measures"]

  /// As the policy's reader forms it.
  private static func id(_ gate: YAMLNode) -> String? {
    text("id", of: gate) ?? text("name", of: gate).map { Gate.slug($0) }
  }

  private static func text(_ key: String, of gate: YAMLNode) -> String? {
    guard case .mapping(let entries) = gate.content else { return nil }
    return entries.first { $0.name == key }?.value.text
  }
}

/// A YAML value without the places at which it stands.
indirect enum PolicyText: Hashable {
  case scalar(String)
  case list([PolicyText])

  init(_ node: YAMLNode) {
    switch node.content {
    case .scalar(let text, _): self = .scalar(text)
    case .sequence(let items): self = .list(items.map(PolicyText.init))
    case .mapping(let entries):
      self = .list(entries.sortedByBytes(of: \.name).map { .list([.scalar($0.name), PolicyText($0.value)]) })
    }
  }
}
