//! Shapes, counts and bytes as people read them.

/// A shape as it is read aloud: 64x3x3.
pub(super) fn product(shape: &[usize]) -> String {
    let sizes: Vec<String> = shape.iter().map(usize::to_string).collect();
    sizes.join("x")
}

/// A count with its thousands apart.
pub(super) fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let groups = digits.as_bytes().rchunks(3).rev();
    let groups: Vec<String> = groups
        .map(|of| String::from_utf8_lossy(of).into())
        .collect();
    groups.join(",")
}

/// Bytes as megabytes of a million.
pub(super) fn megabytes(bytes: usize) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}
