import TestSupport
import Testing
import YAML

/// The SOC 2 policy against the criteria that it is about.
@Suite("SOC 2 policy") struct SOC2PolicyTests {
  /// The rows of the control mapping of the guide to audit-ready documents.
  static let mapping = ["CC1", "CC2", "CC3", "CC5", "CC6", "CC7", "CC8"]

  private struct Control {
    let id: String
    let criteria: [String]
    let isUntestable: Bool
  }

  private func items(_ node: YAMLNode?) -> [YAMLNode] {
    if case .sequence(let items)? = node?.content { items } else { [] }
  }

  private func value(_ node: YAMLNode, _ key: String) -> YAMLNode? {
    guard case .mapping(let entries) = node.content else { return nil }
    return entries.first { $0.name == key }?.value
  }

  /// The controls, and the ids of those that a gate tests.
  private func policy() throws -> (controls: [Control], tested: Set<String>) {
    let root = try YAMLFile.parse(try Checkout.bytes("policies/soc2.yaml"), name: "soc2.yaml").root
    let controls = items(value(root, "controls")).map { control in
      Control(
        id: value(control, "id")?.text ?? "",
        criteria: items(value(control, "criteria")).filter { value($0, "framework")?.text == "soc2" }
          .compactMap { value($0, "id")?.text }, isUntestable: value(control, "untestable") != nil)
    }
    return (controls, Set(items(value(root, "gates")).flatMap { items(value($0, "controls")).compactMap(\.text) }))
  }

  /// The criteria of security and availability, as the framework numbers them.
  private func catalogue() throws -> [String] {
    String(decoding: try Checkout.bytes("policies/tsc2017.csv"), as: UTF8.self).split(whereSeparator: \.isNewline)
      .dropFirst().compactMap { $0.split(separator: ",").first.map(String.init) }
      .filter { $0.hasPrefix("CC") || $0.hasPrefix("A1") }
  }

  @Test func `every criterion is met by a control, which is tested or named as untestable`() throws {
    let (controls, tested) = try policy()
    let catalogue = try catalogue()
    #expect(catalogue.count == 36)
    #expect(Set(controls.flatMap(\.criteria)) == Set(catalogue))
    for control in controls { #expect(tested.contains(control.id) != control.isUntestable, "\(control.id)") }
  }

  @Test func `every requirement that the policy cites has a title, and every title is cited`() throws {
    let root = try YAMLFile.parse(try Checkout.bytes("policies/soc2.yaml"), name: "soc2.yaml").root
    let cited = items(value(root, "controls")).flatMap { items(value($0, "criteria")) }.map { criterion in
      ["framework", "version", "id"].compactMap { value(criterion, $0)?.text }
    }.filter { $0.first != "soc2" }
    let lines = String(decoding: try Checkout.bytes("policies/requirements.csv"), as: UTF8.self)
    let titled = lines.split(whereSeparator: \.isNewline).dropFirst().map { line in
      line.split(separator: ",").prefix(3).map(String.init)
    }
    #expect(Set(titled) == Set(cited))
    #expect(titled.count == Set(titled).count)
  }

  @Test func `every group of criteria has a gate, the rows of the mapping among them`() throws {
    let (controls, tested) = try policy()
    let groups = Set(controls.filter { tested.contains($0.id) }.flatMap(\.criteria).map { $0.prefix { $0 != "." } })
    let all = Set(try catalogue().map { $0.prefix { $0 != "." } })
    #expect(groups.isSuperset(of: Self.mapping.map { Substring($0) }))
    #expect(groups == all)
  }
}
