import Attendance

/// Where a fetch stands: the part of the window that is being paged, and the next page in it.
///
/// Text form `from/to/page/rows` (epoch ms, 1-based page). Everything before `from` is done.
struct HanetCheckpoint: Equatable {
    var window: Window
    var nextPage: Int
    var rowsRead: Int

    var text: String {
        "\(window.from.milliseconds)/\(window.to.milliseconds)/\(nextPage)/\(rowsRead)"
    }

    init(window: Window, nextPage: Int, rowsRead: Int) {
        self.window = window
        self.nextPage = nextPage
        self.rowsRead = rowsRead
    }

    /// Whether the vendor's count says that a page follows after those that are asked for already.
    func surelyHasMore(behind pages: Int, of expected: Int?) -> Bool {
        expected.map { $0 - rowsRead > pages * HanetConnector.pageSize } ?? false
    }

    /// This place, some pages on.
    func skipping(pages: Int) -> HanetCheckpoint {
        HanetCheckpoint(window: window, nextPage: nextPage + pages, rowsRead: rowsRead)
    }

    /// Nil for text that this version did not write: then the window starts anew, which costs time but no record.
    init?(_ text: String) {
        let numbers = text.split(separator: "/").compactMap { Int64($0) }
        guard numbers.count == 4, numbers[2] >= 1, numbers[3] >= 0,
            let window = Window(
                from: Instant(milliseconds: numbers[0]), to: Instant(milliseconds: numbers[1]))
        else { return nil }
        self.init(window: window, nextPage: Int(numbers[2]), rowsRead: Int(numbers[3]))
    }
}
