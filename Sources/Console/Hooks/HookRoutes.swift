import Access
import Attendance
import AttendanceHub
import ConnectorKit
import HTTPTypes
import Hummingbird
import Store
import SyncEngine
import Wire

/// Where vendors call, and where a device gets its address.
extension Console {
    var hookRoutes: [Route] {
        [
            Route(
                .post, "/hooks/{kind}/{secret}", .open, door: .hook, bodyLimit: WebhookIntake.largestBody,
                admit: { try await $0.admitHook() }, { try await $0.takeHook() }),
            Route(.post, "/devices/{id}/webhook", .permission(.devicesWrite)) { visit in
                let device = try await visit.device()
                try await visit.makeHook(device)
                return visit.redirect("/devices/\(device.id)#webhook")
            },
            Route(.post, "/devices/{id}/webhook/delete", .permission(.devicesWrite)) { visit in
                let device = try await visit.device()
                try await visit.store.hooks.remove(for: device, act: visit.act)
                return visit.redirect("/devices/\(device.id)#webhook")
            },
        ]
    }
}

/// The part of a device's page that shows its webhook address.
struct HookBox: Sendable {
    let help: String
    let problem: String?
    let address: String?
    let calls: String
    let refused: String
    let last: String
    let mayMake: Bool
}

extension Visit {
    private static let noSuchHook = Refusal(
        .notFound, Phrase(en: "there is no such address", vi: "không có địa chỉ này"))

    /// Of a stranger not even the body is read.
    fileprivate func admitHook() async throws {
        guard try await !console.engine.hasHook(kind: parameter("kind"), secret: parameter("secret")) else { return }
        if let wait = console.strangers.take(console.policy.client(request, context)) {
            throw Refusal(
                .tooManyRequests, Phrase(en: "wait \(wait) seconds", vi: "hãy đợi \(wait) giây"), retryAfter: wait)
        }
        throw Visit.noSuchHook
    }

    /// Answers only when what came is durable; a vendor that gets no 200 sends it again.
    fileprivate func takeHook() async throws -> Response {
        let client = console.policy.client(request, context)
        let outcome = try await console.engine.receive(
            body, kind: parameter("kind"), secret: parameter("secret"))
        switch outcome {
        case nil: throw Visit.noSuchHook
        case .stored(let new):
            console.wakeDeliveries()
            return .json(["status": "stored", "new": JSONValue(new)])
        case .announced:
            console.wakeConfirmations()
            return .json(["status": "announced"])
        case .known: return .json(["status": "known"])
        case .ignored(let reason): return .json(["status": "ignored", "reason": .string(reason)])
        case .refused(let phrase):
            if let wait = console.strangers.take("hook \(client)") {
                throw Refusal(
                    .tooManyRequests, Phrase(en: "wait \(wait) seconds", vi: "hãy đợi \(wait) giây"), retryAfter: wait)
            }
            throw Refusal(.unprocessableContent, phrase)
        }
    }

    func makeHook(_ device: Device) async throws {
        let intake = try intake(of: device)
        let fields = device.fields.merging(try await store.devices.secrets(of: device))
        if let lack = intake.lack(fields) { throw RequestFailure(lack) }
        _ = try await store.hooks.make(for: device, act: act)
    }

    func hookAddress(_ device: Device, _ secret: String) -> String {
        "\(console.policy.origin(request))/hooks/\(device.kind)/\(secret)"
    }

    private func intake(of device: Device) throws -> WebhookIntake {
        guard let intake = console.engine.deviceKinds[device.kind]?.webhook else {
            throw RequestFailure(en: "this kind has no webhooks", vi: "loại này không có webhook")
        }
        return intake
    }

    /// Nil for kinds without webhooks and for those who may not change devices: the address is a secret.
    func hookBox(_ device: Device) async throws -> HookBox? {
        guard may(.devicesWrite), let intake = console.engine.deviceKinds[device.kind]?.webhook else { return nil }
        let present = try await store.hooks.find(of: device).flatMap { $0.secret.isEmpty ? nil : $0 }
        let fields = device.fields.merging((try? await store.devices.secrets(of: device)) ?? FieldValues())
        let lack = intake.lack(fields)
        return HookBox(
            help: intake.help[language], problem: lack?[language],
            address: present.map { hookAddress(device, $0.secret) },
            calls: Texts.number(present?.hook.calls ?? 0, language),
            refused: Texts.number(present?.hook.refused ?? 0, language),
            last: Texts.time(present?.hook.lastCallAt, in: device.zone), mayMake: present == nil && lack == nil)
    }
}
