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
import Wire

/// One device of a network: what it says of itself, and what can be done with it from here.
struct NetworkDevicePages: Pages {
    let lists: NetworkLists
    let searches: NetworkSearches
    let jobs: Jobs
    let history: HistoryRepository

    var routes: [Route] {
        [
            Route(.get, "/network/{id}/{place}", .permission(.networkRead), show),
            Route(.post, "/network/{id}/{place}/binding", .permission(.networkSearch), askBinding),
            Route(.post, "/network/{id}/{place}/key", .permission(.unbind), takeKeyString),
            Route(.post, "/network/{id}/{place}/unbind", .permission(.unbind), unbind),
        ]
    }

    @Sendable private func show(_ visit: Visit) async throws -> Response {
        let (list, place, device) = try await lists.device(of: visit)
        let model = NetworkDevicePage(device, at: place, of: list, for: visit.reader)
        return visit.page(model, title: model.heading)
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

    @Sendable private func askBinding(_ visit: Visit) async throws -> Response {
        let (list, place, device) = try await lists.device(of: visit)
        let mac = try reachable(list, device)
        let back = "/network/\(list.id)/\(place)"
        let language = visit.language
        do {
            let (_, verdict) = try await searches.devices(on: device.interface).binding(of: mac)
            try await lists.networks.note(verdict.binding, of: place, in: list)
            return visit.redirect(
                back,
                .good(
                    "\(verdict.binding.label[language]) (\(verdict.source.label[language])); Hik-Connect: \(verdict.hikConnect.label[language])"
                ))
        } catch { return visit.redirect(back, .bad(error.explained.phrase[language])) }
    }

    @Sendable private func takeKeyString(_ visit: Visit) async throws -> Response {
        let (list, place, device) = try await lists.device(of: visit)
        let mac = try reachable(list, device)
        do {
            let (_, key) = try await searches.devices(on: device.interface).keyString(of: mac)
            try await history.record(.network(.keyTaken), of: device.heading, act: visit.act)
            return Response(
                status: .ok,
                headers: [
                    .contentType: "text/plain; charset=utf-8", .cacheControl: "no-store",
                    .contentDisposition: "attachment; filename=\"sadp-key-\(device.fileName).txt\"",
                ], body: ResponseBody(byteBuffer: ByteBuffer(string: key.secret + "\n")))
        } catch {
            return visit.redirect("/network/\(list.id)/\(place)", .bad(error.explained.phrase[visit.language]))
        }
    }

    @Sendable private func unbind(_ visit: Visit) async throws -> Response {
        let (list, place, device) = try await lists.device(of: visit)
        let mac = try reachable(list, device)
        let back = "/network/\(list.id)/\(place)"
        guard visit.form["confirmed"] == "1" else {
            return visit.redirect(
                back + "#unbind",
                .bad(
                    visit.say(
                        "Confirm that this is the device first. Nothing was sent.",
                        "Hãy xác nhận đúng thiết bị trước. Chưa gửi gì.")))
        }
        let password: DevicePassword
        do { password = try DevicePassword(visit.form["password"]) } catch {
            return visit.redirect(back + "#unbind", .bad(error.phrase[visit.language]))
        }
        let attempt = UnbindingAttempt(device: device, mac: mac, place: place, list: list, password: password)
        return visit.redirect("/jobs/\(start(attempt, visit).id)")
    }

    /// One attempt, as a job: the device asks its cloud, which takes as long as it takes.
    private func start(_ attempt: UnbindingAttempt, _ visit: Visit) -> Job {
        let (searches, networks, history) = (searches, lists.networks, history)
        let (device, actor, now) = (attempt.device, visit.principal.actor, visit.clock)
        let title = Phrase(en: "Unbind \(device.heading)", vi: "Hủy liên kết \(device.heading)")
        return jobs.start("unbind", title, by: visit.principal) { line in
            var outcome: Phrase
            var isFine = false
            do {
                let answer = try await searches.attempting(attempt.mac) {
                    try await searches.devices(on: device.interface).unbind(attempt.mac, confirm: attempt.confirm)
                        .answer
                }
                outcome =
                    answer?.phrase
                    ?? Phrase(
                        en: "Somebody else is unbinding this device right now. Nothing was sent.",
                        vi: "Người khác đang hủy liên kết thiết bị này. Chưa gửi gì.")
                isFine = answer == .done
                if isFine { try await networks.note(.notBound, of: attempt.place, in: attempt.list) }
            } catch { outcome = error.explained.phrase }
            line(Job.Line(title: Phrase(verbatim: device.serial), text: outcome, isFine: isFine))
            try? await history.record(
                .network(isFine ? .unbound(outcome) : .unbindFailed(outcome)), of: device.heading,
                act: Act(by: actor, at: now()))
            return [:]
        }
    }
}

/// What a person confirmed: this device, with its password.
private struct UnbindingAttempt: Sendable {
    let device: FoundDevice
    let mac: MACAddress
    let place: Int
    let list: NetworkList
    let password: DevicePassword

    /// What answers now must be what the person confirmed.
    @Sendable func confirm(_ present: FoundDevice) async throws -> DevicePassword {
        guard present.serial == device.serial, present.ipv4 == device.ipv4 else {
            throw RequestFailure(
                en: "another device answers at this MAC address now: search again. Nothing was sent",
                vi: "thiết bị khác đang trả lời với địa chỉ MAC này: hãy tìm lại. Chưa gửi gì")
        }
        return password
    }
}
