import Bytes
import CEL
import Foundation
import TestSupport
import Testing
import TimeZones

/// The cases of the language's own conformance suite, in `fixtures/cel`.
@Suite("CEL conformance cases") struct ConformanceTests {
  /// Cases that do not pass, each with the reason; a case that passes must not stand here.
  static let failing = [
    "parse/bytes_literals/triple_single_quoted_unescaped_punctuation":
      "the case expects a backslash before '?' that its expression does not have"
  ]

  @Test func `every case passes, or is listed with its reason`() throws {
    let cases = try ConformanceCase.all()
    #expect(cases.count == 991)
    var passes: [String: (passed: Int, all: Int)] = [:]
    for item in cases {
      let failure = item.failure
      let expected = Self.failing[item.name]
      if let failure, expected == nil { Issue.record("\(item.name): \(item.expression): \(failure)") }
      if failure == nil, let expected { Issue.record("\(item.name) passes, but is listed: \(expected)") }
      passes[item.file, default: (0, 0)].all += 1
      passes[item.file, default: (0, 0)].passed += failure == nil ? 1 : 0
    }
    for file in passes.keys.sortedByBytes() {
      let count = passes[file] ?? (0, 0)
      print("CEL \(file): \(count.passed) of \(count.all)")
    }
    print("CEL cases: \(passes.values.reduce(0) { $0 + $1.passed }) of \(cases.count)")
  }

  @Test func `further cases of the suite pass`() throws {
    let cases = try ConformanceCase.all("more-cases.json")
    #expect(cases.count == 602)
    for item in cases { #expect(item.failure == nil, "\(item.name): \(item.expression)") }
  }
}

/// One case: an expression, what it is given, and what it must come to.
struct ConformanceCase {
  let file: String
  let name: String
  let expression: String
  let isChecked: Bool
  let container: String
  let bindings: [(name: String, value: CELValue)]
  /// Nil where the expression must end in an error.
  let expected: CELValue?

  static func all(_ name: String = "cases.json") throws -> [ConformanceCase] {
    let bytes = try Checkout.bytes("fixtures/cel/" + name)
    guard case .list(let items) = try CELText.value(tagged: String(decoding: bytes, as: UTF8.self)) else { return [] }
    return items.elements.compactMap { item in
      guard case .map(let map) = item else { return nil }
      return ConformanceCase(map)
    }
  }

  init?(_ map: CELMap) {
    guard let file = map["file"]?.text, let section = map["section"]?.text, let name = map["name"]?.text,
      let expression = map["expr"]?.text, let container = map["container"]?.text,
      case .bool(let isUnchecked)? = map["disable_check"], case .map(let bindings)? = map["bindings"]
    else { return nil }
    self.file = file
    self.name = "\(file)/\(section)/\(name)"
    self.expression = expression
    self.container = container
    isChecked = !isUnchecked
    self.bindings = bindings.entries.compactMap { entry in entry.key.text.map { ($0, entry.value) } }
    expected = map["error"] == nil ? map["value"] : nil
  }

  /// What is wrong with the outcome, or nil.
  var failure: String? {
    do {
      let environment = CELEnvironment(
        variables: bindings.map { CELEnvironment.Variable($0.name, CELType(of: $0.value)) }, container: container,
        zones: ZoneFixture.rules)
      let program = try CELProgram(expression, environment, checked: isChecked)
      let value = try program.evaluate(Dictionary(uniqueKeysWithValues: bindings.map { ($0.name, $0.value) }))
      guard let expected else { return "is \(CELText.tagged(value)), not an error" }
      let (found, wanted) = (CELText.tagged(value), CELText.tagged(expected))
      return found.hasSameBytes(as: wanted) ? nil : "is \(found), not \(wanted)"
    } catch let errors as CELErrors {
      return expected == nil ? nil : "error: \(errors.all.map(\.message))"
    } catch {
      return expected == nil ? nil : "error: \(error)"
    }
  }
}

extension CELValue {
  var text: String? { if case .string(let text) = self { text } else { nil } }
}

/// The zone files of the system's tzdata.
enum ZoneFixture {
  static func bytes(_ name: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: URL(fileURLWithPath: "/usr/share/zoneinfo/\(name)")))
  }

  static func rules(_ name: String) -> TimeZoneRules? {
    guard !name.contains(".."), let data = try? Data(contentsOf: URL(fileURLWithPath: "/usr/share/zoneinfo/\(name)"))
    else { return nil }
    return try? TimeZoneRules(tzif: [UInt8](data), name: name)
  }
}
