import CXLSXWriter
import Diagnostics

/// The handle of libxlsxwriter; what is not finished is thrown away.
@safe struct WorkbookWriter: ~Copyable {
  private let workbook: UnsafeMutablePointer<lxw_workbook>
  private let head: UnsafeMutablePointer<lxw_format>?
  private let body: UnsafeMutablePointer<lxw_format>?
  private let link: UnsafeMutablePointer<lxw_format>?

  init(path: String) throws(Diagnostic) {
    guard let workbook = unsafe workbook_new(path) else { throw Diagnostic("no workbook could be made") }
    let head = unsafe workbook_add_format(workbook)
    unsafe format_set_bold(head)
    unsafe format_set_text_wrap(head)
    unsafe format_set_bottom(head, 1)
    let body = unsafe workbook_add_format(workbook)
    unsafe format_set_text_wrap(body)
    unsafe format_set_align(body, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    let link = unsafe workbook_add_format(workbook)
    unsafe format_set_align(link, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    unsafe format_set_underline(link, UInt8(LXW_UNDERLINE_SINGLE.rawValue))
    unsafe self.workbook = unsafe workbook
    unsafe self.head = unsafe head
    unsafe self.body = unsafe body
    unsafe self.link = unsafe link
  }

  /// Sets the time of creation to noon of a day: without one the library takes the clock's.
  func setProperties(title: String, author: String, created: (year: Int, month: Int, day: Int)) {
    var time = unsafe tm()
    unsafe time.tm_year = CInt(created.year - 1900)
    unsafe time.tm_mon = CInt(created.month - 1)
    unsafe time.tm_mday = CInt(created.day)
    unsafe time.tm_hour = 12
    let seconds = unsafe timegm(&time)
    unsafe title.withMutableCString { title in
      unsafe author.withMutableCString { author in
        var properties = unsafe lxw_doc_properties()
        unsafe properties.title = unsafe title
        unsafe properties.author = unsafe author
        unsafe properties.created = seconds
        _ = unsafe workbook_set_properties(workbook, &properties)
      }
    }
  }

  /// A sheet with its head frozen and a filter over it.
  func add(_ sheet: Sheet) throws(Diagnostic) {
    guard let handle = unsafe workbook_add_worksheet(workbook, sheet.name) else {
      throw Diagnostic(
        "'\(sheet.name)' is no name for a sheet", hint: "at most \(Workbook.nameLimit) characters, none of []:*?/\\")
    }
    for (place, column) in sheet.columns.enumerated() {
      let position = UInt16(place)
      _ = unsafe worksheet_set_column(handle, position, position, column.width, nil)
      try check(unsafe worksheet_write_string(handle, 0, position, column.title, head))
    }
    for (row, cells) in sheet.rows.enumerated() {
      for (place, cell) in cells.enumerated() { try unsafe write(cell, handle, UInt32(row + 1), UInt16(place)) }
    }
    unsafe worksheet_freeze_panes(handle, 1, 1)
    guard let last = sheet.columns.indices.last, !sheet.rows.isEmpty else { return }
    try check(unsafe worksheet_autofilter(handle, 0, 0, UInt32(sheet.rows.count), UInt16(last)))
  }

  private func write(
    _ cell: Sheet.Cell, _ sheet: UnsafeMutablePointer<lxw_worksheet>, _ row: UInt32, _ column: UInt16
  ) throws(Diagnostic) {
    switch cell {
    case .text(let words):
      try check(unsafe worksheet_write_string(sheet, row, column, WorkbookWriter.plain(words), body))
    case .number(let value): try check(unsafe worksheet_write_number(sheet, row, column, value, body))
    case .link(let words, let target):
      try check(unsafe worksheet_write_url(sheet, row, column, "external:" + target, link))
      try check(unsafe worksheet_write_string(sheet, row, column, WorkbookWriter.plain(words), link))
    }
  }

  /// Without what XML cannot hold, and no longer than a cell takes.
  private static func plain(_ words: String) -> String {
    var scalars = String.UnicodeScalarView()
    var units = 0
    for scalar in words.unicodeScalars {
      let isControl =
        scalar.value < 0x20 && scalar != "\n" && scalar != "\t" || (0xFFFE...0xFFFF).contains(scalar.value)
      units += scalar.value > 0xFFFF ? 2 : 1
      if units > Workbook.cellLimit { break }
      scalars.append(isControl ? "\u{FFFD}" : scalar)
    }
    return String(scalars)
  }

  private func check(_ code: lxw_error) throws(Diagnostic) {
    guard code != LXW_NO_ERROR else { return }
    throw Diagnostic("the workbook could not be written: \(unsafe String(cString: lxw_strerror(code)))")
  }

  /// Writes the file; frees the handle either way.
  consuming func finish() throws(Diagnostic) {
    let code = unsafe workbook_close(workbook)
    discard self
    guard code == LXW_NO_ERROR else {
      throw Diagnostic("the workbook could not be written: \(unsafe String(cString: lxw_strerror(code)))")
    }
  }

  deinit { unsafe lxw_workbook_free(workbook) }
}

extension String {
  /// Calls `body` with a copy that C may have as mutable.
  fileprivate func withMutableCString(_ body: (UnsafeMutablePointer<CChar>?) -> Void) {
    var bytes = utf8CString.map { $0 }
    unsafe bytes.withUnsafeMutableBufferPointer { unsafe body($0.baseAddress) }
  }
}
