/// Talks to the devices of the local network: finds them, asks for their binding and their key string, and unbinds one
/// with its owner's password. It has sockets of its own while it is open and does one thing at a time.
///
/// Inquiries are repeated, nothing else ever is; a wrong password is never tried again.
public actor SADPClient {
    private let settings: SADPSettings
    private let links: [SADPLink]
    private let queue: ArrivalQueue
    private var isBusy = false
    private var alarms = 0

    /// Runs `body` with a client that has its sockets open, and closes them.
    ///
    /// - Parameter interfaces: where to look. One that cannot be opened is passed over as long as another can.
    public static func with<Value: Sendable>(
        _ interfaces: [NetworkInterface], settings: SADPSettings = SADPSettings(),
        _ body: @Sendable (SADPClient) async throws -> Value
    ) async throws -> Value {
        let queue = ArrivalQueue()
        var links: [SADPLink] = []
        var problem: SADPFailure?
        for interface in interfaces {
            do throws(SADPFailure) {
                links.append(
                    try await SADPLink.open(interface, at: links.count, settings: settings, into: queue))
            } catch { problem = problem ?? error }
        }
        guard !links.isEmpty else { throw problem ?? .noInterface }
        let client = SADPClient(settings: settings, links: links, queue: queue)
        do {
            let value = try await body(client)
            await client.close()
            return value
        } catch {
            await client.close()
            throw error
        }
    }

    private init(settings: SADPSettings, links: [SADPLink], queue: ArrivalQueue) {
        self.settings = settings
        self.links = links
        self.queue = queue
    }

    private func close() async {
        queue.finish()
        for link in links { await link.close() }
    }

    /// The interfaces that are searched; a found device's `link` is a place among them.
    public var interfaces: [NetworkInterface] { links.map(\.interface) }

    /// Looks for devices.
    ///
    /// - Parameters:
    ///   - duration: how long answers are taken.
    ///   - onChange: told of each device that appears or changes, as it happens.
    public func discover(
        for duration: Duration, onChange: @Sendable (DiscoveredDevice) -> Void = { _ in }
    ) async throws(SADPFailure) -> Discovery {
        try await search(for: duration) { device in
            onChange(device)
            return false
        }
    }

    /// The device with this MAC address.
    ///
    /// - Parameter settling: how long to go on after it was found, to see whether another claims the same address.
    /// - Throws: `notFound`, `contested`.
    public func find(
        _ mac: MACAddress, within duration: Duration, settling: Duration = .zero
    ) async throws(SADPFailure) -> DiscoveredDevice {
        let discovery = try await search(for: duration, settling: settling) { device in
            device.announcement.mac == mac && device.hasAnswered
        }
        let found = discovery.devices.filter { $0.announcement.mac == mac && $0.hasAnswered }
        guard let device = found.first else { throw .notFound(mac, after: duration) }
        guard found.count == 1 else { throw .contested(mac, .claimed) }
        return device
    }

    /// Whether the device is bound, by its own answer where it answers that, else by its announcement.
    public func binding(of device: DiscoveredDevice) async throws(SADPFailure) -> BindingVerdict {
        guard let answer = try await bindingAnswer(of: device) else { return BindingVerdict(device.announcement) }
        return BindingVerdict(answer, of: device.announcement)
    }

    /// The device's own answer to the question whether it is bound; nil where it does not offer to answer.
    public func bindingAnswer(of device: DiscoveredDevice) async throws(SADPFailure) -> SADPAnswer.BindingAnswer? {
        guard device.announcement.offersLocalUnbind,
            case .binding(let answer) = try await ask(.bindingState, of: device, within: settings.answerWithin)
        else { return nil }
        return answer
    }

    /// The device's key string: a secret.
    public func keyString(of device: DiscoveredDevice) async throws(SADPFailure) -> SADPAnswer.KeyAnswer {
        let operation: SADPRequest.Operation = device.announcement.usesEncryptedKey ? .encryptedKey : .keyCode
        guard case .key(let answer) = try await ask(operation, of: device, within: settings.answerWithin) else {
            return .failed
        }
        return answer
    }

    /// Unbinds the device from its cloud account, with the device's own password. One attempt.
    ///
    /// - Throws: before the password leaves: `neverAnswered`, `contested`, `unbindNotOffered`, `addressMismatch`,
    ///   `impostor`, `answeredTwice`, `unusableExchange`, and `noAnswer` of the exchange. After it left: `noAnswer` of
    ///   the unbinding, whose outcome is not known then.
    public func unbind(
        _ device: DiscoveredDevice, password: DevicePassword
    ) async throws(SADPFailure) -> SADPAnswer.UnbindAnswer {
        let announcement = device.announcement
        guard let mac = announcement.mac, device.hasAnswered else { throw .neverAnswered }
        if let rivalry = device.rivalry { throw .contested(mac, rivalry) }
        guard announcement.offersLocalUnbind else { throw .unbindNotOffered }
        guard announcement.ipv4 == device.source else {
            throw .addressMismatch(announced: announcement.ipv4, actual: device.source)
        }
        let encoded = try await exchange(with: device, mac, password)
        guard
            case .unbind(let answer) = try await ask(
                .unbind(password: encoded), of: device, within: settings.unbindWithin)
        else { return .failed }
        return answer
    }

    /// The password as the device will take it, once nobody else answered in its place.
    private func exchange(
        with device: DiscoveredDevice, _ mac: MACAddress, _ password: DevicePassword
    ) async throws(SADPFailure) -> String {
        let exchange: PasswordExchange
        do { exchange = try PasswordExchange() } catch { throw .unusableExchange }
        let request = SADPRequest(uuid: SADPClient.uuid(), operation: .exchange(publicKey: exchange.publicKey), of: mac)
        var watch = ExchangeGuard(request, of: device.source)
        try begin()
        defer { isBusy = false }
        let patience = alarm(after: settings.answerWithin)
        var settled: Int?
        try await send(request, to: device)
        waiting: for await event in queue.events {
            switch event {
            case .alarm(patience):
                if watch.answer == nil { break waiting }
            case .alarm(let rung):
                if rung == settled { break waiting }
            case .arrival(let arrival):
                queue.took()
                if try watch.receive(arrival) { settled = alarm(after: settings.impostorWithin) }
            }
        }
        if Task.isCancelled { throw .cancelled }
        switch watch.answer {
        case nil: throw .noAnswer(operation: request.operation.word, after: settings.answerWithin)
        case .failed: throw .unusableExchange
        case .code(let code):
            do { return try exchange.encoded(password, answering: code) } catch { throw .unusableExchange }
        }
    }

    /// Sends an addressed request once and waits for the device's own answer.
    private func ask(
        _ operation: SADPRequest.Operation, of device: DiscoveredDevice, within duration: Duration
    ) async throws(SADPFailure) -> SADPAnswer {
        guard let mac = device.announcement.mac, device.hasAnswered else { throw .neverAnswered }
        let request = SADPRequest(uuid: SADPClient.uuid(), operation: operation, of: mac)
        try begin()
        defer { isBusy = false }
        let patience = alarm(after: duration)
        try await send(request, to: device)
        waiting: for await event in queue.events {
            switch event {
            case .alarm(let rung): if rung == patience { break waiting }
            case .arrival(let arrival):
                queue.took()
                // Anybody can answer; only the device's own address counts.
                guard arrival.source == device.source, let document = try? SADPDocument(arrival.bytes),
                    document.root.lowercased() != "probe", let answer = SADPAnswer(document, to: request)
                else { continue }
                return answer
            }
        }
        throw Task.isCancelled ? .cancelled : .noAnswer(operation: operation.word, after: duration)
    }

    private func search(
        for duration: Duration, settling: Duration = .zero, until isWanted: @Sendable (DiscoveredDevice) -> Bool
    ) async throws(SADPFailure) -> Discovery {
        try begin()
        defer { isBusy = false }
        var discovery = Discovery()
        let begun = ContinuousClock.now
        let inquiries = SADPSettings.inquiryTimes(within: duration).map { alarm(after: $0) }
        let end = alarm(after: duration)
        var settled: Int?
        searching: for await event in queue.events {
            switch event {
            case .alarm(let rung):
                if rung == end || rung == settled { break searching }
                if inquiries.contains(rung) { try await inquire(&discovery) }
            case .arrival(let arrival):
                queue.took()
                guard case .listed(let device) = discovery.receive(arrival, at: .now - begun), isWanted(device),
                    settled == nil
                else { continue }
                if settling == .zero { break searching }
                settled = alarm(after: settling)
            }
        }
        if Task.isCancelled { throw .cancelled }
        discovery.count(dropped: queue.takeDropped())
        return discovery
    }

    /// One inquiry from every door, each with a Uuid of its own.
    private func inquire(_ discovery: inout Discovery) async throws(SADPFailure) {
        var problem: SADPFailure?
        var sent = 0
        for link in links {
            for door in [SADPDoor.official, .own] {
                let request = SADPRequest.inquiry(uuid: SADPClient.uuid())
                discovery.expect(request)
                do throws(SADPFailure) {
                    try await link.send(request.bytes, from: door)
                    sent += 1
                } catch { problem = problem ?? error }
            }
        }
        if sent == 0, let problem { throw problem }
    }

    private func send(_ request: SADPRequest, to device: DiscoveredDevice) async throws(SADPFailure) {
        let door: SADPDoor = device.doors.contains(.own) || !device.doors.contains(.official) ? .own : .official
        try await links[device.link].send(request.bytes, from: door)
    }

    private func begin() throws(SADPFailure) {
        guard !isBusy else { throw .busy }
        isBusy = true
    }

    private func alarm(after duration: Duration) -> Int {
        alarms += 1
        queue.ring(alarms, after: duration)
        return alarms
    }

    /// 128 random bits in the form of the protocol's Uuids.
    private static func uuid() -> String {
        let digits = (0..<32).map { _ in "0123456789ABCDEF".randomElement() ?? "0" }
        return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }.joined(separator: "-")
    }
}
