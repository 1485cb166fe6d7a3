import Mustache

/// A page's model in the shapes that the template library knows at sight. It would find a value of a struct by
/// reflection, anew for each place in the template, and ask of each plain text what protocols it has.
enum PlainModel {
    /// Named values: what a section is about.
    final class Object: MustacheParent {
        let members: [String: Any]

        init(_ members: [String: Any]) { self.members = members }

        func child(named name: String) -> Any? { members[name] }
    }

    struct Text: MustacheCustomRenderable {
        let renderText: String
        var isNull: Bool { false }
    }

    /// An `Object`, a list of such values, a `Bool` or a `Text`; nil where there is nothing.
    static func of(_ value: Any) -> Any? {
        switch value {
        case let text as String: return Text(renderText: text)
        case is Bool: return value
        case let number as Int: return Text(renderText: String(number))
        case let number as Int64: return Text(renderText: String(number))
        default: break
        }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.flatMap { of($0.value) }
        case .collection: return mirror.children.compactMap { of($0.value) }
        case .struct:
            var members = [String: Any](minimumCapacity: mirror.children.count)
            for child in mirror.children {
                if let label = child.label, let plain = of(child.value) { members[label] = plain }
            }
            return Object(members)
        default: return value
        }
    }
}
