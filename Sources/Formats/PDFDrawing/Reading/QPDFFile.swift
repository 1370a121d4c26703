import Bytes
import CQPDF
import Diagnostics
import Glibc

/// A PDF that qpdf reads: the files that this module writes, seen by another library.
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
    try check(unsafe qpdf_read_memory(file, "report.pdf", bytes.baseAddress, UInt64(bytes.count), nil))
  }

  deinit {
    var file: qpdf_data? = unsafe file
    unsafe qpdf_cleanup(&file)
    unsafe bytes.deallocate()
  }

  // MARK: Objects

  var root: QPDFObject { QPDFObject(handle: unsafe qpdf_get_root(file)) }
  var pageCount: Int { Int(unsafe qpdf_get_num_pages(file)) }

  func page(_ number: Int) -> QPDFObject { QPDFObject(handle: unsafe qpdf_get_page_n(file, number)) }

  /// The value under a key, null where there is none.
  func value(_ object: QPDFObject, _ key: String) -> QPDFObject {
    QPDFObject(handle: unsafe qpdf_oh_get_key(file, object.handle, key))
  }

  func number(of object: QPDFObject) -> Int { Int(unsafe qpdf_oh_get_object_id(file, object.handle)) }
  func isArray(_ object: QPDFObject) -> Bool { unsafe qpdf_oh_is_array(file, object.handle) != 0 }
  func isStream(_ object: QPDFObject) -> Bool { unsafe qpdf_oh_is_stream(file, object.handle) != 0 }
  func isDictionary(_ object: QPDFObject) -> Bool { unsafe qpdf_oh_is_dictionary(file, object.handle) != 0 }

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

  /// The keys of a dictionary, in qpdf's order, which is sorted.
  func keys(_ dictionary: QPDFObject) -> [String] {
    var keys: [String] = []
    unsafe qpdf_oh_begin_dict_key_iter(file, dictionary.handle)
    while unsafe qpdf_oh_dict_more_keys(file) != 0 {
      if let key = unsafe qpdf_oh_dict_next_key(file) { keys.append(unsafe String(cString: key)) }
    }
    return keys
  }

  /// The bytes of a stream, decoded.
  func contents(of stream: QPDFObject) throws(Diagnostic) -> [UInt8] {
    var buffer: UnsafeMutablePointer<UInt8>?
    var length = 0
    var filtered: QPDF_BOOL = 0
    let code = unsafe qpdf_oh_get_stream_data(
      file, stream.handle, qpdf_dl_generalized, &filtered, &buffer, &length)
    let bytes = unsafe Array(UnsafeBufferPointer(start: buffer, count: length))
    unsafe free(buffer)
    try check(code)
    return bytes
  }

  /// The name under a key, with its slash; nil where there is none.
  func name(_ object: QPDFObject, _ key: String) -> String? {
    let value = value(object, key)
    defer { release(value) }
    guard unsafe qpdf_oh_is_name(file, value.handle) != 0, let name = unsafe qpdf_oh_get_name(file, value.handle) else {
      return nil
    }
    return unsafe String(cString: name)
  }

  /// The text under a key, empty where there is none.
  func text(_ object: QPDFObject, _ key: String) -> String {
    let value = value(object, key)
    defer { release(value) }
    guard unsafe qpdf_oh_is_string(file, value.handle) != 0,
      let text = unsafe qpdf_oh_get_utf8_value(file, value.handle)
    else { return "" }
    return unsafe String(cString: text)
  }

  /// Forgets an object that was handed out.
  func release(_ object: QPDFObject) {
    unsafe qpdf_oh_release(file, object.handle)
  }

  /// Forgets every object that was handed out; qpdf keeps a table of them otherwise.
  func releaseObjects() {
    unsafe qpdf_oh_release_all(file)
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
