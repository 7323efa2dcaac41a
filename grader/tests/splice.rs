//! Bodies are exchanged, and every other byte stays.

use std::path::Path;

use grader::exercises::{Exercise, find};
use grader::splice::{Bodies, allow_unused, put_back, stub};

const HARD: &str = r##"//! Übung: Σ 𝛁 — before every body stands text that is longer in bytes than in characters.
use std::fmt;

/// **Exercise a1.hard.raw** (1 point): raw strings and braces, "}".
#[must_use]
#[allow(clippy::all)] pub(crate) fn raw<'a, T: Into<&'a str>>(text: T) -> String { format!("{}{{}}{}", text.into(), r#"}"{ é"#) }

macro_rules! braces { ($($x:tt)*) => { { $($x)* } }; }

pub struct Gradient<T>(T);

impl<T> fmt::Display for Gradient<T>
where
    T: fmt::Display,
{
    /// Shows ∇.
    ///
    /// **Exercise a1.hard.show** (practice): nested braces.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result
    where
        T: fmt::Display,
    {
        let c = '}'; /* { nested /* } */ ∂ */
        braces! { { write!(f, "∇{}{c}", self.0) } }
    }
}

mod inner {
    /// **Exercise a1.hard.empty** (20 points): nothing at all.
    pub async fn empty() {}
} // the end, ohne Zeilenende"##;

fn exercises(source: &str) -> Vec<Exercise> {
    let mut problems = Vec::new();
    let found = find(source, Path::new("hard.rs"), &mut problems);
    assert_eq!(problems, [""; 0]);
    found
}

fn ids(exercises: &[Exercise]) -> Vec<&str> {
    exercises
        .iter()
        .map(|exercise| exercise.id.as_str())
        .collect()
}

fn round_trip(source: &str) {
    let solution = exercises(source);
    assert_eq!(
        ids(&solution),
        ["a1.hard.raw", "a1.hard.show", "a1.hard.empty"]
    );
    let bodies: Bodies = solution
        .iter()
        .map(|exercise| (exercise.id.clone(), exercise.text.clone()))
        .collect();
    let handed_out = stub(source, &solution);
    let holes = exercises(&handed_out);
    assert_eq!(ids(&holes), ids(&solution));
    for hole in &holes {
        let words: String = hole.text.split_whitespace().collect();
        assert_eq!(words, format!("{{todo!(\"{}\")}}", hole.id));
    }
    assert_eq!(put_back(&handed_out, &holes, &bodies), source);
}

#[test]
fn the_round_trip_keeps_every_byte() {
    round_trip(HARD);
}

#[test]
fn the_round_trip_keeps_windows_line_ends() {
    let source = HARD.replace('\n', "\r\n");
    round_trip(&source);
    let handed_out = stub(&source, &exercises(&source));
    assert_eq!(
        handed_out.matches('\n').count(),
        handed_out.matches("\r\n").count()
    );
}

#[test]
fn a_stub_is_laid_out_as_rustfmt_does() {
    let handed_out = stub(HARD, &exercises(HARD));
    assert!(
        handed_out.contains(
            "        T: fmt::Display,\n    {\n        todo!(\"a1.hard.show\")\n    }\n}\n"
        )
    );
    assert!(handed_out.contains("-> String {\n    todo!(\"a1.hard.raw\")\n}\n\nmacro_rules!"));
    assert!(handed_out.contains(
        "    pub async fn empty() {\n        todo!(\"a1.hard.empty\")\n    }\n} // the end"
    ));
}

#[test]
fn the_attribute_stands_below_the_files_own_ones() {
    let allow = "#![allow(dead_code, unused_imports, unused_mut, unused_variables)]\n";
    for (source, start) in [
        (
            "//! Ünder.\n#![warn(unused)] // so\n\nmod a;\n",
            "//! Ünder.\n#![warn(unused)] // so\n\n// Unw",
        ),
        ("mod a;\n", "// Unw"),
        ("\u{feff}mod a;\n", "\u{feff}// Unw"),
        ("//! Only this", "//! Only this\n\n// Unw"),
    ] {
        let result = allow_unused(source).expect("valid source");
        assert!(result.starts_with(start), "{result}");
        assert_eq!(result.matches(allow).count(), 1);
        syn::parse_file(&result).expect("still valid");
    }
}
