public import Rows

/// One rule of a policy: what every kind of gate has.
public struct Gate: Hashable, Sendable {
  /// Unique over all policies of a pack.
  public let id: String
  public let name: String
  /// The key that says its kind: `metric`, `records` …
  public let kind: String
  /// The name of its policy.
  public let policy: String
  public let clause: String?
  /// Ids of controls.
  public let controls: [String]
  public let severity: Severity
  public let rationale: String?
  public let owner: String?
  public let applies: Applicability

  public init(
    id: String, name: String, kind: String, policy: String, clause: String?, controls: [String], severity: Severity,
    rationale: String?, owner: String?, applies: Applicability
  ) {
    self.id = id
    self.name = name
    self.kind = kind
    self.policy = policy
    self.clause = clause
    self.controls = controls
    self.severity = severity
    self.rationale = rationale
    self.owner = owner
    self.applies = applies
  }

  /// From when until when (exclusive) a gate is in force; judged at the period's end.
  public struct Applicability: Hashable, Sendable {
    public let from: Day?
    public let until: Day?

    public init(from: Day? = nil, until: Day? = nil) {
      self.from = from
      self.until = until
    }

    public func contains(_ day: Day) -> Bool {
      (from.map { day >= $0 } ?? true) && (until.map { day < $0 } ?? true)
    }
  }

  /// Whether a text can be a gate's id: letters, digits, `.`, `_` and `-` of ASCII, beginning with a letter or digit.
  public static func isIdentifier(_ text: String) -> Bool {
    func isLetterOrDigit(_ byte: UInt8) -> Bool {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
      default: false
      }
    }
    guard let first = text.utf8.first, isLetterOrDigit(first) else { return false }
    return text.utf8.allSatisfy { isLetterOrDigit($0) || [0x2E, 0x5F, 0x2D].contains($0) }
  }

  /// ASCII lowercase, each run outside `[a-z0-9]` a single `-`, trimmed: the default id, and a document's file name.
  public static func slug(_ name: String) -> String {
    var slug: [UInt8] = []
    for byte in name.utf8 {
      switch byte {
      case 0x30...0x39, 0x61...0x7A: slug.append(byte)
      case 0x41...0x5A: slug.append(byte + 0x20)
      default: if let last = slug.last, last != 0x2D { slug.append(0x2D) }
      }
    }
    if slug.last == 0x2D { slug.removeLast() }
    return String(decoding: slug, as: UTF8.self)
  }
}
