import CMarkdown

/// The tree that cmark-gfm makes of a text; freed with it.
@safe struct MarkdownTree: ~Copyable {
  private let root: OpaquePointer

  /// Nil if there is no memory for it.
  init?(_ bytes: [UInt8]) {
    cmark_gfm_core_extensions_ensure_registered()
    guard let parser = unsafe cmark_parser_new(CMARK_OPT_DEFAULT) else { return nil }
    defer { unsafe cmark_parser_free(parser) }
    if let tables = unsafe cmark_find_syntax_extension("table") {
      _ = unsafe cmark_parser_attach_syntax_extension(parser, tables)
    }
    unsafe bytes.withUnsafeBytes { buffer in
      unsafe cmark_parser_feed(parser, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
    }
    guard let root = unsafe cmark_parser_finish(parser) else { return nil }
    // A text is cut at every character that might have meant something.
    unsafe cmark_consolidate_text_nodes(root)
    unsafe self.root = root
  }

  deinit { unsafe cmark_node_free(root) }

  /// Nodes are valid within the body only.
  func withRoot<Result, Failure>(_ body: (MarkdownNode) throws(Failure) -> Result) throws(Failure) -> Result {
    try body(unsafe MarkdownNode(root))
  }
}

/// A node of the tree, which must outlive it.
@safe struct MarkdownNode {
  private let node: OpaquePointer

  fileprivate init(_ node: OpaquePointer) { unsafe self.node = unsafe node }

  var firstChild: MarkdownNode? { unsafe cmark_node_first_child(node).map { unsafe MarkdownNode($0) } }
  var next: MarkdownNode? { unsafe cmark_node_next(node).map { unsafe MarkdownNode($0) } }
  /// cmark's name of the node's type.
  var type: String { unsafe text(cmark_node_get_type_string(node)) }
  var literal: String { unsafe text(cmark_node_get_literal(node)) }
  var url: String { unsafe text(cmark_node_get_url(node)) }
  var level: Int { unsafe Int(cmark_node_get_heading_level(node)) }
  var isOrdered: Bool { unsafe cmark_node_get_list_type(node) == CMARK_ORDERED_LIST }
  /// From 1; inline nodes may have that of their block.
  var line: Int { unsafe Int(cmark_node_get_start_line(node)) }
  var column: Int { unsafe Int(cmark_node_get_start_column(node)) }

  /// Of a table: which columns are aligned to their end.
  var trailingColumns: [Bool] {
    let count = unsafe Int(cmark_gfm_extensions_get_table_columns(node))
    guard let letters = unsafe cmark_gfm_extensions_get_table_alignments(node) else { return [] }
    return (0..<count).map { unsafe letters[$0] == UInt8(ascii: "r") }
  }

  private func text(_ pointer: UnsafePointer<CChar>?) -> String {
    unsafe pointer.map { unsafe String(cString: $0) } ?? ""
  }
}
