import Foundation
import Packaging
import TestSupport
import Testing

/// The decisions in other tools' formats, read by Foundation and held against decisions.json by the mapping table.
@Suite("Decisions in other formats") struct InteropTests {
  private func json(_ pack: BuiltPack, _ name: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(try pack.member(name))) as? [String: Any])
  }

  @Test func `SARIF has one rule and one result a gate, by the table`() throws {
    let pack = try BuiltPacks.soc2.get()
    let gates = try pack.decode(DecisionsJSON.self, "decisions.json").decisions
    let sarif = try json(pack, "interop/results.sarif")
    let run = try #require((sarif["runs"] as? [[String: Any]])?.first)
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(results.map { $0["ruleId"] as? String } == gates.map(\.gate))
    let levels = ["error": "error", "warning": "warning", "info": "note"]
    for (result, gate) in zip(results, gates) {
      let kind = result["kind"] as? String
      let level = result["level"] as? String
      switch gate.decision {
      case "pass": #expect(kind == "pass" && level == "none", "\(gate.gate)")
      case "fail": #expect(kind == "fail" && level == levels[gate.severity], "\(gate.gate)")
      case "no_data": #expect(kind == "open" && level == "none", "\(gate.gate)")
      default: continue
      }
      #expect((result["suppressions"] as? [Any])?.isEmpty == true)
    }
  }

  @Test func `OSCAL observes every gate and finds every criterion, with UUIDs of version 5`() throws {
    let pack = try BuiltPacks.soc2.get()
    let gates = try pack.decode(DecisionsJSON.self, "decisions.json").decisions
    let root = try #require(
      try json(pack, "interop/oscal-assessment-results.json")["assessment-results"] as? [String: Any])
    let result = try #require((root["results"] as? [[String: Any]])?.first)
    let observations = try #require(result["observations"] as? [[String: Any]])
    #expect(observations.map { $0["title"] as? String } == gates.map(\.name))
    let findings = try #require(result["findings"] as? [[String: Any]])
    let ids = ([root, result] + observations + findings).compactMap { $0["uuid"] as? String }
    #expect(Set(ids).count == ids.count)
    #expect(
      ids.allSatisfy { $0.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil }
    )
    let criteria = try #require(try json(pack, "decisions.json")["criteria"] as? [[String: Any]])
    #expect(findings.count == criteria.filter { $0["decision"] as? String != "not_applicable" }.count)
  }

  /// Clocks in Berlin were put forward on 31 March 2024.
  @Test func `periods in OSCAL begin and end in the calendar's zone`() throws {
    let pack = try SmallPack()
    try pack.workspace.edit("pack.yaml", "sources:", "calendar: {zone: Europe/Berlin}\nsources:")
    try pack.build()
    let text = try pack.tool("unzip", "-p", "small-2024q1.zip", "*/interop/oscal-assessment-results.json").out
    #expect(text.contains("\"start\":\"2024-01-01T00:00:00+01:00\""))
    #expect(text.contains("\"end\":\"2024-03-31T23:59:59+02:00\""))
    #expect(text.contains("\"collected\":\"2024-04-05T00:00:00+02:00\""))
  }

  @Test func `the in-toto test result is about decisions.json and lists every gate that applies`() throws {
    let pack = try BuiltPacks.soc2.get()
    let gates = try pack.decode(DecisionsJSON.self, "decisions.json").decisions
    let statement = try json(pack, "interop/test-result.intoto.json")
    let subject = try #require((statement["subject"] as? [[String: Any]])?.first)
    let digest = (subject["digest"] as? [String: String])?["sha256"]
    #expect(digest == TamperedPackTests.digest(try pack.member("decisions.json")))
    let predicate = try #require(statement["predicate"] as? [String: Any])
    let failed = predicate["failedTests"] as? [String]
    let blocking = ["fail", "waiver_expired", "no_data", "indeterminate"]
    #expect(failed == gates.filter { $0.severity == "error" && blocking.contains($0.decision) }.map(\.gate))
    #expect(predicate["result"] as? String == (failed?.isEmpty == false ? "FAILED" : "PASSED"))
  }

  @Test func `JUnit counts what it lists`() throws {
    let pack = try BuiltPacks.soc2.get()
    let counter = Counter()
    let parser = XMLReader(data: Data(try pack.member("interop/junit.xml")), counter: counter)
    #expect(parser.parse())
    let gates = try pack.decode(DecisionsJSON.self, "decisions.json").decisions
    #expect(counter.names == gates.map(\.gate))
    #expect(counter.counts["failure", default: 0] == counter.stated["failures"])
    #expect(counter.counts["skipped", default: 0] == counter.stated["skipped"])
    #expect(counter.counts["error", default: 0] == counter.stated["errors"])
    #expect(counter.stated["tests"] == gates.count)
  }

  struct Lie: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let file: String
    let old: String
    let new: String
  }

  static let lies = [
    Lie(
      testDescription: "SARIF's kind", file: "interop/results.sarif", old: "\"kind\":\"fail\",\"level\":\"error\"",
      new: "\"kind\":\"pass\",\"level\":\"none\""),
    Lie(
      testDescription: "SARIF's level", file: "interop/results.sarif", old: "\"kind\":\"fail\",\"level\":\"error\"",
      new: "\"kind\":\"fail\",\"level\":\"note\""),
    Lie(
      testDescription: "a suppression without a waiver", file: "interop/results.sarif", old: "\"suppressions\":[]",
      new: "\"suppressions\":[{\"kind\":\"external\"}]"),
    Lie(
      testDescription: "OSCAL's state", file: "interop/oscal-assessment-results.json", old: "\"not-satisfied\"",
      new: "\"satisfied\""),
    Lie(
      testDescription: "OSCAL's observation", file: "interop/oscal-assessment-results.json",
      old: "\"value\":\"fail\"", new: "\"value\":\"pass\""),
    Lie(testDescription: "JUnit's decision", file: "interop/junit.xml", old: "value=\"fail\"", new: "value=\"pass\""),
    Lie(testDescription: "JUnit's failure", file: "interop/junit.xml", old: "<failure", new: "<system-out"),
    Lie(testDescription: "the test result", file: "interop/test-result.intoto.json", old: "FAILED", new: "PASSED"),
    Lie(
      testDescription: "the test result's predicate", file: "interop/test-result.intoto.json", old: "test-result/v0.1",
      new: "test-result/v0.0"),
    Lie(testDescription: "the table", file: "interop/decisions.csv", old: ",fail,", new: ",pass,"),
  ]

  @Test(arguments: lies) func `a friendlier file is refused`(lie: Lie) throws {
    let pack = try BuiltPacks.soc2.get()
    var zip = ForgedZip(plain: pack.bytes)
    try TamperedPackTests.rewrite(&zip, lie.file) { $0.replacingOccurrences(of: lie.old, with: lie.new) }
    let problems = PackVerification.verify(zip.bytes).problems
    #expect(problems.contains { $0.code == "facts.interop" && $0.entry == lie.file }, "\(problems)")
  }

  @Test func `the page that checks in a browser runs no script but its own, and loads nothing`() throws {
    let pack = try BuiltPacks.soc2.get()
    let page = String(decoding: try pack.member("verify.html"), as: UTF8.self)
    for (element, directive) in [("script", "script-src"), ("style", "style-src")] {
      let body = try #require(page.firstRange(of: "<\(element)>")).upperBound
      let end = try #require(page.firstRange(of: "</\(element)>")).lowerBound
      let file = try Workspace()
      let url = try file.write("body", String(page[body..<end]))
      let run = try Program.command(["/bin/sh", "-c", "openssl dgst -sha256 -binary \"$0\" | base64", url.path()])
      let hash = run.out.trimmingCharacters(in: .whitespacesAndNewlines)
      #expect(page.contains("\(directive) 'sha256-\(hash)'"), "\(element)")
    }
    #expect(!page.contains("http:") && !page.contains("https:") && !page.contains("fetch("))
    #expect(page.contains("This finds damage, not forgery"))
    #expect(try BuiltPacks.creditModel.get().member("verify.html") == pack.member("verify.html"))
  }
}

