/// What reports need beside the facts: what frameworks ask, and what the auditor requested.
public struct ReportMaterial: Hashable, Sendable {
  /// Rows of a table before the rest is left to the export or exhibit.
  public let rowLimit: Int
  /// Every criterion of the frameworks that ship, in their order.
  public let catalogue: [CatalogueEntry]
  /// Nil if the definition names no list.
  public let requests: [AuditRequest]?

  public static let usualRowLimit = 40

  public init(
    rowLimit: Int = ReportMaterial.usualRowLimit, catalogue: [CatalogueEntry] = [], requests: [AuditRequest]? = nil
  ) {
    self.rowLimit = rowLimit
    self.catalogue = catalogue
    self.requests = requests
  }

  public func with(rowLimit: Int) -> ReportMaterial {
    ReportMaterial(rowLimit: rowLimit, catalogue: catalogue, requests: requests)
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
