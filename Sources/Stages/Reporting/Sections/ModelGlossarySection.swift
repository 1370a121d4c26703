import AuditModel
import DocumentModel

/// The words of a model audit, for a reader who is no statistician.
enum ModelGlossarySection {
  static let section = ReportSection(name: "model_glossary", title: "Glossary") { facts, _ in
    facts.model == nil ? [] : [.keyValues(entries.map { Fact($0.0, $0.1) })]
  }

  private static let entries = [
    ("Base rate", "the share of cases with a favourable outcome"),
    ("Selection rate", "the share of cases with a favourable decision"),
    ("TPR, recall", "of the cases with a favourable outcome, the share decided favourably"),
    ("FPR", "of the cases with an unfavourable outcome, the share decided favourably"),
    ("Precision", "of the favourable decisions, the share whose outcome was favourable"),
    ("Demographic parity difference", "the highest selection rate of a group less the lowest"),
    ("Demographic parity ratio", "the lowest selection rate over the highest; the four-fifths rule asks for 0.8"),
    ("Equal opportunity difference", "the highest TPR of a group less the lowest"),
    ("Equalized odds difference", "the larger of the differences in TPR and in FPR between groups"),
    ("Predictive parity difference", "the highest precision of a group less the lowest"),
    ("ROC AUC", "the chance that a favourable case is scored above an unfavourable one"),
    ("Calibration error", "how far observed rates lie from the scores, over bins of scores"),
    ("Brier score", "the mean squared distance of score and outcome; 0 is perfect"),
    ("Interval", "the values that the data is compatible with, at 95 percent confidence"),
    (
      "Wilson, Newcombe, DeLong",
      "the ways to the interval of a share, of the difference of two shares, and of the ROC AUC"
    ),
    (
      "Bootstrap", "the interval between the 2.5th and the 97.5th percentile of figures computed over cases drawn again"
    ),
    ("p-value", "how often chance alone would show a difference at least as large"),
    ("Power", "how often a difference of the stated size would be seen if it were there"),
    ("PSI", "the population stability index: how far a distribution has moved; above 0.1 look closer, above 0.25 act"),
    ("Proxy", "an input from which a protected attribute can be told"),
    ("Consistency", "how far the decision of each case agrees with those of the cases most like it"),
    ("Reason code", "an input that spoke against a declined case; the strongest are its principal reasons"),
    ("Recourse", "the cheapest change of a declined case's inputs that the model would accept"),
  ]
}
