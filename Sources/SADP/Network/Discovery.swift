/// Why it is not sure which device something is.
public enum DeviceRivalry: Int, Hashable, Sendable {
    /// Another device claims its MAC address or its serial, or it was heard from two addresses.
    case claimed = 1
    /// A device of the same serial, model and firmware answers with another MAC address: probably its own second port.
    case secondPort = 2
}

/// A device as a search found it.
public struct DiscoveredDevice: Hashable, Sendable {
    /// Told apart by both: neither alone can be trusted to be unique.
    public struct Key: Hashable, Sendable {
        public let mac: MACAddress?
        public let serial: String
    }

    public internal(set) var announcement: DeviceAnnouncement
    /// Where its datagrams come from, dotted decimal.
    public internal(set) var source: String
    /// It answered this search's own inquiry. What was merely overheard is listed and never acted upon.
    public internal(set) var hasAnswered: Bool
    /// Nil where it is sure which device this is.
    public internal(set) var rivalry: DeviceRivalry?
    /// The interface it answers at: its place among those of the client.
    public internal(set) var link: Int
    /// The doors it answers at.
    var doors: Set<SADPDoor>

    public var key: Key { Key(mac: announcement.mac, serial: announcement.serial) }

    /// What a further device makes of this one that claims the same MAC address or serial.
    ///
    /// A recorder with two network ports answers at both, each with its own MAC address and address: two, not three.
    fileprivate func rivalry(with other: DiscoveredDevice) -> DeviceRivalry {
        let (mine, its) = (announcement, other.announcement)
        guard rivalry == nil, let mac = mine.mac, let itsMAC = its.mac, mac != itsMAC, mine.serial == its.serial,
            mine.model == its.model, mine.firmware == its.firmware, source != other.source
        else { return .claimed }
        return .secondPort
    }
}

/// What a search makes of the datagrams that reach it. No I/O here: bytes go in, devices and counts come out.
public struct Discovery: Sendable {
    /// Why a datagram was of no use.
    public enum Ignored: String, Hashable, Sendable, CaseIterable {
        /// Not the protocol's XML, or beyond its limits.
        case unreadable
        /// A declaration of a document type or an entity.
        case declaration
        case tooLarge
        /// An answer to somebody else's request.
        case foreign
        /// A second answer of one device to one inquiry.
        case repeated
        /// Neither a MAC address nor a serial.
        case nameless
        /// More than a device sends, or more devices than a network has.
        case flood
    }

    public enum Outcome: Hashable, Sendable {
        /// A device appeared or changed.
        case listed(DiscoveredDevice)
        case unchanged
        /// Somebody's request, this client's own included.
        case request
        case ignored(Ignored)
    }

    /// In the order in which they appeared.
    public private(set) var devices: [DiscoveredDevice] = []
    public private(set) var ignored: [Ignored: Int] = [:]

    /// Datagrams that were of no use.
    public var ignoredCount: Int { ignored.values.reduce(0, +) }

    private var places: [DiscoveredDevice.Key: Int] = [:]
    private var byMAC: [MACAddress: Int] = [:]
    private var bySerial: [String: Int] = [:]
    /// Own inquiries and who answered them.
    private var inquiries: [String: Set<DiscoveredDevice.Key>] = [:]
    private var meter = SourceMeter()

    public init() {}

    /// Says that an inquiry of ours is on its way.
    mutating func expect(_ inquiry: SADPRequest) { inquiries[inquiry.uuid] = [] }

    mutating func count(dropped: Int) {
        if dropped > 0 { ignored[.flood, default: 0] += dropped }
    }

    /// Takes a datagram.
    ///
    /// - Parameter time: since the start of the search.
    mutating func receive(_ arrival: Arrival, at time: Duration) -> Outcome {
        let outcome = read(arrival, at: time)
        if case .ignored(let reason) = outcome { ignored[reason, default: 0] += 1 }
        return outcome
    }

