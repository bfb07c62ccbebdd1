// For the floor: a display for each line, looking an order up by its code, the day's sheet.

import Host
import Kernel
import Store
import Web

extension SchedulingFeature {
    var floorPages: [Route] { [] }
}
