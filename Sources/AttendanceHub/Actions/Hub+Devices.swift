import Attendance
import Store
import SyncEngine

extension Hub {
    /// Adds a device. Its fields are checked in form; nothing is sent to its vendor.
    ///
    /// - Parameter client: an HR client that is made with it and gets its punches: both or neither.
    /// - Throws: `FieldFailure`; of the client's, as `NewClientFailure`. `RequestFailure`, `StoreFailure`.
    public func add(_ entry: DeviceEntry, withNew client: HRClientEntry? = nil, act: Act) async throws -> Device {
        let client = try await draft(beside: client, of: entry)
        let (draft, _) = try await draft(entry.sending(to: client))
        do { return try await store.devices.add(draft, withNew: client, act: act) } catch {
            throw error.ofNewClient ?? error
        }
    }

    /// Changes a device: what the entry leaves out stays, and an empty value empties its field.
    ///
    /// - Parameter client: an HR client that is made with the change and gets the device's punches: both or neither.
    /// - Throws: as `add`.
    public func edit(
        _ device: Device, to entry: DeviceEntry, withNew client: HRClientEntry? = nil, act: Act
    ) async throws -> Device {
        let client = try await draft(beside: client, of: entry, over: device)
        let (draft, dropped) = try await draft(entry.sending(to: client, besides: device.hrClients), over: device)
        do {
            return try await store.devices.edit(
                device, to: draft, droppingSecrets: dropped, withNew: client, act: act)
        } catch {
            throw error.ofNewClient ?? error
        }
    }

    /// Whether devices are synced, by the schedule or by anybody; all or none.
    public func setEnabled(_ isEnabled: Bool, _ devices: [Device], act: Act) async throws(StoreFailure) {
        try await store.devices.setEnabled(isEnabled, devices, act: act)
    }

    /// Whether the schedule leaves devices alone; people may sync them. All or none.
    public func setPaused(_ isPaused: Bool, _ devices: [Device], act: Act) async throws(StoreFailure) {
        try await store.devices.setPaused(isPaused, devices, act: act)
    }

    /// Sends the punches of devices to one more HR client, those that they have as well; all devices or none.
    ///
    /// - Returns: how many devices did not send to it before.
    /// - Throws: `FieldFailure` where a device cannot be stored as it is; `StoreFailure`.
    public func attach(_ client: HRClient, to devices: [Device], act: Act) async throws -> Int {
        var edits: [(device: Device, draft: DeviceDraft)] = []
        for device in devices where !device.hrClients.contains(client.name) {
            let entry = DeviceEntry(
                name: device.name, kind: device.kind, values: FieldValues(),
                hrClients: device.hrClients + [client.name])
            edits.append((device, try await draft(entry, over: device).draft))
        }
        try await store.devices.apply(adding: [], editing: edits, act: act)
        wakeDeliveries()
        return edits.count
    }

    /// Gives tags to devices, those that they have as well, or takes them off; all devices or none.
    ///
    /// - Returns: how many devices are changed by it.
    /// - Throws: `FieldFailure` where there are none, or a device would have too many; `StoreFailure`.
    public func tag(_ devices: [Device], _ tags: DeviceTags, isTakenOff: Bool, act: Act) async throws -> Int {
        guard !tags.isEmpty else {
            throw FieldFailure(
                field: DeviceTags.field, Phrase(en: "no tag is entered", vi: "chưa nhập nhãn nào"))
        }
        var changed: [(device: Device, tags: DeviceTags)] = []
        for device in devices {
            let next = isTakenOff ? device.tags.removing(tags) : try device.tags.adding(tags)
            if next != device.tags { changed.append((device, next)) }
        }
        try await store.devices.setTags(changed, act: act)
        return changed.count
    }

    /// Removes a device that nobody is syncing; a run under way is given a few seconds to end.
    ///
    /// - Returns: how many punches went with it.
    /// - Throws: `RequestFailure` while it is still being synced; `StoreFailure`.
    public func remove(_ device: Device, withPunches: Bool, act: Act) async throws -> Int {
        let end = ContinuousClock.now + .seconds(5)
        var held = try store.lock(.device(device.id))
        while held == nil, ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(100))
            held = try store.lock(.device(device.id))
        }
        guard let lock = held else {
            throw RequestFailure(
                en: "“\(device.name)” is being synced; try again in a moment",
                vi: "“\(device.name)” đang được đồng bộ; hãy thử lại sau")
        }
        defer { withExtendedLifetime(lock) {} }
        return try await store.devices.remove(device, withPunches: withPunches, act: act)
    }

    /// The client that is made with a device.
    ///
    /// - Throws: `NewClientFailure`, with what is wrong with the device too.
    private func draft(
        beside client: HRClientEntry?, of entry: DeviceEntry, over device: Device? = nil
    ) async throws -> HRClientDraft? {
        guard let client else { return nil }
        do { return try await draft(client).draft } catch {
            var others: [FieldFailure] = []
            do { _ = try await draft(entry, over: device) } catch let failure as FieldFailure { others = failure.all }
            throw NewClientFailure(of: error.explained, besides: others)
        }
    }
}

extension StoreFailure {
    /// What is wrong with the client that was to be made with a device; nil for what is wrong with the device.
    fileprivate var ofNewClient: (any Error)? {
        if case .refused(let failure as NewClientFailure) = self { return failure }
        return nil
    }
}

extension DeviceEntry {
    /// The entry with one more HR client, where there is one.
    ///
    /// - Parameter present: the clients that the device has.
    fileprivate func sending(to client: HRClientDraft?, besides present: [String] = []) -> DeviceEntry {
        guard let client else { return self }
        var entry = self
        entry.hrClients = (hrClients ?? present) + [client.name]
        return entry
    }
}
