/// What an archive may not exceed, neither when it is written nor when it is read; each limit has an error of its own.
///
/// They lie below those from which a zip needs its 64-bit extension, so that none is ever needed.
package enum ZipLimits {
  package static let entries = 65_534
  /// Bytes of the archive.
  package static let archiveSize = 0xFFFF_FFFE
  /// Bytes of an entry's name with its folder.
  package static let nameLength = 200
  /// Bytes of the central directory: what the most entries with the longest names need.
  package static let directorySize = entries * (46 + nameLength)
  /// Bytes that any archive may unpack to, however small it is.
  package static let freeSize = 64 << 20
  /// How many times its own size an archive may unpack to beyond `freeSize`.
  package static let ratio = 200
  /// Bytes that no archive may unpack to.
  package static let unpackedSize = 16 << 30
}
