import Attendance
import AttendanceHub
import Wire

/// What of the device list is asked for, as its address says.
struct DeviceSearch: Hashable, Sendable {
    /// How the devices are shown.
    enum View: String, Sendable {
        case cards
        case table
    }

    /// Part of a name, an identity, a tag, an HR client's name or an entered value, as typed; empty is any.
    var text = ""
    /// The key of a `DeviceHealth`; empty is any.
    var state = ""
    /// The id of a kind; empty is any.
    var kind = ""
    /// A tag, case aside; empty is any.
    var tag = ""
    /// From 1 on.
    var page = 1
    /// Chosen with this address; nil where it says nothing of it.
    var view: View?

    /// The address of the list that the search gives.
    var address: String {
        let parts = [
            ("q", text), ("state", state), ("kind", kind), ("tag", tag), ("view", view?.rawValue ?? ""),
            ("page", page > 1 ? String(page) : ""),
        ].filter { !$0.1.isEmpty }.map { "\($0.0)=\(PercentEncoding.encode($0.1))" }
        return parts.isEmpty ? "/devices" : "/devices?" + parts.joined(separator: "&")
    }

    /// The first page of a search that is changed so.
    func changed(_ change: (inout DeviceSearch) -> Void) -> DeviceSearch {
        var search = self
        search.page = 1
        search.view = nil
        change(&search)
        return search
    }

    /// The places of devices that have the tag, and the text somewhere that people would look for it: case and accents do not matter.
    func found(among devices: [Device]) -> [Int] {
        let wanted = SearchText.folded(text)
        guard !wanted.isEmpty || !tag.isEmpty else { return Array(devices.indices) }
        return devices.indices.filter { place in
            let device = devices[place]
            guard tag.isEmpty || device.tags.contains(tag) else { return false }
            if wanted.isEmpty { return true }
            let values = device.fields.names.flatMap { device.fields.all($0) }
            return ([device.name, device.identity] + device.hrClients + device.tags.words + values).contains {
                SearchText.folded($0).contains(wanted)
            }
        }
    }
}

extension DeviceSearch {
    /// As a page's address or a form says; what cannot be read asks for nothing.
    ///
    /// - Parameter value: of a name; empty where it is not given.
    init(_ value: (String) -> String) {
        text = String(value("q").prefix(100))
        state = value("state")
        kind = value("kind")
        tag = String(value("tag").prefix(100))
        view = View(rawValue: value("view"))
        page = min(max(Int(value("page")) ?? 1, 1), 1_000_000)
    }
}
