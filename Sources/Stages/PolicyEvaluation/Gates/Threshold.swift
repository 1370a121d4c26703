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
