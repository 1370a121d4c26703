/// The files that a set of templates consists of.
///
/// Others may stand beside them (`….mustache`), to be used as partials.
enum TemplateFile: String, CaseIterable {
  case page, index, heading, paragraph, keyValues = "key-values", list, table, figure, note, pageBreak = "page-break"

  static let suffix = ".mustache"
  /// The rules of every page; the colours and sizes of the theme are put before them.
  static let styleSheet = "style.css"
  /// What sorts and filters tables; pages do without it where the folder has none.
  static let script = "tables.js"

  var fileName: String { rawValue + TemplateFile.suffix }

  /// What the template must use, or words of the document would be lost or its page would be less safe.
  var required: [TemplateName] {
    switch self {
    case .page:
      [.language, .policy, .factsDigest, .decisionsDigest, .style, .title, .subtitle, .facts, .contents, .blocks]
    case .index:
      [
        .language, .policy, .factsDigest, .decisionsDigest, .style, .title, .facts, .summary, .documents, .gates,
        .missing, .files,
      ]
    case .heading: [.level, .anchor, .text]
    case .paragraph: [.text]
    case .pageBreak: []
    case .keyValues: [.facts]
    case .list: [.items]
    case .table: [.caption, .head, .rows, .continuation]
    case .figure: [.title, .drawing, .source]
    case .note: [.word, .text]
    }
  }
}

/// Every name that a template may use.
enum TemplateName: String, CaseIterable {
  case language, policy, style, script, root
  case author, date, runningHead
  case title, subtitle, facts, contents, blocks
  case factsDigest, decisionsDigest, factsDigestWord, decisionsDigestWord
  case contentsWord, skipWord, indexWord
  case level, anchor, text, label, value
  case ordered, items
  case id, caption, head, rows, long, dense, wide, continuation
  case drawing, source, sourceWord
  case kind, word, mark
  case summary, documents, gates, missing, files
  case summaryWord, documentsWord, gatesWord, missingWord, filesWord
}
