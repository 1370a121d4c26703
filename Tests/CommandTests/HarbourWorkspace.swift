import Foundation
import TestSupport

/// A copy of the small office's month in a folder of its own, for tests that change it or write beside it.
struct Harbour {
  let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    for name in ["pack.yaml", "policy.yaml", "clean.yaml", "clean-policy.yaml", "broken.yaml", "exports"] {
      try workspace.copy("fixtures/harbour-2025-02/" + name, to: name)
    }
  }

  func run(_ arguments: String..., prelude: String? = nil, seconds: Int = 120) throws -> Program.Run {
    try Program.run(arguments, folder: workspace.folder, prelude: prelude, seconds: seconds)
  }
}
