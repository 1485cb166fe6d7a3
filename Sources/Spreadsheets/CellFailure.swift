/// A cell's text cannot be told.
struct CellFailure: Error {
    let reason: CellFault.Reason
}
