@_spi(Reflection) import Swift

/// The stored fields of a model, by the types alone: no value of it is needed, so that nothing hides in an empty list.
enum ModelFields {
    struct Field {
        /// What a section of this name stands for: the element of a list, what an optional holds.
        let inner: Any.Type
        let isOptional: Bool
    }

    /// Empty for texts, numbers and conditions.
    static func of(_ type: Any.Type) -> [String: Field] {
        guard !plain.contains(ObjectIdentifier(type)) else { return [:] }
        var fields: [String: Field] = [:]
        _forEachField(of: type) { name, _, type, _ in
            fields[String(cString: name)] = Field(inner: inner(type), isOptional: type is any AnyOptional.Type)
            return true
        }
        return fields
    }

    private static let plain = Set(
        [String.self, Int.self, Int64.self, Bool.self].map { (type: Any.Type) in ObjectIdentifier(type) })

    private static func inner(_ type: Any.Type) -> Any.Type {
        (type as? any Holder.Type).map { inner($0.held) } ?? type
    }
}

private protocol Holder {
    static var held: Any.Type { get }
}

private protocol AnyOptional: Holder {}

extension Optional: AnyOptional, Holder {
    fileprivate static var held: Any.Type { Wrapped.self }
}

extension Array: Holder {
    fileprivate static var held: Any.Type { Element.self }
}
