import Access
import Attendance
import AttendanceHub
import Foundation
import HTTPTypes
import Hummingbird
import LocalNetwork
import SADP
import Serials
import Store
import SyncEngine
import Wire

/// One device of a network: what it says of itself, and what can be done with it from here.
extension Console {
    var networkDeviceRoutes: [Route] {
        [
            Route(.get, "/network/{id}/{place}", .permission(.networkRead)) { try await $0.networkDevicePage() },
            Route(.post, "/network/{id}/{place}/binding", .permission(.networkSearch)) { try await $0.askBinding() },
            Route(.post, "/network/{id}/{place}/key", .permission(.unbind)) { try await $0.takeKeyString() },
            Route(.post, "/network/{id}/{place}/unbind", .permission(.unbind)) { try await $0.unbindHere() },
        ]
    }
}

extension Visit {
    func found() async throws -> (list: NetworkList, place: Int, device: FoundDevice) {
        let list = try await networkList()
        let devices = try await store.networks.devices(of: list)
        guard let place = Int(parameter("place")), devices.indices.contains(place) else {
            throw Refusal(.notFound, Phrase(en: "there is no such device", vi: "không có thiết bị này"))
        }
        return (list, place, devices[place])
    }

    fileprivate func networkDevicePage() async throws -> Response {
        let (list, place, device) = try await found()
        let model = NetworkDevicePage(device, at: place, of: list, for: reader)
        return page(model, title: model.heading)
    }

    /// The device's MAC address, where this server can reach it.
    private func reachable(_ list: NetworkList, _ device: FoundDevice) throws -> MACAddress {
        guard !list.isReported, let mac = device.mac else {
            throw Refusal(
                .conflict,
                Phrase(
                    en: "this device is on another network, which this server does not reach",
                    vi: "thiết bị này ở mạng khác, máy chủ này không kết nối được"))
        }
        return mac
    }

    fileprivate func askBinding() async throws -> Response {
        let (list, place, device) = try await found()
        let mac = try reachable(list, device)
        let back = "/network/\(list.id)/\(place)"
        do {
            let (_, verdict) = try await console.network.devices(on: device.interface).binding(of: mac)
            try await store.networks.note(verdict.binding, of: place, in: list)
            return redirect(
                back,
                .good(
                    "\(verdict.binding.label[language]) (\(verdict.source.label[language])); Hik-Connect: \(verdict.hikConnect.label[language])"
                ))
        } catch { return redirect(back, .bad(error.explained.phrase[language])) }
    }

    fileprivate func takeKeyString() async throws -> Response {
        let (list, place, device) = try await found()
        let mac = try reachable(list, device)
        do {
            let (_, key) = try await console.network.devices(on: device.interface).keyString(of: mac)
            try await store.history.record(.network(.keyTaken), of: device.heading, act: act)
            return Response(
                status: .ok,
                headers: [
                    .contentType: "text/plain; charset=utf-8", .cacheControl: "no-store",
                    .contentDisposition: "attachment; filename=\"sadp-key-\(device.fileName).txt\"",
                ], body: ResponseBody(byteBuffer: ByteBuffer(string: key.secret + "\n")))
        } catch {
            return redirect("/network/\(list.id)/\(place)", .bad(error.explained.phrase[language]))
        }
    }

    fileprivate func unbindHere() async throws -> Response {
        let (list, place, device) = try await found()
        let mac = try reachable(list, device)
        let back = "/network/\(list.id)/\(place)"
        guard form["confirmed"] == "1" else {
            return redirect(
                back + "#unbind",
                .bad(
                    say(
                        "Confirm that this is the device first. Nothing was sent.",
                        "Hãy xác nhận đúng thiết bị trước. Chưa gửi gì.")))
        }
        let password: DevicePassword
        do { password = try DevicePassword(form["password"]) } catch {
            return redirect(back + "#unbind", .bad(error.phrase[language]))
        }
        return redirect("/jobs/\(startUnbind(device, mac, at: place, in: list, password).id)")
    }

    /// One attempt, as a job: the device asks its cloud, which takes as long as it takes.
    private func startUnbind(
        _ device: FoundDevice, _ mac: MACAddress, at place: Int, in list: NetworkList, _ password: DevicePassword
    ) -> Job {
        let (searches, store, actor, now) = (console.network, store, principal.actor, console.engine.now)
        let title = Phrase(en: "Unbind \(device.heading)", vi: "Hủy liên kết \(device.heading)")
        return console.jobs.start("unbind", title, by: principal) { line in
            var outcome: Phrase
            var isFine = false
            do {
                let answer = try await searches.attempting(mac) {
                    try await searches.devices(on: device.interface).unbind(mac) { present in
                        // What answers now must be what the person confirmed.
                        guard present.serial == device.serial, present.ipv4 == device.ipv4 else {
                            throw RequestFailure(
                                en: "another device answers at this MAC address now: search again. Nothing was sent",
                                vi: "thiết bị khác đang trả lời với địa chỉ MAC này: hãy tìm lại. Chưa gửi gì")
                        }
                        return password
                    }.answer
                }
                outcome =
                    answer?.phrase
                    ?? Phrase(
                        en: "Somebody else is unbinding this device right now. Nothing was sent.",
                        vi: "Người khác đang hủy liên kết thiết bị này. Chưa gửi gì.")
                isFine = answer == .done
                if isFine { try await store.networks.note(.notBound, of: place, in: list) }
            } catch { outcome = error.explained.phrase }
            line(Job.Line(title: Phrase(verbatim: device.serial), text: outcome, isFine: isFine))
            try? await store.history.record(
                .network(isFine ? .unbound(outcome) : .unbindFailed(outcome)), of: device.heading,
                act: Act(by: actor, at: now()))
            return [:]
        }
    }
}
