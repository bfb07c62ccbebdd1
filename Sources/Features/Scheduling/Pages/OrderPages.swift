// Orders: the list, one order with its history, and what is changed of it.

import Host
import Kernel
import Store
import Web

extension SchedulingFeature {
    var orderPages: [Route] { [] }
}
