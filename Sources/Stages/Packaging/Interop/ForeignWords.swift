import AuditModel

/// What a decision is called in the formats that other tools read: the mapping table of `docs/pack-format.md`.
struct ForeignWords: Hashable, Sendable {
  let sarif: SARIFWords
  let junit: JUnitOutcome
  let oscal: OSCALState?
  let test: TestResult?

  enum SARIFKind: String, Sendable { case pass, fail, open, informational, notApplicable }
  enum SARIFLevel: String, Sendable { case none, note, warning, error }

  struct SARIFWords: Hashable, Sendable {
    let kind: SARIFKind
    let level: SARIFLevel
    /// The level of the notification that says why there is no result; nil where there is one.
    let notification: SARIFLevel?

    init(_ kind: SARIFKind, _ level: SARIFLevel, notification: SARIFLevel? = nil) {
      self.kind = kind
      self.level = level
      self.notification = notification
    }
  }

  /// The element within a test case; a pass may say something to the reader all the same.
  enum JUnitOutcome: String, Sendable {
    case pass, output, failure, error, skipped

    /// Its name; nil for a test case that needs none.
    var element: String? {
      switch self {
      case .pass: nil
      case .output: "system-out"
      case .failure: "failure"
      case .error: "error"
      case .skipped: "skipped"
      }
    }
  }

  /// A finding's state with its reason.
  enum OSCALState: String, Sendable {
    case satisfied = "pass"
    case notSatisfied = "fail"
    case other

    var state: String { self == .satisfied ? "satisfied" : "not-satisfied" }
  }

  enum TestResult: String, Sendable {
    case passed = "PASSED"
    case warned = "WARNED"
    case failed = "FAILED"

    /// `passed` of none.
    static func worst(of results: [TestResult]) -> TestResult {
      results.contains(.failed) ? .failed : results.contains(.warned) ? .warned : .passed
    }
  }

  init(_ decision: Decision, _ severity: Severity) {
    let level = ForeignWords.level(severity)
    let costs = severity == .error
    switch decision {
    case .pass:
      self.init(.init(.pass, .none), .pass, .satisfied, .passed)
    case .watch:
      self.init(.init(.informational, .none), .output, .satisfied, .passed)
    case .warning:
      self.init(.init(.fail, severity == .info ? .note : .warning), .output, .satisfied, .warned)
    case .fail, .waiverExpired:
      self.init(.init(.fail, level), costs ? .failure : .skipped, .notSatisfied, costs ? .failed : .warned)
    case .waived:
      self.init(.init(.fail, level), .skipped, .other, .warned)
    case .noData, .indeterminate:
      self.init(
        .init(.open, .none, notification: level), costs ? .error : .skipped, .other, costs ? .failed : .warned)
    case .notApplicable:
      self.init(.init(.notApplicable, .none), .skipped, nil, nil)
    }
  }

  private init(_ sarif: SARIFWords, _ junit: JUnitOutcome, _ oscal: OSCALState?, _ test: TestResult?) {
    self.sarif = sarif
    self.junit = junit
    self.oscal = oscal
    self.test = test
  }

  private static func level(_ severity: Severity) -> SARIFLevel {
    switch severity {
    case .error: .error
    case .warning: .warning
    case .info: .note
    }
  }
}

extension GateDecision {
  var foreign: ForeignWords { ForeignWords(decision, gate.severity) }
}
