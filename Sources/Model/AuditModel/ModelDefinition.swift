public import Rows

/// What a pack says about the model that it audits: how its predictions are read, and what surrounds it.
public struct ModelDefinition: Hashable, Sendable {
  public let name: String
  public let version: String?
  /// The value of `y_true` and `y_pred` that is the favourable outcome.
  public let positive: ClassLabel
  /// A score at or above it is a favourable decision.
  public let threshold: Double
  /// Columns of the predictions that hold protected attributes.
  public let protected: [String]
  /// Sets of protected attributes whose groups are crossed.
  public let intersections: [[String]]
  /// Columns of the predictions that are left out of the audit, each with the reason.
  public let excluded: [Statement]
  /// Features that carry a protected attribute under another name: the feature, and the attribute.
  public let carriers: [Statement]
  /// Of the bootstrap; nil where the definition states none.
  public let seed: UInt64?
  /// Draws of the bootstrap; 0 for none.
  public let bootstrap: Int
  /// How far a group's share is moved in the test of robustness, between 0 and 1.
  public let shift: Double
  /// The difference of selection rates whose detection the statistical power speaks of.
  public let powerDifference: Double
  public let costs: Costs?
  public let inputs: Inputs?
  public let recourse: RecourseRules?
  /// Files that the model was made with, bound by their digests.
  public let artifacts: [ModelArtifact]
  public let governance: Governance

  public init(
    name: String, version: String?, positive: ClassLabel, threshold: Double, protected: [String],
    intersections: [[String]],
    excluded: [Statement], carriers: [Statement], seed: UInt64?, bootstrap: Int, shift: Double, powerDifference: Double,
    costs: Costs?,
    inputs: Inputs?, recourse: RecourseRules? = nil, artifacts: [ModelArtifact] = [], governance: Governance
  ) {
    self.name = name
    self.version = version
    self.positive = positive
    self.threshold = threshold
    self.protected = protected
    self.intersections = intersections
    self.excluded = excluded
    self.carriers = carriers
    self.seed = seed
    self.bootstrap = bootstrap
    self.shift = shift
    self.powerDifference = powerDifference
    self.costs = costs
    self.inputs = inputs
    self.recourse = recourse
    self.artifacts = artifacts
    self.governance = governance
  }

  /// A name with what is said about it.
  public struct Statement: Hashable, Sendable {
    public let name: String
    public let words: String

    public init(name: String, words: String) {
      self.name = name
      self.words = words
    }
  }

  /// What a wrong decision costs, in any one unit.
  public struct Costs: Hashable, Sendable {
    public let falsePositive: Double
    public let falseNegative: Double

    public init(falsePositive: Double, falseNegative: Double) {
      self.falsePositive = falsePositive
      self.falseNegative = falseNegative
    }
  }

  /// The model's inputs, where they are exported: sources of kind `features`, and what their columns are.
  public struct Inputs: Hashable, Sendable {
    /// The source that holds the inputs of the predicted cases.
    public let current: String
    /// The source that the current inputs are compared with, such as the training set.
    public let reference: String?
    public let numeric: [String]
    public let categorical: [String]
    /// How many neighbours consistency looks at.
    public let neighbours: Int

    public init(current: String, reference: String?, numeric: [String], categorical: [String], neighbours: Int) {
      self.current = current
      self.reference = reference
      self.numeric = numeric
      self.categorical = categorical
      self.neighbours = neighbours
    }
  }

  /// Who stands behind the model and how it is kept: what a reader looks for, and a red flag where it is missing.
  public struct Governance: Hashable, Sendable {
    public let purpose: String?
    public let materiality: String?
    public let owner: String?
    public let validator: String?
    public let validatedOn: Day?
    public let monitoring: String?
    public let overrides: String?
    public let preprocessing: [String]
    public let limitations: [String]
    public let assumptions: [String]

    public init(
      purpose: String? = nil, materiality: String? = nil, owner: String? = nil, validator: String? = nil,
      validatedOn: Day? = nil, monitoring: String? = nil, overrides: String? = nil, preprocessing: [String] = [],
      limitations: [String] = [], assumptions: [String] = []
    ) {
      self.purpose = purpose
      self.materiality = materiality
      self.owner = owner
      self.validator = validator
      self.validatedOn = validatedOn
      self.monitoring = monitoring
      self.overrides = overrides
      self.preprocessing = preprocessing
      self.limitations = limitations
      self.assumptions = assumptions
    }
  }
}

extension ModelDefinition {
  /// The protected attribute that a feature is, or carries; nil for any other feature.
  public func attribute(of feature: String) -> String? {
    protected.contains(feature) ? feature : carriers.first { $0.name == feature }?.words
  }

  /// A kind with the columns that this model adds to it; kinds that have nothing to do with models stay as they are.
  public func widening(_ kind: DatasetKind) -> DatasetKind {
    let added: [Field]
    switch kind.name {
    case "predictions": return DatasetKind(kind.name, kind.selection, labelled(kind.schema.fields))
    case "features":
      added = (inputs?.numeric ?? []).map { Field($0, .double) } + (inputs?.categorical ?? []).map { Field($0, .text) }
    default: added = []
    }
    return added.isEmpty ? kind : DatasetKind(kind.name, kind.selection, kind.schema.fields + added)
  }

  /// The fields of predictions: outcomes and decisions are of the type of `positive`; protected attributes are texts.
  private func labelled(_ fields: [Field]) -> [Field] {
    fields.map { field in
      ["y_true", "y_pred"].contains(field.name)
        ? Field(field.name, positive.fieldType, required: field.required) : field
    } + protected.map { Field($0, .text) }
  }
}
