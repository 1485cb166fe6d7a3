import Attendance
import ConnectorKit

/// An empty list of devices to fill in: the columns of one kind or of all, and a row for each that says what belongs there.
public enum DeviceTemplate {
    /// The table with its header, as `DeviceImport` reads it back. Rows of it that are left as they are import nothing.
    ///
    /// - Parameters:
    ///   - kinds: those that it is for.
    ///   - all: every kind that the program knows, whose columns could be meant by a heading.
    ///   - clients: names of HR clients, of which the example shows two.
    public static func rows(
        for kinds: [DeviceKind], of all: DeviceKinds, clients: [String], _ language: Language
    ) -> [[String]] {
        var columns = DeviceTable.fixed
        for field in kinds.flatMap(own) where !columns.contains(field.name) { columns.append(field.name) }
        columns.append(DeviceTable.tags)
        let header = columns.map { column in
            let label = DeviceTable.label(of: column, all)[language]
            // Two fields of different kinds may share a label; our name is never another's.
            return DeviceTable.column(label, all) == column ? label : column
        }
        return [header]
            + kinds.map { kind in
                columns.map { example(of: $0, kind, clients: clients, language) }
            }
    }

    /// Whether a row's name is that of an example.
    static func isExample(_ name: String) -> Bool {
        Language.allCases.contains { name.hasPrefix(beginning[$0]) }
    }

    private static let beginning = Phrase(en: "EXAMPLE, replace this row", vi: "VÍ DỤ, hãy thay dòng này")

    private static func example(
        of column: String, _ kind: DeviceKind, clients: [String], _ language: Language
    ) -> String {
        switch column {
        case "name": return "\(beginning[language]) (\(kind.title[language]))"
        case "kind": return kind.id
        case "time-zone": return Zone.vietnam.identifier
        case "sync-from": return ""
        case "hr-clients": return clients.prefix(2).joined(separator: ";")
        default:
            guard let field = kind.fields[column] else { return "" }
            return field.isRequired ? "← \(field.help[language])" : field.defaultValue ?? ""
        }
    }

    /// The kind's fields without those of schedule and patience, which all kinds have.
    private static func own(_ kind: DeviceKind) -> [FieldSpecification] {
        let common = Set(PolicyFields.specifications(for: kind.policy).map(\.name) + [FieldSpecification.timeout.name])
        return kind.fields.specifications.filter { !common.contains($0.name) }
    }
}
