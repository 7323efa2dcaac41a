//! What the code of a file may use, by its class. Every attack here compiles in the assignment itself: it
//! would get through, were it not looked for.

use std::process::Command;

mod fixture;
use fixture::burn::{CELL, NET};
use fixture::{Course, Run};

const SUMS: &str = "assignment1/src/sums.rs";
const TABLE: &str = "assignment1/exercises.toml";

fn prove(course: &Course) -> Run {
    course.grader(&["by-hand", "assignment1"])
}

/// Compiles the assignment as students do.
fn build(course: &Course, arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline", "-p", "assignment1"])
        .args(arguments)
        .current_dir(course.root())
        .env("CARGO_TARGET_DIR", course.path("target"))
        .env_remove("CARGO_BUILD_BUILD_DIR")
        .output();
    Run::from(output.expect("cargo runs"))
}

#[test]
fn files_of_both_classes_are_proved_and_counted() {
    let run = prove(&Course::with_burn());
    assert_eq!(
        run.succeeds().output,
        "exercise files: 1 by_hand, 2 burn; none uses more than its class allows\n"
    );
}

#[test]
fn what_is_not_written_by_hand_is_named_with_its_line() {
    let course = Course::with_burn();
    let imports = "use burn::tensor::Tensor;\nuse common::{by_hand::one, kernels};\nuse crate::cell::Weights;\nuse rand::Rng;\n";
    let old = "use std::collections::BTreeMap;\n";
    course.replace(SUMS, old, &format!("{imports}{old}"));
    let call = "    let _ = burn::tensor::Tensor;\n    x + x\n";
    course.replace(SUMS, "    x + x\n", call);
    let run = prove(&course);
    run.fails(
        1,
        "exercise files use more than assignment1/exercises.toml allows them under `[files]`",
    );
    let named = run.errors.lines().filter_map(|line| {
        let (place, _) = line
            .strip_prefix("- assignment1/src/sums.rs:")?
            .rsplit_once("`: ")?;
        Some(place)
    });
    assert_eq!(
        named.collect::<Vec<_>>(),
        [
            "3: `burn::tensor::Tensor",
            "4: `common::kernels",
            "5: `crate::cell::Weights",
            "6: `rand::Rng",
            "33: `burn::tensor::Tensor"
        ]
    );
}

/// Lines at the top of `net.rs`, a body of its exercise, and what is said of it.
type Attack<'a> = (&'a str, &'a str, &'a str);

#[test]
fn a_ready_made_cell_is_found_under_any_name() {
    const ITSELF: &str = "`Lstm` would be the exercise itself";
    const CRATE: &str = "a whole crate hides what is used of it";
    let attacks: &[Attack<'_>] = &[
        (
            "use burn::nn::Lstm as Mine;",
            "Mine::new()",
            "net.rs:3: `burn::nn::Lstm`: `Lstm` would be",
        ),
        ("use burn::nn as layers;", "layers::Lstm::new()", ITSELF),
        (
            "use {burn::{nn::{self as layers}}};",
            "layers::Lstm::new()",
            ITSELF,
        ),
        ("use burn::nn as a; use a as b;", "b::Lstm::new()", ITSELF),
        (
            "",
            "burn::nn::Lstm::new()",
            "net.rs:14: `burn::nn::Lstm::new`",
        ),
        ("", "::burn::nn::Lstm::new()", ITSELF),
        ("", "r#burn::r#nn::Lstm::new()", ITSELF),
        // By the prelude.
        ("", "nn::Lstm::new()", ITSELF),
        ("", "burn::nn::lstm::Lstm::new()", "`lstm` would be"),
        ("", "burn::nn::modules::Lstm::new()", "`modules` would be"),
        ("use burn as b;", "b::nn::Lstm::new()", CRATE),
        ("use burn::*;", "nn::Lstm::new()", CRATE),
        (
            "use burn::nn::*;",
            "Lstm::new()",
            "all of it hides ready-made cells",
        ),
        (
            "extern crate burn as b;",
            "b::nn::Lstm::new()",
            "`extern crate` hides",
        ),
        (
            "macro_rules! a { ($b:ident) => { burn::nn::$b } }",
            "<a!(Lstm)>::new()",
            "`macro_rules` hides",
        ),
        ("", "include!(\"../cell.txt\")", "`include` hides"),
        ("", "std::include!(\"../cell.txt\")", "`include` hides"),
        (
            "use std::include as text;",
            "text!(\"../cell.txt\")",
            "`include` hides",
        ),
        (
            "#[path = \"staff.rs\"] mod more;",
            "more::Lstm::new()",
            "`mod more;` is another file",
        ),
        (
            "",
            "crate::staff::Lstm::new()",
            "that is no file with exercises",
        ),
        ("", "super::staff::Lstm::new()", "begin with `crate`"),
        ("", "self::super::staff::Lstm::new()", "begin with `crate`"),
        (
            "use common as c;",
            "{ c::kernels::lstm(x); Linear::new() }",
            CRATE,
        ),
        (
            "",
            "{ common::kernels::lstm(x); Linear::new() }",
            "may use by_hand, layers, learner, loss, ops, trained",
        ),
        (
            "use burn::train;",
            "{ let _ = train::Learner; Linear::new() }",
            "may use module, nn, optim, prelude, tensor",
        ),
    ];
    let course = Course::with_burn();
    course.write("assignment1/cell.txt", "burn::nn::Lstm::new()");
    refused(&course, attacks, &[]);
}

