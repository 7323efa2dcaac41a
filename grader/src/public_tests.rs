//! Finds the public tests: the `#[test]` functions in an assignment's `tests` folder.

use std::fmt;

use common::error::Result;

use crate::outline;
use crate::workspace::Package;

/// One test function.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PublicTest {
    /// The test executable: `linear` for `tests/linear.rs`.
    pub target: String,
    /// The name that the executable prints, with its modules.
    pub name: String,
}

impl PublicTest {
    /// The function's own name.
    pub fn function(&self) -> &str {
        self.name.rsplit("::").next().unwrap_or(&self.name)
    }
}

impl fmt::Display for PublicTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in tests/{}.rs", self.name, self.target)
    }
}

/// The tests of a package, sorted: those of its `tests` folder that a plain `cargo test` runs.
pub fn find(package: &Package) -> Result<Vec<PublicTest>> {
    let mut found = Vec::new();
    for target in package.targets("test") {
        for (module, (_, outline)) in outline::of_crate(&target.source)? {
            found.extend(outline.tests.into_iter().map(|test| PublicTest {
                target: target.name.clone(),
                name: [module.as_slice(), &[test]].concat().join("::"),
            }));
        }
    }
    found.sort();
    Ok(found)
}
