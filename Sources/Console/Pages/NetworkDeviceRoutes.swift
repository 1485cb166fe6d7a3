import Access
import Attendance
import Foundation
import HTTPTypes
import Hub
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

struct NetworkDevicePage: PageModel {
    static let template = "network-device"

    struct Unbinding: Sendable {
        let serial: String
        let ipv4: String
    }

    let heading: String
    let network: String
    let facts: [DevicePage.Fact]
    let warning: String?
    let address: String
    let back: String
    let isElsewhere: Bool
    let mayAsk: Bool
    let mayTakeKey: Bool
    /// The form with the password; nil where the device cannot be unbound here.
    let unbinding: Unbinding?
    /// Why it cannot.
    let noUnbinding: String?
    let mayUnbind: Bool
    let addAddress: String?
    let macCommand: String
    let mayOpenCase: Bool
    let token: String
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
        let header = FoundDeviceTable.header(language)
        let facts = zip(header, FoundDeviceTable.cells(device, language)).filter { !$0.1.isEmpty }.map {
            DevicePage.Fact(name: $0.0, value: $0.1)
        }
        let canUnbind = device.canBeUnboundHere(list)
        let model = NetworkDevicePage(
            heading: device.heading, network: list.network, facts: facts, warning: device.warning?[language],
            address: "/network/\(list.id)/\(place)", back: "/network?list=\(list.id)", isElsewhere: list.isReported,
            mayAsk: may(.networkSearch) && !list.isReported && device.mac != nil,
            mayTakeKey: may(.unbind) && !list.isReported && device.mac != nil && device.isActivated,
            unbinding: canUnbind && may(.unbind)
                ? NetworkDevicePage.Unbinding(serial: device.serial, ipv4: device.ipv4) : nil,
            noUnbinding: canUnbind ? nil : whyNotHere(device, list), mayUnbind: may(.unbind),
            addAddress: may(.devicesWrite) && device.isActivated ? device.addingAddress : nil,
            macCommand: device.mac?.announced ?? "",
            mayOpenCase: may(.casesFile), token: formToken)
        return page(model, title: model.heading)
    }

    private func whyNotHere(_ device: FoundDevice, _ list: NetworkList) -> String {
        if list.isReported {
            return say(
                "This device is on another network. Whoever is there can unbind it with the command below.",
                "Thiết bị này ở mạng khác. Người tại chỗ có thể hủy liên kết bằng lệnh bên dưới.")
        }
        if let rivalry = device.rivalry { return Texts.sentence(rivalry.refusal[language]) }
        return say(
            "This device does not offer unbinding on the local network: it takes a case.",
            "Thiết bị này không hỗ trợ hủy liên kết trong mạng nội bộ: cần mở trường hợp.")
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
            try await store.history.record(
                "network.key", device.heading, Phrase(en: "key string taken", vi: "đã lấy chuỗi ký tự"),
                act: act)
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
        let (desk, store, actor, now) = (console.network, store, principal.actor, console.engine.now)
        let title = Phrase(en: "Unbind \(device.heading)", vi: "Hủy liên kết \(device.heading)")
        return console.jobs.start("unbind", title, by: principal) { line in
            var outcome: Phrase
            var isFine = false
            do {
                let answer = try await desk.attempting(mac) {
                    try await desk.devices(on: device.interface).unbind(mac) { present in
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
                isFine ? "network.unbound" : "network.unbind-failed", device.heading, outcome,
                act: Act(by: actor, at: now()))
            return [:]
        }
    }
}

extension FoundDevice {
    /// Model and serial, for a title.
    var heading: String {
        [model, shortSerial?.text ?? serial].filter { !$0.isEmpty }.joined(separator: " ")
    }
}
