package import AuditModel
import Bytes
import Glibc
package import Rows

/// A linear model as its coefficients were exported.
package struct LinearModel: Sendable {
  package let link: RecourseRules.Link
  package let intercept: Double
  /// By feature: what a number adds is coefficient × (value − mean) / scale.
  package let numbers: [String: Number]
  /// By feature and category: what the category adds; one without a row adds nothing.
  package let categories: [String: [String: Double]]

  package struct Number: Sendable {
    package let coefficient: Double
    package let mean: Double
    package let scale: Double

    /// What a rise by 1 adds.
    package var slope: Double { coefficient / scale }
  }

  /// The feature that stands for the constant.
  package static let interceptName = "(intercept)"

  /// Reads a table of kind `coefficients`; a scale of 0 counts as 1, as in scikit-learn.
  package init(_ table: Table, link: RecourseRules.Link) {
    var (intercept, numbers, categories) = (0.0, [String: Number](), [String: [String: Double]]())
    for row in table.rows {
      guard let feature = row.text("feature"), let coefficient = row["coefficient"].double else { continue }
      if feature == LinearModel.interceptName {
        intercept = coefficient
      } else if let category = row.text("category") {
        categories[feature, default: [:]][category] = coefficient
      } else {
        let scale = row["scale"].double ?? 1
        numbers[feature] = Number(
          coefficient: coefficient, mean: row["mean"].double ?? 0, scale: scale == 0 ? 1 : scale)
      }
    }
    self.init(link: link, intercept: intercept, numbers: numbers, categories: categories)
  }

  package init(
    link: RecourseRules.Link, intercept: Double, numbers: [String: Number], categories: [String: [String: Double]]
  ) {
    self.link = link
    self.intercept = intercept
    self.numbers = numbers
    self.categories = categories
  }

  /// The weighted sum for one case; nil where a number or a category that the model needs is missing.
  package func sum(numbers values: [String: Double], categories words: [String: String]) -> Double? {
    var sum = CompensatedSum()
    sum.add(intercept)
    for feature in numbers.keys.sortedByBytes() {
      guard let number = numbers[feature], let value = values[feature] else { return nil }
      sum.add(number.coefficient * (value - number.mean) / number.scale)
    }
    for feature in categories.keys.sortedByBytes() {
      guard let own = categories[feature], let word = words[feature] else { return nil }
      sum.add(own[word] ?? 0)
    }
    return sum.value
  }

  package func score(_ sum: Double) -> Double {
    switch link {
    case .logit: 1 / (1 + exp(-sum))
    case .identity: sum
    }
  }

  /// The least sum whose score reaches `threshold`.
  package func sum(reaching threshold: Double) -> Double {
    switch link {
    case .logit: threshold <= 0 ? -.infinity : threshold >= 1 ? .infinity : log(threshold / (1 - threshold))
    case .identity: threshold
    }
  }
}
