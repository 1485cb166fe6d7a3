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
        let kindTitle: String
        let clientFields: [FieldInput]
        let isOpen: Bool
    }

    let clients: [Client]
    let newClients: [NewClient]
    /// From which day on, under which tags, and in which zone.
    let placeFields: [FieldInput]

    /// All inputs in which something can be wrong, in the order of the page.
    var inputs: [FieldInput] { newClients.flatMap(\.clientFields) + placeFields }
}

extension DevicePart {
    /// - Parameters:
    ///   - clients: all that there are.
    ///   - refused: what is wrong with what was sent; nil where nothing was.
    init(
        _ input: DeviceInput, of kind: DeviceKind, clients: [HRClient], hrKinds: HRKinds, refused: RefusedForm?,
        _ language: Language
    ) {
        let problems = refused?.problems ?? FormProblems()
        self.clients = clients.map {
            Client(
                name: $0.name, kind: hrKinds[$0.kind]?.title[language] ?? $0.kind,
                isChosen: input.clients.contains($0.name))
        }
        newClients = DeviceInput.kindsBeside(among: hrKinds).map {
            NewClient($0, input.newClients, refused, language)
        }
        let everything = Phrase(en: "everything that the terminal still has", vi: "mọi bản ghi còn trong máy")
        let window = kind.push == nil ? kind.policy.first.spoken : everything
        placeFields = [
            FieldInput(
                DeviceEntry.syncFromField, .date, label: Phrase(en: "Sync from", vi: "Thời gian đồng bộ từ"),
                help: Phrase(
                    en: "Empty: \(window.en). A new date makes the next sync fetch from there.",
                    vi: "Để trống: \(window.vi). Đổi ngày thì lần đồng bộ tới đọc từ ngày đó."),
                FieldState(values: [input.syncFrom]), problems, language),
            FieldInput(
                DeviceTags.field, .line(isNumber: false), label: Phrase(en: "Tags", vi: "Nhãn"),
                help: Phrase(
                    en: "Words by which you group devices, such as a site; several with commas.",
                    vi: "Từ dùng để nhóm thiết bị, ví dụ tên chi nhánh; nhiều nhãn cách nhau bằng dấu phẩy."),
                FieldState(
                    values: [input.tags ?? ""], hints: [FieldInput.Hint(attribute: "maxlength", setting: "900")]),
                problems, language),
            FieldInput(
                DeviceInput.zoneField, .zone,
                label: Phrase(en: "Time zone of the device", vi: "Múi giờ của thiết bị"),
                help: Phrase(
                    en: "The zone of its clock: days and sync hours follow it.",
                    vi: "Múi giờ của đồng hồ trên thiết bị: ngày và khung giờ đồng bộ tính theo đó."),
                FieldState(values: [input.zone], isRequired: true), problems, language),
        ]
    }
}

extension DevicePart.NewClient {
    /// - Parameter entered: the clients that were entered.
    fileprivate init(_ kind: HRKind, _ entered: [HRClientEntry], _ refused: RefusedForm?, _ language: Language) {
        let entry = entered.first { $0.kind == kind.id }
        let prefix = DeviceInput.prefix(of: kind)
        let shown = ShownEntry(
            name: entry?.name ?? "", values: entry?.values.filter { !kind.fields.isSecret($0) } ?? FieldValues(),
            secrets: refused?.secrets ?? ShownSecrets(), problems: refused?.problems ?? FormProblems())
        kindTitle = kind.title[language]
        clientFields =
            [
                FieldInput(
                    DeviceInput.nameID(of: kind), .line(isNumber: false), label: Phrase(en: "Name", vi: "Tên"),
                    FieldState(
                        values: [shown.name], hints: [FieldInput.Hint(attribute: "maxlength", setting: "100")]),
                    shown.problems, language)
            ]
            + kind.specificationsBesideDevice.map {
                FieldInput($0, prefix: prefix, mayBeLeftOut: true, shown, language)
            }
        isOpen = entry != nil
    }
}

extension HRKind {
    /// The fields that are asked for where a client is entered beside a device.
    var specificationsBesideDevice: [FieldSpecification] { fieldsBesideDevice.compactMap { fields[$0] } }
}
