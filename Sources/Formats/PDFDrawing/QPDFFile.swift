import Bytes
import CQPDF
import Diagnostics
import Glibc

/// A PDF that qpdf holds open for changes.
@safe
struct QPDFFile: ~Copyable {
  private let file: qpdf_data
  /// qpdf reads objects when they are asked for, so the bytes stay until it is closed.
  private let bytes: UnsafeMutableBufferPointer<CChar>

  /// Opens a file that lies in memory.
  static func reading(_ contents: consuming [UInt8]) throws(Diagnostic) -> QPDFFile {
    let file = try QPDFFile(holding: contents)
    try file.read()
    return file
  }

  private init(holding contents: [UInt8]) throws(Diagnostic) {
    guard let file = unsafe qpdf_init() else { throw Diagnostic("qpdf did not start") }
    let bytes = UnsafeMutableBufferPointer<CChar>.allocate(capacity: contents.count)
    _ = unsafe bytes.initialize(from: contents.lazy.map { CChar(bitPattern: $0) })
    unsafe self.file = file
    unsafe self.bytes = bytes
  }

  private func read() throws(Diagnostic) {
    unsafe qpdf_silence_errors(file)
    unsafe qpdf_set_suppress_warnings(file, 1)
    try check(unsafe qpdf_read_memory(file, "drawn.pdf", bytes.baseAddress, UInt64(bytes.count), nil))
  }

  deinit {
    var file: qpdf_data? = unsafe file
    unsafe qpdf_cleanup(&file)
    unsafe bytes.deallocate()
  }

  // MARK: Objects

  var trailer: QPDFObject { QPDFObject(handle: unsafe qpdf_get_trailer(file)) }
  var root: QPDFObject { QPDFObject(handle: unsafe qpdf_get_root(file)) }
  var pageCount: Int { Int(unsafe qpdf_get_num_pages(file)) }

  func page(_ number: Int) -> QPDFObject { QPDFObject(handle: unsafe qpdf_get_page_n(file, number)) }

  /// The value under a key, null where there is none.
  func value(_ object: QPDFObject, _ key: String) -> QPDFObject {
    QPDFObject(handle: unsafe qpdf_oh_get_key(file, object.handle, key))
  }

  func set(_ object: QPDFObject, _ key: String, _ value: QPDFObject) {
    unsafe qpdf_oh_replace_key(file, object.handle, key, value.handle)
  }

  func remove(_ object: QPDFObject, _ key: String) {
    unsafe qpdf_oh_remove_key(file, object.handle, key)
  }

  /// An object written as PDF writes it.
  func parsed(_ text: String) -> QPDFObject { QPDFObject(handle: unsafe qpdf_oh_parse(file, text)) }

