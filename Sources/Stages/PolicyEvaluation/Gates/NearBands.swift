import AuditModel
import Bytes
import YAML

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
