import AuditModel
import Bytes
import Rows
import YAML

/// A limit as a policy writes it: a number, a percentage, or a percentage of a stated maximum.
struct Threshold: Sendable {
  private let value: Double
  private let isPercentage: Bool
  /// A plain number, neither a percentage nor a share of a maximum.
  let isNumber: Bool

  init(value: Double, isPercentage: Bool, isNumber: Bool = false) {
    self.value = value
    self.isPercentage = isPercentage
    self.isNumber = isNumber
  }

  /// The number as a policy may write it, and the same share in per cent.
  var text: String { CellText.decimal(value) }
  var inPercent: String { CellText.decimal((value * 1e8).rounded() / 1e6) }

  /// Whether the limit means something for a metric of a unit: a percentage is no number of seconds or of records.
  func fits(_ unit: String?) -> Bool { !isPercentage || [nil, "", "1", "%", "percent"].contains(unit) }

  /// The limit in the unit of a metric: 5 % is 5 for one that counts in per cent, and 0.05 for any other.
  func limit(in unit: String?) -> Double {
    guard isPercentage else { return value }
    return unit == "%" || unit == "percent" ? value : value.ofPercent
  }

  /// Reads `4.0`, `5%` or `90% of max` (of the number under `max`); with `threshold_type: percentage` a plain number is
  /// a percentage. Nil for anything else, which is reported.
  static func read(_ key: String, _ map: YAMLMapping) -> Threshold? {
    guard let node = map.required(key) else { return nil }
    return read(node, map)
  }

  static func read(_ node: YAMLNode, _ map: YAMLMapping) -> Threshold? {
    let type = map.optionalChoice("threshold_type", among: ThresholdType.self) ?? .absolute
    let maximum = map.optionalDouble("max")
    let text = node.text ?? ""
    if let number = Double(text), number.isFinite {
      return Threshold(value: number, isPercentage: type == .percentage, isNumber: type != .percentage)
    }
    let parts = text.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2, let percent = Double(parts[0].filter { $0 != " " }), percent.isFinite {
      let rest = parts[1].split(separator: " ")
      if rest.isEmpty { return Threshold(value: percent, isPercentage: true) }
      if rest == ["of", "max"] || rest == ["of", "limit"] {
        if let maximum { return Threshold(value: maximum * percent.ofPercent, isPercentage: false) }
        map.error("'\(text)' needs the maximum", at: node, hint: "add 'max: …' beside it")
        return nil
      }
    }
    map.error("'\(text)' is no threshold", at: node, hint: "write a number, 5%, or 90% of max")
    return nil
  }

  private enum ThresholdType: String, CaseIterable {
    case absolute, percentage
  }
}

/// How near to a limit is near: shares of the limit, the narrower first.
struct NearBands: Sendable {
  let warning: Double
  let watch: Double

  /// Within a tenth of the limit, and within a fifth.
  static let standard = NearBands(warning: 0.1, watch: 0.2)

  /// `true`, or `{warning: 10%, watch: 20%}`; nil if the key is absent.
  static func read(_ map: YAMLMapping) -> NearBands? {
    guard let node = map.node("near") else { return nil }
    if case .bool(let isOn)? = node.scalar { return isOn ? standard : nil }
    guard let bands = map.mapping("near") else { return nil }
    let warning = share("warning", bands) ?? standard.warning
    let watch = share("watch", bands) ?? standard.watch
    bands.finish()
    if warning > watch {
      bands.error("the band of 'warning' is wider than that of 'watch'", hint: "write near: {warning: 10%, watch: 20%}")
    }
    return NearBands(warning: warning, watch: watch)
  }

  private static func share(_ key: String, _ map: YAMLMapping) -> Double? {
    guard let text = map.optionalString(key) else { return nil }
    let share =
      text.hasSuffix("%") ? Double(text.dropLast()).flatMap { $0.isFinite ? $0.ofPercent : nil } : Double(text)
    if let share, share >= 0, share < 1 { return share }
    map.error("'\(text)' is no band", atKey: key, hint: "write a percentage such as 10%, or a share such as 0.1")
    return nil
  }

  /// Watch or warning for a value that holds; pass at a distance, and for limits of 0 or exact ones.
  func decision(_ value: Double, _ comparison: Comparison, _ limits: [Double]) -> Decision {
    guard let limit = limits.first, limit != 0 else { return .pass }
    let distance: Double
    switch comparison {
    case .lessThan, .lessThanOrEqual: distance = (limit - value) / abs(limit)
    case .greaterThan, .greaterThanOrEqual: distance = (value - limit) / abs(limit)
    case .between, .equal, .equals, .notEqual: return .pass
    }
    if distance <= warning { return .warning }
    return distance <= watch ? .watch : .pass
  }
}