/// What a JUnit file states and what it holds.
private final class Counter {
  var names: [String] = []
  var counts: [String: Int] = [:]
  var stated: [String: Int] = [:]
}

/// Reads elements by lines, with no more XML than the writer uses.
private struct XMLReader {
  let text: String
  let counter: Counter

  init(data: Data, counter: Counter) {
    text = String(decoding: data, as: UTF8.self)
    self.counter = counter
  }

  /// Whether every element that is opened is closed.
  func parse() -> Bool {
    var open: [Substring] = []
    for match in text.matches(of: /<(\/?)([a-z-]+)((?:\s+[a-z]+="[^"<]*")*)\s*(\/?)>/) {
      let (closing, name, attributes, empty) = (match.output.1, match.output.2, match.output.3, match.output.4)
      if !closing.isEmpty {
        if open.popLast() != name { return false }
        continue
      }
      if empty.isEmpty { open.append(name) }
      counter.counts[String(name), default: 0] += 1
      for attribute in attributes.matches(of: /([a-z]+)="([^"]*)"/) {
        if name == "testsuites", let count = Int(attribute.output.2) {
          counter.stated[String(attribute.output.1)] = count
        }
        if name == "testcase", attribute.output.1 == "name" { counter.names.append(String(attribute.output.2)) }
      }
    }
    return open.isEmpty
  }
}
