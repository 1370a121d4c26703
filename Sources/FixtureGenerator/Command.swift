import Glibc

/// What is wrong with the arguments.
struct UsageError: Error {
  let message: String
}

/// What a run does, as its arguments say.
struct Command {
  static let usage = """
    usage: FixtureGenerator soc2 --out DIR [--quarter 2024q1] [--seed N] [--events N] [--faults all|none|standard|LIST]
           FixtureGenerator events --out DIR [--quarter 2024q1] [--seed N] [--events N]
           FixtureGenerator faults
    soc2 writes the exports of a quarter and planted.json, events one file of clean audit events, faults the names that
    --faults takes, separated by commas.
    """

  private enum Verb: String {
    case soc2, events, faults
  }

  private let verb: Verb
  private var folder: OutputFolder?
  private var quarter = Quarter("2024q1")
  private var seed: UInt64 = 20_240_331
  private var events: Int?
  private var faults = Fault.standard

  init(_ arguments: [String]) throws(UsageError) {
    guard let name = arguments.first, let verb = Verb(rawValue: name) else {
      throw UsageError(message: "the first argument says what to write")
    }
    self.verb = verb
    var rest = arguments.dropFirst()
    while let option = rest.popFirst() {
      guard let value = rest.popFirst() else { throw UsageError(message: "'\(option)' has no value") }
      try set(option, to: value)
    }
  }

  private mutating func set(_ option: String, to value: String) throws(UsageError) {
    switch option {
    case "--out": folder = OutputFolder(path: value)
    case "--quarter": quarter = Quarter(value)
    case "--seed":
      guard let number = UInt64(value) else { throw UsageError(message: "'\(value)' is no seed") }
      seed = number
    case "--events":
      guard let number = Int(value), (1...1_000_000_000).contains(number) else {
        throw UsageError(message: "'\(value)' is no number of events")
      }
      events = number
    case "--faults": faults = try Command.faults(value)
    default: throw UsageError(message: "unknown option '\(option)'")
    }
  }

  private static func faults(_ text: String) throws(UsageError) -> Set<Fault> {
    switch text {
    case "all": return Set(Fault.allCases)
    case "none": return []
    case "standard": return Fault.standard
    default: break
    }
    var faults: Set<Fault> = []
    for name in text.split(separator: ",") {
      guard let fault = Fault(rawValue: String(name)) else { throw UsageError(message: "unknown fault '\(name)'") }
      faults.insert(fault)
    }
    return faults
  }

  func run() throws {
    if verb == .faults {
      for fault in Fault.allCases { print(fault.rawValue, Fault.standard.contains(fault) ? "(standard)" : "") }
      return
    }
    guard let folder else { throw UsageError(message: "--out says where to write") }
    guard let quarter else { throw UsageError(message: "a quarter is written like 2024q1") }
    if verb == .events {
      return try EventStream(count: events ?? 1_000_000, seed: seed).write(to: folder, quarter: quarter)
    }
    let scenario = Scenario(quarter: quarter, seed: seed, faults: faults, events: events ?? 15_500)
    try Fixture.quarter(scenario).write(to: folder, scenario)
  }
}

/// Ends the run with a message on standard error.
func complain(_ message: String, status: Int32) -> Never {
  let bytes = Array("FixtureGenerator: \(message)\n".utf8)
  _ = unsafe bytes.withUnsafeBytes { unsafe write(2, $0.baseAddress, $0.count) }
  exit(status)
}
