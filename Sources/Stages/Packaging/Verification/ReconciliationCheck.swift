import Bytes
import Digests
import JSON

/// The account of the sources held against itself and the inputs of the manifest: every record in one class, every input
/// accounted for.
struct ReconciliationCheck {
  /// Of the manifest; nil where it cannot be read.
  private let inputs: [Provenance.Dependency]?
  /// What does not fit, in words; as many as one check reports.
  private(set) var problems: [String] = []

  init(inputs: [Provenance.Dependency]?) { self.inputs = inputs?.filter { $0.name.hasPrefix("source/") } }

  mutating func run(_ json: JSONValue) {
    var unseen: [[UInt8]: Provenance.Dependency] = [:]
    for input in inputs ?? [] { unseen[Array(input.name.utf8)] = input }
    for source in json["sources"]?.array ?? [] {
      let name = source["name"]?.string ?? ""
      checkBalance(source, "source '\(name)'")
      for file in source["files"]?.array ?? [] {
        let path = file["path"]?.string ?? ""
        if file["read"] != nil { checkBalance(file, "file '\(path)'") }
        let input = unseen.removeValue(forKey: Array("source/\(name)/\(path)".utf8))
        if inputs != nil, !ReconciliationCheck.agrees(file, input) {
          report("file '\(path)' of source '\(name)' is no input of the manifest")
        }
      }
    }
    for input in unseen.values.map(\.name).sortedByBytes() {
      report("input '\(input)' of the manifest is not accounted for")
    }
  }

  private static func agrees(_ file: JSONValue, _ input: Provenance.Dependency?) -> Bool {
    guard let input else { return false }
    return file["sha256"]?.string == input.sha256.hexadecimal && file["bytes"]?.int == input.bytes
  }

  private static let classes = ["rejected", "duplicate", "outside_period", "filtered", "used"]

  /// What became of the records adds up to those that were read; no count is below 0.
  private mutating func checkBalance(_ account: JSONValue, _ what: String) {
    let counts = ReconciliationCheck.classes.compactMap { account[$0]?.int }
    var sum: Int64 = 0
    var isSound = counts.count == ReconciliationCheck.classes.count
    for count in counts {
      let (next, overflow) = sum.addingReportingOverflow(count)
      isSound = isSound && !overflow && count >= 0
      sum = overflow ? 0 : next
    }
    if !isSound || account["read"]?.int != sum || account["parsed"]?.int != sum - (counts.first ?? 0) {
      report("the counts of \(what) do not add up to what was read")
    }
  }

  private mutating func report(_ problem: String) {
    if problems.count < PackProblem.limit { problems.append(problem) }
  }
}
