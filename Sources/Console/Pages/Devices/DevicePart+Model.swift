import Access
import Attendance
import AttendanceHub
import ConnectorKit
import HRKit

/// What a device's form has besides the fields of its kind: where its punches go, from which day on, in which zone.
struct DevicePart: Sendable {
    struct Client: Sendable {
        let name: String
        let kind: String
        let isChosen: Bool
    }

    /// An HR client of one kind that can be entered beside the device.
    struct NewClient: Sendable {
        /// What the names of its inputs begin with.
        let prefix: String
        let kindTitle: String
        let clientName: String
        let clientNameError: String?
        let clientFields: [FieldInput]
        let isOpen: Bool
    }

    let clients: [Client]
    let newClients: [NewClient]
    let syncFrom: String
    let syncFromError: String?
    let firstWindow: String
    let tags: String
    let tagsError: String?
    let zone: String
    let zones: [String]
    let zoneError: String?
}

extension DevicePart {
    /// - Parameters:
    ///   - clients: all that there are.
    ///   - error: why the form was refused; nil where it was not.
    init(
        _ input: DeviceInput, of kind: DeviceKind, clients: [HRClient], hrKinds: HRKinds, refused error: (any Error)?,
        _ language: Language
    ) {
        let refusal = error.map { Refusal($0) }
        func said(of field: String) -> String? { refusal?.field == field ? refusal?.phrase[language] : nil }
        self.clients = clients.map {
            Client(
                name: $0.name, kind: hrKinds[$0.kind]?.title[language] ?? $0.kind,
                isChosen: input.clients.contains($0.name))
        }
        newClients = hrKinds.all.filter { !$0.fieldsBesideDevice.isEmpty }.map {
            NewClient($0, input.newClients.first, error as? NewClientFailure, language)
        }
        syncFrom = input.syncFrom
        syncFromError = said(of: DeviceEntry.syncFromField)
        let everything = Phrase(en: "everything that the terminal still has", vi: "mọi bản ghi còn trong máy")
        firstWindow = (kind.push == nil ? kind.policy.first.spoken : everything)[language]
        tags = input.tags ?? ""
        tagsError = said(of: DeviceTags.field)
        zone = input.zone
        zones = Zone.offered
        zoneError = said(of: DeviceInput.zoneField)
    }
}

extension DevicePart.NewClient {
    /// - Parameter failure: why the client that was entered cannot be made.
    fileprivate init(
        _ kind: HRKind, _ entered: HRClientEntry?, _ failure: NewClientFailure?, _ language: Language
    ) {
        let entered = entered?.kind == kind.id ? entered : nil
        let failure = entered == nil ? nil : failure
        func said(of field: String) -> String? { failure?.clientField == field ? failure?.phrase[language] : nil }
        let prefix = DeviceInput.prefix(of: kind)
        self.prefix = prefix
        kindTitle = kind.title[language]
        clientName = entered?.name ?? ""
        clientNameError = said(of: "name")
        let shown = entered?.values.filter { !kind.fields.isSecret($0) } ?? FieldValues()
        clientFields = kind.fieldsBesideDevice.compactMap { kind.fields[$0] }.map {
            FieldInput(
                $0, prefix: prefix, mayBeLeftOut: true, values: shown, setSecrets: [], error: said(of: $0.name),
                language)
        }
        isOpen = entered != nil
    }
}
