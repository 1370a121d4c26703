/// What reports need beside the facts: what frameworks ask, and what the auditor requested.
public struct ReportMaterial: Hashable, Sendable {
  /// Rows of a table before the rest is left to the export or exhibit.
  public private(set) var rowLimit: Int
  /// Every criterion of the frameworks that ship, in their order.
  public let catalogue: [CatalogueEntry]
  /// What criteria are about, of frameworks that ship whole and of others that policies cite.
  public let titles: CriterionTitles
  /// Nil if the definition names no list.
  public let requests: [AuditRequest]?
  /// The periods of earlier packs, the oldest first.
  public let earlier: [PeriodFigures]
  /// In the order of their numbers.
  public private(set) var exhibits: [ExhibitEntry] = []
  /// Where the headings of the reports stand; empty until these are rendered.
  public private(set) var places: [ReportPlace] = []

  public static let usualRowLimit = 40

  public init(
    rowLimit: Int = ReportMaterial.usualRowLimit, catalogue: [CatalogueEntry] = [],
    titles: CriterionTitles = CriterionTitles(), requests: [AuditRequest]? = nil,
    earlier: [PeriodFigures] = []
  ) {
    self.rowLimit = rowLimit
    self.catalogue = catalogue
    self.titles = titles
    self.requests = requests
    self.earlier = earlier
  }

  public func with(rowLimit: Int) -> ReportMaterial {
    var copy = self
    copy.rowLimit = rowLimit
    return copy
  }

  public func with(exhibits: [ExhibitEntry]) -> ReportMaterial {
    var copy = self
    copy.exhibits = exhibits
    return copy
  }

  public func with(places: [ReportPlace]) -> ReportMaterial {
    var copy = self
    copy.places = places
    return copy
  }
}

/// An exhibit of the pack, by its file and what it shows.
public struct ExhibitEntry: Hashable, Sendable {
  /// `exhibits/EX-001.csv`.
  public let name: String
  public let title: String

  public init(name: String, title: String) {
    self.name = name
    self.title = title
  }
}

/// Where a heading of a report stands.
public struct ReportPlace: Hashable, Sendable {
  /// The report's title.
  public let report: String
  /// The file that a link leads to: `reports/access-control-report.html`.
  public let file: String
  public let anchor: String
  /// In the PDF, counted from 1; nil where the report has none.
  public let page: Int?

  public init(report: String, file: String, anchor: String, page: Int?) {
    self.report = report
    self.file = file
    self.anchor = anchor
    self.page = page
  }
}

/// A criterion as its framework lists it.
public struct CatalogueEntry: Hashable, Sendable {
  public let framework: String
  /// The category that a pack takes into scope: `security`, `availability` …
  public let category: String
  public let id: String
  public let title: String

  public init(framework: String, category: String, id: String, title: String) {
    self.framework = framework
    self.category = category
    self.id = id
    self.title = title
  }
}

/// One line of the auditor's list of requests.
public struct AuditRequest: Hashable, Sendable {
  public let id: String
  public let request: String
  /// Gate ids, section names, documents or files of the pack that answer it; empty while nothing does.
  public let answers: [String]

  public init(id: String, request: String, answers: [String]) {
    self.id = id
    self.request = request
    self.answers = answers
  }
}
