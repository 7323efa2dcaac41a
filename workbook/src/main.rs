//! What students check themselves with.
fn main() {}
