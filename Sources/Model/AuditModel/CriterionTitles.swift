/// Short titles of criteria, in our own words, by framework, version and id: a number alone says little to a reader.
public struct CriterionTitles: Hashable, Sendable {
  private let titles: [Criterion: String]

  /// The first title of a criterion stands.
  public init(_ titles: [(Criterion, String)] = []) {
    self.titles = Dictionary(titles, uniquingKeysWith: { first, _ in first })
  }

  /// Nil where nobody wrote one, or for another version of the framework, whose numbers may mean something else.
  public subscript(criterion: Criterion) -> String? { titles[criterion] }
}
