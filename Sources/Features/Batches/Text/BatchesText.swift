// The words of batches, in three languages.

enum BatchesText {
    static let all = [""]
}
