import CYAML

/// What libyaml reports while it reads, in order.
struct YAMLEvent {
  enum Content {
    case streamStart
    case documentStart(version: (major: Int, minor: Int)?, hasTagDirectives: Bool)
    case documentEnd
    case streamEnd
    case alias
    case scalar(String, quoted: Bool)
    case sequenceStart
    case sequenceEnd
    case mappingStart
    case mappingEnd
  }

  let content: Content
  /// The place where it begins; line and column from 1.
  let line: Int
  let column: Int
  let hasAnchor: Bool
  let hasTag: Bool
}

/// libyaml's refusal of a text; line and column from 1.
struct YAMLSyntaxProblem: Error {
  let message: String
  let context: String?
  let line: Int
  let column: Int
}

/// A libyaml parser over its own copy of the input.
@safe struct YAMLEventStream: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>

  init(_ bytes: [UInt8]) {
    unsafe parser = .allocate(capacity: 1)
    unsafe input = .allocate(capacity: bytes.count)
    _ = unsafe input.initialize(from: bytes)
    guard unsafe yaml_parser_initialize(parser) == 1 else { preconditionFailure("libyaml has no memory for a parser") }
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, input.baseAddress, input.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
    unsafe input.deallocate()
  }

  /// The next event; after `streamEnd` no more may be asked for.
  mutating func next() throws(YAMLSyntaxProblem) -> YAMLEvent {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw problem }
    defer { unsafe yaml_event_delete(&event) }
    return unsafe YAMLEventStream.value(of: event)
  }

  private var problem: YAMLSyntaxProblem {
    let mark = unsafe parser.pointee.problem_mark
    return YAMLSyntaxProblem(
      message: unsafe parser.pointee.problem.map { unsafe String(cString: $0) } ?? "not YAML",
      context: unsafe parser.pointee.context.map { unsafe String(cString: $0) },
      line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }

  private static func value(of event: yaml_event_t) -> YAMLEvent {
    let (content, anchor, tag) = unsafe content(of: event)
    return unsafe YAMLEvent(
      content: content, line: Int(event.start_mark.line) + 1, column: Int(event.start_mark.column) + 1,
      hasAnchor: anchor, hasTag: tag)
  }

  private static func content(of event: yaml_event_t) -> (YAMLEvent.Content, anchor: Bool, tag: Bool) {
    switch unsafe event.type {
    case YAML_STREAM_START_EVENT: return (.streamStart, false, false)
    case YAML_STREAM_END_EVENT: return (.streamEnd, false, false)
    case YAML_DOCUMENT_START_EVENT: return (unsafe documentStart(event), false, false)
    case YAML_DOCUMENT_END_EVENT: return (.documentEnd, false, false)
    case YAML_ALIAS_EVENT: return (.alias, false, false)
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      let text = unsafe String(
        decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      let quoted = unsafe scalar.style != YAML_PLAIN_SCALAR_STYLE
      return unsafe (.scalar(text, quoted: quoted), scalar.anchor != nil, scalar.tag != nil)
    case YAML_SEQUENCE_START_EVENT:
      let start = unsafe event.data.sequence_start
      return unsafe (.sequenceStart, start.anchor != nil, start.tag != nil)
    case YAML_MAPPING_START_EVENT:
      let start = unsafe event.data.mapping_start
      return unsafe (.mappingStart, start.anchor != nil, start.tag != nil)
    case YAML_SEQUENCE_END_EVENT: return (.sequenceEnd, false, false)
    case YAML_MAPPING_END_EVENT: return (.mappingEnd, false, false)
    default: preconditionFailure("libyaml gave no event")
    }
  }

  private static func documentStart(_ event: yaml_event_t) -> YAMLEvent.Content {
    let start = unsafe event.data.document_start
    let version = unsafe start.version_directive.map { directive in
      unsafe (major: Int(directive.pointee.major), minor: Int(directive.pointee.minor))
    }
    return unsafe .documentStart(
      version: version, hasTagDirectives: start.tag_directives.start != start.tag_directives.end)
  }
}

/// The version of libyaml that runs.
package enum YAMLVersion {
  package static var runtime: String {
    unsafe yaml_get_version_string().map { unsafe String(cString: $0) } ?? "unknown"
  }
}
