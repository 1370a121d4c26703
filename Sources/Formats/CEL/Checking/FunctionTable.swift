import Bytes

/// Every function that an expression can call, by name and by the way of calling it.
struct FunctionTable: Sendable {
  private struct Overloads {
    var functions: [CELOverload] = []
    var methods: [CELOverload] = []
  }

  private var table: [String: Overloads] = [:]

  private static let standard = FunctionTable(StandardLibrary.functions, before: [:])

  /// The standard functions and those of the host; overloads of one name are tried in this order.
  init(_ added: [CELFunction]) { self.init(added, before: FunctionTable.standard.table) }

  private init(_ functions: [CELFunction], before: [String: Overloads]) {
    table = before
    for function in functions {
      for overload in function.overloads {
        switch overload.style {
        case .function: table[function.name, default: Overloads()].functions.append(overload)
        case .method: table[function.name, default: Overloads()].methods.append(overload)
        }
      }
    }
  }

  func overloads(_ name: String, _ style: CELOverload.Style) -> [CELOverload] {
    switch style {
    case .function: table[name]?.functions ?? []
    case .method: table[name]?.methods ?? []
    }
  }

  func contains(_ name: String, _ style: CELOverload.Style) -> Bool { !overloads(name, style).isEmpty }

  /// The names of one style, sorted.
  func names(_ style: CELOverload.Style) -> [String] { table.keys.filter { contains($0, style) }.sortedByBytes() }
}
