public import Rows

/// What a pack is, as its definition says.
public struct PackDefinition: Hashable, Sendable {
  public let pack: String
  public let title: String
  public let organization: String
  public let period: Period
  /// The day from which freshness, expiry and periods are judged; it ends at 24:00 in the calendar's zone.
  public private(set) var asOf: Day
  public let calendar: Calendar
  public let revision: String?
  /// What is in scope; empty if the definition does not say.
  public let frameworks: [FrameworkScope]
  public let cover: Cover
  public let sources: [SourceDefinition]
  /// Paths relative to the definition, in order.
  public let policies: [String]
  /// Paths of the files of waivers and of management's responses.
  public let waivers: String?
  public let responses: String?
  public let documents: [DocumentDefinition]
  public let lineage: Lineage
  public let examination: ExaminationDefinition
  public let redaction: RedactionDefinition
  /// The model that the pack audits, if any.
  public let model: ModelDefinition?
  /// Whether a build is refused where a seed, a version or a word about a column is missing.
  public let strictMode: Bool

  public init(
    pack: String, title: String, organization: String, period: Period, asOf: Day, calendar: Calendar,
    revision: String?, frameworks: [FrameworkScope], cover: Cover, sources: [SourceDefinition], policies: [String],
    documents: [DocumentDefinition], waivers: String? = nil, responses: String? = nil,
    model: ModelDefinition? = nil, strictMode: Bool = false, lineage: Lineage = Lineage(),
    examination: ExaminationDefinition = ExaminationDefinition(),
    redaction: RedactionDefinition = RedactionDefinition()
  ) {
    self.pack = pack
    self.title = title
    self.organization = organization
    self.period = period
    self.asOf = asOf
    self.calendar = calendar
    self.revision = revision
    self.frameworks = frameworks
    self.cover = cover
    self.sources = sources
    self.policies = policies
    self.waivers = waivers
    self.responses = responses
    self.documents = documents
    self.examination = examination
    self.redaction = redaction
    self.model = model
    self.lineage = lineage
    self.strictMode = strictMode
  }

  /// A framework and the categories of it that the pack speaks about; criteria outside are out of scope, not gaps.
  public struct FrameworkScope: Hashable, Sendable {
    public let framework: String
    public let categories: [String]

    public init(framework: String, categories: [String]) {
      self.framework = framework
      self.categories = categories
    }
  }

  /// Who stands behind the pack; each line is on the cover if the definition gives it.
  public struct Cover: Hashable, Sendable {
    public let preparedBy: String?
    public let reviewedBy: String?
    public let classification: String?
    public let retainUntil: Day?
    public let contact: String?

    public init(
      preparedBy: String? = nil, reviewedBy: String? = nil, classification: String? = nil, retainUntil: Day? = nil,
      contact: String? = nil
    ) {
      self.preparedBy = preparedBy
      self.reviewedBy = reviewedBy
      self.classification = classification
      self.retainUntil = retainUntil
      self.contact = contact
    }
  }
}

/// Where the records of one kind come from, and how their fields are found.
public struct SourceDefinition: Hashable, Sendable {
  public let name: String
  /// Glob patterns relative to the definition.
  public let paths: [String]
  public let kind: DatasetKind
  public let format: ExportFormat
  /// The member that holds the records of an enveloped document: `["Records"]`.
  public let envelope: [String]
  /// Where each field is in a record, by field name; a field that is not named is at its own name.
  public let fields: [FieldMapping]
  /// Paths in the record whose values together occur once.
  public let unique: [[String]]
  public let extraction: Extraction?
  /// What goes beyond plain paths.
  public let mapping: SourceMapping

  public init(
    name: String, paths: [String], kind: DatasetKind, format: ExportFormat, envelope: [String], fields: [FieldMapping],
    unique: [[String]], extraction: Extraction?, mapping: SourceMapping = SourceMapping()
  ) {
    self.name = name
    self.paths = paths
    self.kind = kind
    self.format = format
    self.envelope = envelope
    self.fields = fields
    self.unique = unique
    self.extraction = extraction
    self.mapping = mapping
  }
}

/// How an export is written; gzip is seen from its first bytes.
public enum ExportFormat: String, Hashable, Sendable, CaseIterable {
  /// One JSON value a line.
  case jsonl
  /// One document: an array, or an object around one.
  case json
  /// RFC 4180.
  case csv
}

/// How an export was taken, as declared.
public struct Extraction: Hashable, Sendable {
  public let system: String?
  public let query: String?
  public let extractedAt: Instant?
  public let extractedBy: String?
  public let expectedRecords: Int64?

  public init(
    system: String?, query: String?, extractedAt: Instant?, extractedBy: String?, expectedRecords: Int64?
  ) {
    self.system = system
    self.query = query
    self.extractedAt = extractedAt
    self.extractedBy = extractedBy
    self.expectedRecords = expectedRecords
  }
}

/// What an examination adds to a pack.
public struct ExaminationDefinition: Hashable, Sendable {
  /// The day on which it begins.
  public let date: Day?
  /// The auditor's list of requests: a path relative to the definition.
  public let requests: String?

  public init(date: Day? = nil, requests: String? = nil) {
    self.date = date
    self.requests = requests
  }
}

/// A document that the pack shall hold.
public struct DocumentDefinition: Hashable, Sendable {
  public let name: String
  public let type: Sort
  /// Markdown, relative to the definition; of a narrative only.
  public let source: String?
  public let sections: [String]
  public let formats: [Format]
  /// Rows of a table before the rest is left to the export or exhibit.
  public let rowLimit: Int

  public enum Format: String, Hashable, Sendable, CaseIterable {
    case pdf, html
  }

  /// What a document is made from.
  public enum Sort: String, Hashable, Sendable, CaseIterable {
    /// Sections over the facts.
    case evidence
    /// Text that somebody wrote, with figures that the facts fill in.
    case narrative
    /// The control matrix, also as a workbook and as CSV.
    case spreadsheet
  }

  public init(
    name: String, type: Sort = .evidence, source: String? = nil, sections: [String], formats: [Format],
    rowLimit: Int = ReportMaterial.usualRowLimit
  ) {
    self.name = name
    self.type = type
    self.source = source
    self.sections = sections
    self.formats = formats
    self.rowLimit = rowLimit
  }
}

extension PackDefinition {
  /// The same definition judged as of another day.
  public func with(asOf: Day) -> PackDefinition {
    var copy = self
    copy.asOf = asOf
    return copy
  }
}
