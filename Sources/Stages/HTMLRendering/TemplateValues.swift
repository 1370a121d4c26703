import Mustache

/// What a template may name: markup, switches and lists of the same.
struct TemplateValues: Sendable {
  private var values: [String: Value] = [:]

  indirect enum Value: Sendable {
    case markup(Markup)
    case flag(Bool)
    case list([TemplateValues])
  }

  mutating func set(_ name: TemplateName, _ markup: Markup) { values[name.rawValue] = .markup(markup) }
  mutating func set(_ name: TemplateName, text: String) { set(name, Markup(text: text)) }
  mutating func set(_ name: TemplateName, _ flag: Bool) { values[name.rawValue] = .flag(flag) }
  mutating func set(_ name: TemplateName, _ list: [TemplateValues]) { values[name.rawValue] = .list(list) }
}

extension TemplateValues: MustacheParent {
  func child(named name: String) -> Any? {
    switch values[name] {
    case .markup(let markup): markup
    case .flag(let flag): flag
    case .list(let list): list
    case nil: nil
    }
  }
}
