/// What a pack does not show, by dataset and field.
public struct RedactionDefinition: Hashable, Sendable {
  /// The file with the key of the pseudonyms, relative to the definition; it never enters the pack.
  public let key: String?
  public let rules: [RedactionRule]

  public init(key: String? = nil, rules: [RedactionRule] = []) {
    self.key = key
    self.rules = rules
  }
}

/// How the values of one field are hidden, before anything else sees them.
public struct RedactionRule: Hashable, Sendable {
  public enum Treatment: String, Hashable, Sendable, CaseIterable {
    /// All but the last four characters become asterisks.
    case mask
    /// A name made by a keyed HMAC: one value has one name everywhere, so that records still can be compared.
    case pseudonym
    /// The record has no value.
    case drop
  }

  /// The name of a dataset kind.
  public let dataset: String
  public let field: String
  public let treatment: Treatment

  public init(dataset: String, field: String, treatment: Treatment) {
    self.dataset = dataset
    self.field = field
    self.treatment = treatment
  }

  /// `users.email`.
  public var subject: String { "\(dataset).\(field)" }
}

/// What redaction came to: how many values by rule, and which must not be found in what was made.
public struct RedactionLedger: Sendable {
  /// Values hidden, by the position of the rule.
  public private(set) var counts: [Int: Int64] = [:]
  /// Raw values as UTF-8, each with the rule that hid it first; never shown. By bytes: texts that Unicode calls
  /// equivalent are several secrets.
  private var raw: [[UInt8]: Int] = [:]
  /// Values of fields that are not hidden: what stands there anyway is no secret.
  private var shown: Set<[UInt8]> = []

  /// Shorter values occur by chance.
  public static let fewestBytes = 6

  public init() {}

  public mutating func hide(_ value: String, rule: Int, count: Int64 = 1) {
    counts[rule, default: 0] += count
    if value.utf8.count >= RedactionLedger.fewestBytes { note(Array(value.utf8), rule) }
  }

  public mutating func show(_ value: String) {
    if value.utf8.count >= RedactionLedger.fewestBytes { shown.insert(Array(value.utf8)) }
  }

  private mutating func note(_ value: [UInt8], _ rule: Int) { raw[value] = min(raw[value] ?? rule, rule) }

  /// The order of merging changes nothing.
  public mutating func merge(_ next: RedactionLedger) {
    counts.merge(next.counts, uniquingKeysWith: +)
    raw.merge(next.raw, uniquingKeysWith: min)
    shown.formUnion(next.shown)
  }

  /// What no artifact may hold.
  public var secrets: [(value: String, rule: Int)] {
    raw.filter { !shown.contains($0.key) }.map { (String(decoding: $0.key, as: UTF8.self), $0.value) }
  }
}
