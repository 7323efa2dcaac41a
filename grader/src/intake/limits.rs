//! How much of a submission is looked at. A hand-out with everything in it stays far below.

/// Bytes of an archive.
pub const ARCHIVE: u64 = 32 << 20;
/// Files and folders of a submission.
pub const ENTRIES: usize = 2_000;
/// Bytes of a Rust file.
pub const RUST: u64 = 256 << 10;
/// Bytes of any other file.
pub const OTHER: u64 = 8 << 20;
/// Bytes of all files together, unpacked.
pub const ALL: u64 = 64 << 20;
/// How many times larger than its archive the unpacked content may be.
pub const RATIO: u64 = 200;
/// Folders inside of one another.
pub const FOLDERS: usize = 24;
/// Bytes of a path.
pub const PATH: usize = 400;
/// Brackets inside of one another, in a file or in a body.
pub const DEPTH: usize = 128;
/// Tokens of a file that is parsed as a whole. The parser needs stack for each of them.
pub const TOKENS: usize = 50_000;
/// Tokens of a body. The longest body of a solution has a few hundred.
pub const BODY_TOKENS: usize = 10_000;
/// What is said of one submission.
pub const FINDINGS: usize = 200;
/// What is said of one body.
pub const FAULTS: usize = 20;
/// Characters of something that a student wrote and that a sentence repeats.
pub const SHOWN: usize = 80;