#[test]
fn what_is_compiled_for_some_only_is_refused() {
    let course = Course::with_burn();
    course.replace(CELL, "use burn::", "pub use burn::nn;\nuse burn::");
    prove(&course).succeeds();
    // The name of the layer belongs to the cell, once a feature is on.
    let old = "use nn::Linear;\n";
    let layer = "#[cfg(not(feature = \"fast\"))]\nuse nn::Linear;\n";
    let cell = "use crate::cell::nn::Lstm as Linear;";
    course.replace(NET, old, layer);
    let cfg = format!("#[cfg(feature = \"fast\")] {cell}");
    let cfg_attr = format!("#[cfg_attr(all(), cfg(feature = \"fast\"))] {cell}");
    let attacks = [
        (&*cfg, "Linear::new()", "net.rs:3: `cfg` hides"),
        (&*cfg_attr, "Linear::new()", "net.rs:3: `cfg_attr` hides"),
    ];
    refused(&course, &attacks, &["--features", "fast"]);
    course.replace(NET, layer, "");
    let select = format!("cfg_select! {{ feature = \"fast\" => {{ {cell} }} _ => {{ {old} }} }}");
    let attacks = [(&*select, "Linear::new()", "net.rs:3: `cfg_select` hides")];
    refused(&course, &attacks, &["--features", "fast"]);
}

/// Names that lead through another file with exercises: the compiler finds them.
#[test]
fn a_ready_made_cell_is_found_behind_another_file() {
    const COMPILER: &str =
        "the exercise files of assignment1 need more than the class `burn` allows";
    // A cell of the file's own, which is used where Burn's is missing.
    let own = "struct Lstm;\nimpl Lstm { fn new() -> Linear { Linear::new() } }";
    let by_trait =
        "trait Own: Sized { fn new() -> Linear { Linear::new() } }\nimpl<T> Own for T {}";
    let attacks: &[Attack<'_>] = &[
        ("use crate::cell::layers;", "layers::Lstm::new()", COMPILER),
        ("use crate::cell::*;", "layers::Lstm::new()", COMPILER),
        ("use crate::cell::*;", "layers::lstm::Lstm::new()", COMPILER),
        (
            "use crate::cell::*;",
            "layers::modules::Lstm::new()",
            COMPILER,
        ),
        (own, "{ use crate::cell::layers::*; Lstm::new() }", COMPILER),
        (
            own,
            "{ use crate::cell::layers::lstm::*; Lstm::new() }",
            COMPILER,
        ),
        (
            by_trait,
            "{ use crate::cell::layers::*; Lstm::new() }",
            COMPILER,
        ),
    ];
    let course = Course::with_burn();
    course.replace(
        CELL,
        "use burn::",
        "pub use burn::nn as layers;\nuse burn::",
    );
    prove(&course).succeeds();
    refused(&course, attacks, &[]);
}