  func string(_ text: String) -> QPDFObject {
    var text = text
    return text.withUTF8 { bytes in
      unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
        QPDFObject(
          handle: unsafe qpdf_oh_new_binary_unicode_string(file, characters.baseAddress, characters.count))
      }
    }
  }

  var null: QPDFObject { QPDFObject(handle: unsafe qpdf_oh_new_null(file)) }

  /// A new stream, which is an indirect object.
  func stream(_ bytes: [UInt8], _ keys: [(key: String, value: String)]) -> QPDFObject {
    let stream = QPDFObject(handle: unsafe qpdf_oh_new_stream(file))
    let dictionary = QPDFObject(handle: unsafe qpdf_oh_get_dict(file, stream.handle))
    for pair in keys { set(dictionary, pair.key, parsed(pair.value)) }
    replace(stream, with: bytes)
    return stream
  }

  /// The object under a number of its own, which others refer to.
  func indirect(_ object: QPDFObject) -> QPDFObject {
    QPDFObject(handle: unsafe qpdf_make_indirect_object(file, object.handle))
  }

  func number(of object: QPDFObject) -> Int { Int(unsafe qpdf_oh_get_object_id(file, object.handle)) }
  func isArray(_ object: QPDFObject) -> Bool { unsafe qpdf_oh_is_array(file, object.handle) != 0 }
  func isStream(_ object: QPDFObject) -> Bool { unsafe qpdf_oh_is_stream(file, object.handle) != 0 }
  func isDictionary(_ object: QPDFObject) -> Bool { unsafe qpdf_oh_is_dictionary(file, object.handle) != 0 }

  func isName(_ object: QPDFObject, _ name: String) -> Bool {
    unsafe qpdf_oh_is_name_and_equals(file, object.handle, name) != 0
  }

  /// The integer, nil for what is none.
  func integer(_ object: QPDFObject) -> Int? {
    var value: Int64 = 0
    return unsafe qpdf_oh_get_value_as_longlong(file, object.handle, &value) != 0 ? Int(value) : nil
  }

  /// The number; 0 for what is none.
  func number(_ object: QPDFObject) -> Double { unsafe qpdf_oh_get_numeric_value(file, object.handle) }

  /// The number of items of an array; 0 for what is none.
  func count(_ array: QPDFObject) -> Int {
    isArray(array) ? Int(unsafe qpdf_oh_get_array_n_items(file, array.handle)) : 0
  }

  func item(_ array: QPDFObject, _ index: Int) -> QPDFObject {
    QPDFObject(handle: unsafe qpdf_oh_get_array_item(file, array.handle, Int32(clamping: index)))
  }

  func setItem(_ array: QPDFObject, _ index: Int, _ value: QPDFObject) {
    unsafe qpdf_oh_set_array_item(file, array.handle, Int32(clamping: index), value.handle)
  }

  func append(_ value: QPDFObject, to array: QPDFObject) {
    unsafe qpdf_oh_append_item(file, array.handle, value.handle)
  }

  /// The keys of a dictionary, in qpdf's order, which is sorted.
  func keys(_ dictionary: QPDFObject) -> [String] {
    var keys: [String] = []
    unsafe qpdf_oh_begin_dict_key_iter(file, dictionary.handle)
    while unsafe qpdf_oh_dict_more_keys(file) != 0 {
      if let key = unsafe qpdf_oh_dict_next_key(file) { keys.append(unsafe String(cString: key)) }
    }
    return keys
  }

  /// The bytes of a stream, decoded or as they are stored.
  func contents(of stream: QPDFObject, decoded: Bool = true) throws(Diagnostic) -> [UInt8] {
    var buffer: UnsafeMutablePointer<UInt8>?
    var length = 0
    var filtered: QPDF_BOOL = 0
    let code = unsafe qpdf_oh_get_stream_data(
      file, stream.handle, decoded ? qpdf_dl_generalized : qpdf_dl_none, &filtered, &buffer, &length)
    let bytes = unsafe Array(UnsafeBufferPointer(start: buffer, count: length))
    unsafe free(buffer)
    try check(code)
    return bytes
  }

  /// Gives a stream other bytes, which are deflated when the file is written.
  func replace(_ stream: QPDFObject, with bytes: [UInt8]) {
    let null = null
    unsafe qpdf_oh_replace_stream_data(file, stream.handle, bytes, bytes.count, null.handle, null.handle)
  }

  /// Gives a stream the hexadecimal digits of the deflated bytes that it has.
  func replaceEncoded(_ stream: QPDFObject, withHexadecimal bytes: [UInt8]) {
    let digits = Array(bytes.hexadecimal.utf8) + [0x3E]
    let filters = parsed("[ /ASCIIHexDecode /FlateDecode ]")
    unsafe qpdf_oh_replace_stream_data(file, stream.handle, digits, digits.count, filters.handle, null.handle)
  }

  /// Forgets an object that was handed out.
  func release(_ object: QPDFObject) {
    unsafe qpdf_oh_release(file, object.handle)
  }

  /// Forgets every object that was handed out; qpdf keeps a table of them otherwise.
  func releaseObjects() {
    unsafe qpdf_oh_release_all(file)
  }

  // MARK: The end

  /// The file as version 1.7, with an identifier that follows from its contents.
  consuming func write() throws(Diagnostic) -> [UInt8] {
    try check(QPDF_ERROR_CODE(unsafe qpdf_has_error(file) != 0 ? 2 : 0))
    try check(unsafe qpdf_init_write_memory(file))
    unsafe qpdf_set_deterministic_ID(file, 1)
    unsafe qpdf_set_newline_before_endstream(file, 1)
    unsafe qpdf_set_object_stream_mode(file, qpdf_o_disable)
    unsafe qpdf_set_compress_streams(file, 1)
    unsafe qpdf_set_decode_level(file, qpdf_dl_none)
    unsafe qpdf_force_pdf_version(file, "1.7")
    try check(unsafe qpdf_write(file))
    let length = unsafe qpdf_get_buffer_length(file)
    return unsafe Array(UnsafeBufferPointer(start: qpdf_get_buffer(file), count: length))
  }

  /// Throws qpdf's own words where `code` says error.
  private func check(_ code: QPDF_ERROR_CODE) throws(Diagnostic) {
    guard code & 2 != 0 else { return }
    var words = "unknown error"
    if let error = unsafe qpdf_get_error(file), let text = unsafe qpdf_get_error_full_text(file, error) {
      words = unsafe String(cString: text)
    }
    throw Diagnostic("qpdf: \(words)")
  }
}

/// An object of an open file.
struct QPDFObject {
  fileprivate let handle: UInt32
}

/// The version of the qpdf that runs.
func qpdfVersion() -> String {
  guard let text = unsafe qpdf_get_qpdf_version() else { return "unknown" }
  return unsafe String(cString: text)
}
