// The feature's pages by path.

import Host
import Kernel
import Store
import Web

extension BatchesFeature {
    var pages: [Route] { [] }
    func floorNeeds(_ visit: Visit) async throws -> [Need] { [] }
    func floorPicture(_ visit: Visit) async throws -> HTML? { nil }
}
