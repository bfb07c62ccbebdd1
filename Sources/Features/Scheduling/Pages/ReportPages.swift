// Reports: planned beside actual, estimates, lines in use, trolleys, on time or not.

import Host
import Kernel
import Store
import Web

extension SchedulingFeature {
    var reportPages: [Route] { [] }
}
