import CPictures
import Labels

extension PictureHash {
    /// Whether each cell of a grid is darker than the next one.
    init?(_ luma: Luma) {
        var cells = [UInt8](repeating: 0, count: 17 * 16)
        pictures_grid(luma.pixels, Int32(luma.width), Int32(luma.height), 17, 16, &cells)
        var bytes = [UInt8](repeating: 0, count: 32)
        for row in 0..<16 {
            for column in 0..<16 where cells[row * 17 + column] < cells[row * 17 + column + 1] {
                bytes[row * 2 + column / 8] |= 1 << UInt8(column % 8)
            }
        }
        self.init(bytes)
    }
}
