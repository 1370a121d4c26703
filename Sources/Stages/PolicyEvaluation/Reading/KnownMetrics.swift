import Diagnostics

/// The metrics that a pack can have, as far as that is known before anything is measured.
package struct KnownMetrics: Sendable {
  /// A metric that a policy or the definition declares, or that every source has.
  package struct Entry: Sendable {
    package let name: String
    /// Nil where the figure has none, or where its declaration is wrong.
    package let unit: String?
    /// Whether it is a share: between 0 and 1, or in per cent.
    package let isShare: Bool

    package init(name: String, unit: String? = nil, isShare: Bool = false) {
      self.name = name
      self.unit = unit
      self.isShare = isShare
    }
  }

  package let entries: [Entry]
  /// Whether others may come from an export of metrics, or from the model, under names that are seen only there.
  package let isOpen: Bool

  package init(_ entries: [Entry], isOpen: Bool) {
    self.entries = entries
    self.isOpen = isOpen
  }

  func entry(_ name: String) -> Entry? { entries.first { $0.name.utf8.elementsEqual(name.utf8) } }

  /// What is wrong with a threshold of a metric, with the remedy; nil if it means something.
  ///
  /// 5 % is 5 for a share in per cent and 0.05 for a share of 1; a plain number must not leave open which of the two it is.
  func complaint(_ threshold: Threshold, of name: String) -> (message: String, hint: String)? {
    guard let entry = entry(name) else { return nil }
    let unit = entry.unit ?? "1"
    guard threshold.fits(entry.unit) else {
      return (
        "'\(name)' counts in \(unit), and the threshold is in per cent",
        "write the threshold in \(unit), without the sign"
      )
    }
    guard entry.isShare, threshold.isNumber else { return nil }
    let number = threshold.limit(in: "%")
    if unit == "%", number != 0 {
      return (
        "'\(name)' is a ratio in per cent, and the threshold has no unit",
        "write \(threshold.text)%, or \(threshold.inPercent)%"
      )
    }
    if unit == "1", abs(number) > 1 {
      return (
        "'\(name)' is a ratio between 0 and 1, and the threshold is \(threshold.text)", "write \(threshold.text)%"
      )
    }
    return nil
  }
}
