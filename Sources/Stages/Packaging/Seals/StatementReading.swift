import Diagnostics
import Digests
import JSON

/// A signed in-toto Statement v1, read strictly.
struct StatementReading {
  /// Nil if it is none of the wanted type.
  let statement: SignedStatement?
  let problem: String

  init(_ payload: [UInt8], type: String) {
    (statement, problem) = StatementReading.read(payload, type)
  }

  private static func read(_ payload: [UInt8], _ type: String) -> (SignedStatement?, String) {
    let json: JSONValue
    do throws(Diagnostic) { json = try JSONParser.parse(payload, name: "payload") } catch {
      return (nil, "its payload is no JSON: \(error.message)")
    }
    guard json["_type"]?.string == PackFormat.statementType else {
      return (nil, "its payload is no '\(PackFormat.statementType)'")
    }
    guard json["predicateType"]?.string == type else { return (nil, "its predicate is no '\(type)'") }
    guard json.object?.keys.count == 4, let predicate = json["predicate"], let subjects = json["subject"]?.array else {
      return (nil, "its payload lacks subjects or predicate, or holds more")
    }
    return (SignedStatement(subjects: subjects, predicate: predicate), "")
  }
}

/// What a signature covers.
struct SignedStatement {
  let subjects: [JSONValue]
  let predicate: JSONValue

  enum Match {
    case match
    /// Other names, or another number of them.
    case others
    /// The names whose digests differ.
    case differ([String])
  }

  /// Holds the subjects against the wanted ones, in any order.
  func subjects(_ wanted: [SHA256Sums.Line]) -> Match {
    guard subjects.count == wanted.count else { return .others }
    var differing: [String] = []
    for line in wanted {
      guard let subject = subjects.first(where: { $0["name"]?.string.map { Array($0.utf8) } == Array(line.name.utf8) })
      else { return .others }
      if subject["digest"]?["sha256"]?.string != line.sha256.hexadecimal { differing.append(line.name) }
    }
    return differing.isEmpty ? .match : .differ(differing)
  }
}
