import Wire

/// Prometheus' text form, version 0.0.4.
struct PrometheusText {
    private(set) var text = ""

    mutating func family(
        _ name: String, _ type: String, _ help: String, _ samples: () -> [(labels: [String: String], value: Double)]
    ) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
        for sample in samples() {
            let labels = sample.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\(escaped($0.value))\"" }
            let value = sample.value.rounded() == sample.value ? String(Int64(sample.value)) : String(sample.value)
            text += "\(name){\(labels.joined(separator: ","))} \(value)\n"
        }
    }

    private func escaped(_ text: String) -> String {
        Escaping.escaped(text) { byte in
            switch byte {
            case UInt8(ascii: "\\"): "\\\\"
            case UInt8(ascii: "\""): "\\\""
            case UInt8(ascii: "\n"): "\\n"
            default: nil
            }
        }
    }
}
