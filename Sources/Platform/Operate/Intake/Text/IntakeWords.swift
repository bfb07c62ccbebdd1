// The words of intake's pages, in three languages, one file per subject.

/// The catalogues of the intake desk.
enum IntakeWords {}
