import Access
import Attendance
import AttendanceHub
import Hummingbird
import Store

/// Where a device gets its webhook address, and loses it.
struct WebhookPages: Pages {
    let hub: Hub
    let devices: DeviceRepository
    let addresses: WebhookAddresses

    var routes: [Route] {
        [
            Route(.post, "/devices/{id}/webhook", .permission(.devicesWrite)) { visit in
                let device = try await devices.find(id: visit.parameter("id"))
                _ = try await addresses.make(for: device, visit)
                return visit.redirect("/devices/\(device.id)#webhook")
            },
            Route(.post, "/devices/{id}/webhook/delete", .permission(.devicesWrite)) { visit in
                let device = try await devices.find(id: visit.parameter("id"))
                try await hub.removeHook(of: device, act: visit.act)
                return visit.redirect("/devices/\(device.id)#webhook")
            },
        ]
    }
}
