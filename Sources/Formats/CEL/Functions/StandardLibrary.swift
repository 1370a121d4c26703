/// The functions that every expression has: the standard definitions and the extensions that Vouch takes in.
///
/// A further family is one more file and one more line here.
enum StandardLibrary {
  static let functions: [CELFunction] =
    sizes + conversions + texts + textExtensions + times + numbers + networks + optionals + lists + encoders
}
