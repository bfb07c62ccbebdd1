// Lines and what belongs to them: status, calendar, blocks, trolleys, customers, assemblies, rules.

import Host
import Kernel
import Web

extension SchedulingFeature {
    var linePages: [Route] {
        let path = SchedulePath.lines
        return [
            .page(path, .needs(Self.view)) { try await LinesPage(self, $0).response() },
            .form(path, .needs(Self.plan)) { try await LinePage(self, $0).create() },
            .page(path + "/new", .needs(Self.plan)) { try await LinePage(self, $0).new() },
            .page(path + "/{line}", .needs(Self.view)) { try await LinePage(self, $0).show() },
            .form(path + "/{line}", .needs(Self.plan)) { try await LinePage(self, $0).save() },
            .form(path + "/{line}/status", .needs(Self.lineStatus)) { try await LinesPage(self, $0).setStatus() },
            .form(path + "/{line}/blocks", .needs(Self.plan)) { try await LinePage(self, $0).addBlock() },
            .form(path + "/{line}/blocks/{block}/remove", .needs(Self.plan)) { try await LinePage(self, $0).removeBlock() },
            .page("/scheduling/days", .needs(Self.view)) { try await DaysPage(self, $0).response() },
            .form("/scheduling/days", .needs(Self.plan)) { try await DaysPage(self, $0).act() },
            .page("/scheduling/trolleys", .needs(Self.view)) { try await TrolleysPage(self, $0).response() },
            .form("/scheduling/trolleys", .needs(Self.plan)) { try await TrolleysPage(self, $0).act() },
            .page("/scheduling/customers", .needs(Self.view)) { try await CustomersPage(self, $0).response() },
            .form("/scheduling/customers", .needs(Self.plan)) { try await CustomersPage(self, $0).save() },
            .page("/scheduling/assemblies", .needs(Self.view)) { try await AssembliesPage(self, $0).response() },
            .form("/scheduling/assemblies", .needs(Self.plan)) { try await AssembliesPage(self, $0).save() },
            .page("/scheduling/rules", .needs(Self.view)) { try await RulesPage(self, $0).response() },
            .form("/scheduling/rules", .needs(Self.plan)) { try await RulesPage(self, $0).save() },
        ]
    }
}