/// Tries attacks on `net.rs`: each compiles for students, and none is proved.
#[track_caller]
fn refused(course: &Course, attacks: &[Attack<'_>], arguments: &[&str]) {
    let honest = course.read(NET);
    for (head, cell, fault) in attacks {
        let text = honest.replace("//! A network.\n\n", &format!("//! A network.\n\n{head}\n"));
        let text = text.replace("Linear::new().forward(x)", &format!("({cell}).forward(x)"));
        course.write(NET, &text);
        let run = build(course, arguments);
        assert_eq!(
            run.code,
            Some(0),
            "{head} {cell} is no attack:\n{}",
            run.errors
        );
        let run = prove(course);
        assert_eq!(run.code, Some(1), "{head} {cell} gets through");
        assert!(run.errors.contains(fault), "{head} {cell}: {}", run.errors);
    }
    course.write(NET, &honest);
}

#[test]
fn every_file_with_exercises_has_one_class() {
    let changed = |old: &str, new: &str| {
        let course = Course::with_burn();
        course.replace(TABLE, old, new);
        prove(&course)
    };
    changed("\"src/sums.rs\" = \"by_hand\"\n", "").fails(
        1,
        "sums.rs:16: a1.sums.add: assignment1/exercises.toml does not say what this file may use: add `\"src/sums.rs\" = \"by_hand\"`",
    );
    for name in ["src/staff.rs", "src/./sums.rs", "assignment1/src/sums.rs"] {
        let line = format!("[files]\n\"{name}\" = \"by_hand\"\n");
        let fault = format!("exercises.toml:3: `{name}` is no file with an exercise");
        changed("[files]\n", &line).fails(1, &fault);
    }
    changed("[files]\n", "[files]\n\"src/sums.rs\" = \"burn\"\n")
        .fails(1, "exercises.toml:6: duplicate key");
    changed("\"by_hand\"", "\"byhand\"").fails(
        1,
        "exercises.toml:5: unknown variant `byhand`, expected `by_hand` or `burn`",
    );
    let course = Course::with_burn();
    course.write(
        "assignment1/src/more/inner.rs",
        "/// **Exercise a1.inner.x** (practice): x.\nfn x() {}\n",
    );
    course.replace(
        TABLE,
        "[files]\n",
        "[files]\n\"src/more/inner.rs\" = \"by_hand\"\n",
    );
    prove(&course).fails(
        1,
        "inner.rs: a file with exercises stands in assignment1/src",
    );
}

#[test]
fn an_assignment_with_burn_files_depends_on_burn() {
    let course = Course::with_burn();
    course.replace("assignment1/Cargo.toml", "burn.workspace = true\n", "");
    prove(&course).fails(1, "add `burn.workspace = true` to assignment1/Cargo.toml");
}

#[test]
fn by_hand_without_derivatives_is_not_taken_on_trust() {
    let course = Course::with_burn();
    course.replace("Cargo.toml", "\"burn\",", "\"burn\",\n    \"autodiff\",");
    let manifest = course
        .read("burn/Cargo.toml")
        .replace("\"burn\"", "\"burn-autodiff\"");
    course.write("autodiff/Cargo.toml", &manifest);
    course.write("autodiff/src/lib.rs", "");
    course.replace(
        "common/by_hand/Cargo.toml",
        "\n\n",
        "\n\n[dependencies]\nburn-autodiff = { path = \"../../autodiff\" }\n",
    );
    prove(&course).fails(1, "`by_hand` comes with automatic differentiation");
}

/// Cargo takes packages of one name for the same thing.
#[test]
fn one_assignment_is_not_proved_by_another() {
    let course = Course::with_burn();
    course.second_assignment();
    let both = || ["assignment1", "assignment2"].map(|name| course.grader(&["by-hand", name]));
    for run in both().iter().chain(&both()) {
        run.succeeds();
    }
    course.replace(SUMS, "    x + x\n", "    x.twice()\n");
    let [first, second] = both();
    let fault = "the exercise files of assignment1 need more than `common::by_hand`";
    first.fails(1, fault);
    second.succeeds();
}
