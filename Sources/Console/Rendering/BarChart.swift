import Attendance

/// Bars over an axis, each a link to what it counts. Places are shares of the chart in per cent, so that it fits every width
/// and letters, which are not in it, stay as they are.
struct BarChart: Sendable {
    struct Part: Sendable {
        let tone: String
        let x: String
        let width: String
        let y: String
        let height: String
    }

    struct Bar: Sendable {
        let address: String
        /// What the bar says to who comes to it by mouse, by keyboard or by ear.
        let words: String
        /// Where its words stand: `start`, `middle` or `end`, so that they do not leave the page.
        let side: String
        let parts: [Part]
        /// Under the axis; nil where its neighbours have one.
        let mark: String?
        /// Whether a narrow window leaves the mark out.
        let isSpare: Bool
    }

    let label: String
    /// The numbers of the axis, from the highest to zero, as far apart as the lines.
    let ticks: [String]
    /// Where their lines are, from the top.
    let lines: [String]
    let bars: [Bar]
}

extension BarChart {
    /// A bar before it is drawn.
    struct Value: Sendable {
        /// A part of its height, drawn from the axis upwards unless it begins higher.
        struct Share: Sendable {
            let tone: String
            let count: Int
            /// What it stands on.
            var above = 0
            /// Of the bar's place, in per cent.
            var width = 80
        }

        let address: String
        let words: String
        let mark: String
        /// In the order in which they are drawn: the last lies on top.
        let shares: [Share]
    }

    private static let mostMarks = 8

    init(_ values: [Value], label: String, _ language: Language) {
        let most = values.flatMap(\.shares).map { $0.above + $0.count }.max() ?? 0
        let ticks = BarChart.ticks(upTo: most)
        let top = ticks.last ?? 1
        let step = max(1, (values.count + BarChart.mostMarks - 1) / BarChart.mostMarks)
        self.label = label
        self.ticks = ticks.reversed().map { Texts.number($0, language) }
        lines = ticks.reversed().map { BarChart.percent(top - $0, of: top) }
        bars = values.enumerated().map { index, value in
            Bar(
                address: value.address, words: value.words,
                side: index * 3 < values.count ? "start" : index * 3 < values.count * 2 ? "middle" : "end",
                parts: value.shares.filter { $0.count > 0 }.map { Part($0, of: top) },
                mark: index % step == 0 ? value.mark : nil, isSpare: index / step % 2 == 1)
        }
    }

    /// Round numbers from 0 up to one that is not below `most`, five steps at most, evenly apart.
    static func ticks(upTo most: Int) -> [Int] {
        var step = 1
        var factors = [2, 5, 10]
        var decade = 1
        while step * 5 < most {
            step = decade * factors.removeFirst()
            if factors.isEmpty {
                decade *= 10
                factors = [2, 5, 10]
            }
        }
        let count = max(1, (most + step - 1) / step)
        return (0...count).map { $0 * step }
    }

    /// `12.5%`
    fileprivate static func percent(_ part: Int, of whole: Int) -> String {
        percent(100 * Double(part) / Double(whole))
    }

    fileprivate static func percent(_ share: Double) -> String { "\((share * 100).rounded() / 100)%" }
}

extension BarChart.Part {
    /// What is there is seen, however small it is beside the rest.
    private static let least = 1.0

    fileprivate init(_ share: BarChart.Value.Share, of top: Int) {
        let height = max(BarChart.Part.least, 100 * Double(share.count) / Double(top))
        let bottom = 100 * Double(share.above) / Double(top)
        tone = share.tone
        width = "\(share.width)%"
        x = "\((100 - share.width) / 2)%"
        y = BarChart.percent(max(0, 100 - bottom - height))
        self.height = BarChart.percent(height)
    }
}
