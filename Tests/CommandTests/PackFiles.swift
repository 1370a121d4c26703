import Foundation

/// The files of a pack that others read, as far as the tests look into them; read by Foundation, not by the program's
/// own reader.
struct DecisionsJSON: Decodable {
  let asOf: String
  let decisions: [Gate]
  let summary: [String: Int]

  struct Gate: Decodable {
    let gate: String
    let name: String
    let severity: String
    let kind: String
    let decision: String
    let reason: String
    let metric: String?
    let value: Double?
    let limit: Double?
    let comparison: String?
    let n: Int?
    let population: Int?
    let exceptionCount: Int?
    let exceptions: [Exception]?
    let exhibit: String?
  }

  struct Exception: Decodable {
    let id: String
    let source: String
    let file: String
    let line: Int
    let record: Int
    let why: String
  }

  func gate(_ id: String) -> Gate? { decisions.first { $0.gate == id } }
}

struct ReconciliationJSON: Decodable {
  let sources: [Source]

  struct Source: Decodable {
    let name: String
    let kind: String
    let containers: Int
    let read: Int
    let parsed: Int
    let rejected: Int
    let duplicate: Int
    let outsidePeriod: Int
    let filtered: Int
    let used: Int
    let expected: Int?
    let first: String?
    let last: String?
    let largestGapSeconds: Double?
    let outOfOrder: Int
    let files: [File]
  }

  struct File: Decodable {
    let path: String
    let sha256: String
    let bytes: Int
    let read: Int
    let parsed: Int
    let rejected: Int
    let duplicate: Int
    let outsidePeriod: Int
    let filtered: Int
    let used: Int
    let outOfOrder: Int
  }
}

struct VerificationJSON: Decodable {
  let verdict: String
  let packSha256: String
  let contentSha256: String?
  let factsSha256: String?
  let trust: String
  let problems: [ProblemJSON]
}

struct ProblemJSON: Decodable {
  let code: String
  let entry: String
  let message: String
}

struct ReproductionJSON: Decodable {
  let verdict: String
  let differences: [Difference]
  let components: [String]
  let problems: [ProblemJSON]

  struct Difference: Decodable {
    let entry: String
    let `where`: String
    let old: String
    let new: String
  }
}

extension JSONDecoder {
  /// Reads the keys of a pack's files (`as_of`) as Swift writes them (`asOf`).
  static var ofPacks: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return decoder
  }
}