    private mutating func read(_ arrival: Arrival, at time: Duration) -> Outcome {
        guard meter.allows(arrival.source, at: time) else { return .ignored(.flood) }
        let document: SADPDocument
        do { document = try SADPDocument(arrival.bytes) } catch {
            switch error {
            case .tooLarge: return .ignored(.tooLarge)
            case .declaration: return .ignored(.declaration)
            case .noDocument, .tooManyElements, .tooDeep, .valueTooLong: return .ignored(.unreadable)
            }
        }
        if document.root.lowercased() == "probe" { return .request }
        guard document["Types"].map({ !$0.isEmpty }) == true else { return .ignored(.unreadable) }
        let uuid = document["Uuid"] ?? ""
        guard let answered = inquiries[uuid] else {
            guard let announcement = DeviceAnnouncement(overheard: document) else { return .ignored(.foreign) }
            return list(announcement, arrival, isAnswer: false)
        }
        let announcement = DeviceAnnouncement(document)
        let key = DiscoveredDevice.Key(mac: announcement.mac, serial: announcement.serial)
        guard !answered.contains(key) else {
            // The repeat may come by another way or from another address, which counts all the same.
            if let place = places[key], devices[place].source != arrival.source { devices[place].rivalry = .claimed }
            return .ignored(.repeated)
        }
        let outcome = list(announcement, arrival, isAnswer: true)
        if places[key] != nil { inquiries[uuid]?.insert(key) }
        return outcome
    }

    private mutating func list(_ announcement: DeviceAnnouncement, _ arrival: Arrival, isAnswer: Bool) -> Outcome {
        guard announcement.mac != nil || !announcement.serial.isEmpty else { return .ignored(.nameless) }
        let key = DiscoveredDevice.Key(mac: announcement.mac, serial: announcement.serial)
        guard let place = places[key] else {
            guard devices.count < SADPSettings.mostDevices else { return .ignored(.flood) }
            return add(
                DiscoveredDevice(
                    announcement: announcement, source: arrival.source, hasAnswered: isAnswer, link: arrival.link,
                    doors: [arrival.door]))
        }
        let before = devices[place]
        if before.source != arrival.source { devices[place].rivalry = .claimed }
        if isAnswer {
            if !before.hasAnswered {
                devices[place].source = arrival.source
                devices[place].link = arrival.link
                devices[place].doors = []
            }
            devices[place].hasAnswered = true
            devices[place].announcement = announcement
            devices[place].doors.insert(arrival.door)
        }
        return devices[place] == before ? .unchanged : .listed(devices[place])
    }

    private mutating func add(_ device: DiscoveredDevice) -> Outcome {
        var device = device
        let rivals = [device.announcement.mac.flatMap { byMAC[$0] }, bySerial[device.announcement.serial]]
        for rival in rivals.compactMap(\.self) {
            let rivalry = devices[rival].rivalry(with: device)
            devices[rival].rivalry = rivalry
            device.rivalry = device.rivalry == .claimed ? .claimed : rivalry
        }
        let serial = device.announcement.serial
        if device.rivalry == .claimed, !serial.isEmpty {
            for other in devices.indices where devices[other].announcement.serial == serial {
                devices[other].rivalry = .claimed
            }
        }
        let place = devices.count
        devices.append(device)
        places[device.key] = place
        if let mac = device.announcement.mac, byMAC[mac] == nil { byMAC[mac] = place }
        if !serial.isEmpty, bySerial[serial] == nil { bySerial[serial] = place }
        return .listed(device)
    }
}

/// Datagrams by source within the running second.
private struct SourceMeter: Sendable {
    private var second: Int64 = 0
    private var counts: [String: Int] = [:]

    mutating func allows(_ source: String, at time: Duration) -> Bool {
        if time.components.seconds != second {
            second = time.components.seconds
            counts = [:]
        }
        guard counts[source] != nil || counts.count < SADPSettings.mostSources else { return false }
        counts[source, default: 0] += 1
        return counts[source, default: 0] <= SADPSettings.mostAnswersPerSource
    }
}
