// Alive, ready, in numbers, and described: what load balancers, monitors and programs ask. `/health` touches nothing,
// `/ready` tests what the house stands on.

import Host
import Intake
import Kernel
import Web

/// The questions of machines.
struct HealthDesk: Sendable {
    let feature: OperateFeature
    private var house: House { feature.house }

    var routes: [Route] {
        [
            .page("/health", .open) { _ in .text("ok\n") },
            .page("/ready", .open) { _ in await self.ready() },
            .page("/metrics", .open) { await self.metrics($0) },
            .page("/api/openapi.json", .open) { _ in .json(OpenAPI.document(self.feature.all.flatMap(\.routes))) },
        ]
    }

    /// 200 with `{"ready":true}`, else 503 with the reasons.
    private func ready() async -> WebResponse {
        let failed = await Checks(feature: feature).readiness().filter { !$0.isOK }
        let reasons = failed.map { JSON.object([("name", .string($0.name)), ("detail", .string($0.detail))]) }
        return .json(.object([("ready", .bool(failed.isEmpty)), ("reasons", .array(reasons))]), status: failed.isEmpty ? 200 : 503)
    }

    private func metrics(_ visit: Visit) async -> WebResponse {
        if house.settings.rememberedFlag(SettingName.metricsClosed), visit.reader.person == nil {
            return WebResponse.text("401 sign_in_needed\n", status: 401).adding("www-authenticate", "Bearer")
        }
        let intake = feature.intake
        return .text(await Metrics(house: house, looks: intake.looksTaken, nodes: intake.share.others.count + 1).text(), type: Metrics.contentType)
    }
}
