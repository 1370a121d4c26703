package import AuditModel
import Bytes

/// `interop/junit.xml`: the decisions as JUnit test cases, one suite a policy.
package enum JUnitReport {
  package static let name = "interop/junit.xml"

  /// The file's bytes, UTF-8.
  package static func bytes(_ facts: Facts) -> [UInt8] {
    var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
    lines.append("<testsuites name=\(XMLText.attribute(facts.definition.pack))\(counts(facts.decisions))>")
    for policy in policies(facts.decisions) {
      let decisions = facts.decisions.filter { $0.gate.policy.utf8.elementsEqual(policy.utf8) }
      lines.append("  <testsuite name=\(XMLText.attribute(policy))\(counts(decisions))>")
      lines += decisions.flatMap(testCase)
      lines.append("  </testsuite>")
    }
    lines.append("</testsuites>")
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  /// In the order in which gates name them.
  private static func policies(_ decisions: [GateDecision]) -> [String] {
    var seen: Set<[UInt8]> = []
    return decisions.map(\.gate.policy).filter { seen.insert(Array($0.utf8)).inserted }
  }

  private static func counts(_ decisions: [GateDecision]) -> String {
    func count(_ outcome: ForeignWords.JUnitOutcome) -> Int { decisions.count { $0.foreign.junit == outcome } }
    return " tests=\"\(decisions.count)\" failures=\"\(count(.failure))\" errors=\"\(count(.error))\""
      + " skipped=\"\(count(.skipped))\""
  }

  private static func testCase(_ decision: GateDecision) -> [String] {
    let gate = decision.gate
    let properties =
      [("decision", decision.decision.rawValue), ("severity", gate.severity.rawValue)]
      + (gate.clause.map { [("clause", $0)] } ?? [])
    return [
      "    <testcase classname=\(XMLText.attribute(gate.policy)) name=\(XMLText.attribute(gate.id))>",
      "      <properties>",
    ] + properties.map { "        <property name=\"\($0.0)\" value=\(XMLText.attribute($0.1))/>" } + [
      "      </properties>"
    ]
      + outcome(decision) + ["    </testcase>"]
  }

  private static func outcome(_ decision: GateDecision) -> [String] {
    let message = XMLText.attribute(decision.reason)
    let type = "type=\"\(decision.decision.rawValue)\""
    switch decision.foreign.junit {
    case .pass: return []
    case .output: return ["      <system-out>\(XMLText.content(decision.reason))</system-out>"]
    case .failure: return ["      <failure message=\(message) \(type)>\(XMLText.content(details(decision)))</failure>"]
    case .error: return ["      <error message=\(message) \(type)/>"]
    case .skipped: return ["      <skipped message=\(message)/>"]
    }
  }

  /// The exceptions that a failure lists; its exhibit has them all.
  private static let exceptionLimit = 100

  private static func details(_ decision: GateDecision) -> String {
    let exceptions = decision.tested?.exceptions ?? []
    let lines = exceptions.prefix(exceptionLimit).map { "\($0.origin.place): \($0.id): \($0.why)" }
    let more =
      exceptions.count > lines.count
      ? ["and \(exceptions.count - lines.count) more in \(decision.exhibit ?? "the exhibit")"] : []
    return ([decision.gate.name] + lines + more).joined(separator: "\n")
  }
}

/// Text for XML 1.0, which cannot hold most control characters, even escaped.
enum XMLText {
  static func content(_ text: String) -> String { escaped(text, inAttribute: false) }

  /// With its quotes.
  static func attribute(_ text: String) -> String { "\"\(escaped(text, inAttribute: true))\"" }

  private static func escaped(_ text: String, inAttribute: Bool) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;".unicodeScalars
      case "<": result += "&lt;".unicodeScalars
      case ">": result += "&gt;".unicodeScalars
      case "\"" where inAttribute: result += "&quot;".unicodeScalars
      case "\n" where inAttribute: result += "&#10;".unicodeScalars
      case "\t", "\r": result += "&#\(scalar.value);".unicodeScalars
      case "\u{00}"..."\u{08}", "\u{0B}"..."\u{0C}", "\u{0E}"..."\u{1F}", "\u{FFFE}"..."\u{FFFF}":
        result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
