//! What a body names that it may not, with lines of the student's file.

use super::*;

fn faults(desk: &Desk, body: &str) -> Vec<String> {
    let text = format!("// one\n// two\n{}", desk.sums(body, "{ 2 }"));
    let submission = desk.zipped(&[("src/sums.rs", &text)]);
    assert_eq!(submission.written["a1.sums.twice"].faults, [""; 0]);
    submission.written["a1.sums.add"].faults.clone()
}

#[test]
fn what_reaches_out_of_an_exercise_is_named_in_words() {
    let desk = Desk::new();
    for (code, words) in [
        ("include!(\"a.txt\")", "`include` hides"),
        (
            "include_str!(\"/etc/passwd\")",
            "reads a file into the program",
        ),
        (
            "std::include_bytes!(\"/etc/passwd\")",
            "reads a file into the program",
        ),
        ("env!(\"HOME\")", "compiler's surroundings"),
        ("option_env!(\"HOME\")", "compiler's surroundings"),
        ("concat_idents!(a, b)", "hides"),
        ("core::arch::asm!(\"nop\")", "not Rust"),
        ("use std::arch::global_asm as g; g!(\"\")", "not Rust"),
        ("macro_rules! m { () => {} }", "`macro_rules` hides"),
        ("unsafe { 1 }", "`unsafe` switches"),
        ("#[unsafe(no_mangle)] fn f() {}", "`unsafe` switches"),
        ("extern \"C\" { fn exit(code: i32); }", "`extern` names"),
        ("extern crate std as s;", "`extern crate` hides"),
        ("#[path = \"/etc/passwd\"] mod m {}", "`#[path]` brings"),
        ("mod more;", "another file"),
        ("#[cfg(unix)] fn f() {}", "`cfg` hides"),
        (
            "std::fs::read(\"a\")",
            "`std::fs::read`: an exercise computes",
        ),
        ("use std::{fs as f}; f::read(\"a\")", "`fs` reaches"),
        ("::std::net::TcpStream::connect(\"a\")", "`net` reaches"),
        ("std::process::exit(0)", "`process` reaches"),
        ("std::env::var(\"A\")", "`env` reaches"),
        ("<std::os::fd::OwnedFd>::from(x)", "`os` reaches"),
        ("std::io::stdin()", "nothing but its arguments"),
        ("use std::io; io::stdin()", "nothing but its arguments"),
        ("use std::io::*; stdin()", "import by name"),
        ("use std as s; s::fs::read(\"a\")", "a whole crate hides"),
        ("use std::*; fs::read(\"a\")", "a whole crate hides"),
        ("println!(\"{}\", std::process::id())", "`process` reaches"),
        ("r#include!(\"a.txt\")", "`include` hides"),
        ("burn::tensor::Tensor::zeros()", "does not use Burn"),
        ("use common::one;", "of `common` a file"),
    ] {
        let faults = faults(&desk, &format!("{{\n\n    {code}\n}}"));
        let fitting = faults.iter().filter(|fault| fault.contains(words));
        assert!(fitting.count() >= 1, "{code}: {faults:?}");
        let place = if words == "another file" {
            "src/sums.rs:18: "
        } else {
            "src/sums.rs:20: "
        };
        assert!(
            faults.iter().all(|fault| fault.starts_with(place)),
            "{code}: {faults:?}"
        );
    }
}

#[test]
fn what_an_exercise_may_use_is_no_fault() {
    let desk = Desk::new();
    for code in [
        "let unsafe_ = r#unsafe; std::thread::spawn(|| std::time::Instant::now())",
        "use std::io::Write; std::collections::HashMap::<u32, u32>::new()",
        "let environment = env; x.env(\"std::fs\") // std::process::exit(0)",
        "use std::fmt; println!(\"std::fs\")",
        "let path = 1; [path][0]",
    ] {
        assert_eq!(faults(&desk, &format!("{{ {code}\n }}")), [""; 0], "{code}");
    }
}

#[test]
fn many_faults_and_many_imports_of_one_name_stay_bounded() {
    let desk = Desk::new();
    let body = format!("{{ {} }}", "std::fs::read(0);\n".repeat(900));
    let found = faults(&desk, &body);
    assert_eq!(found.len(), 20);
    assert!(found[1].starts_with("src/sums.rs:19: "), "{found:?}");
    let long = format!("{{ std::fs::{}a }}", "a::".repeat(2_000));
    assert!(faults(&desk, &long)[0].chars().count() < 400);
    // Each name stands for two hundred things, each of which begins with the other name.
    let names = (0..200).map(|number| format!("use a::x{number} as b; use b::x{number} as a;"));
    let body = format!("{{ {} a::c() }}", names.collect::<String>());
    let found = faults(&desk, &body);
    assert!(
        found.iter().any(|fault| fault.contains("too many things")),
        "{found:?}"
    );
    // An import that never ends.
    assert_eq!(
        faults(&desk, &format!("{{ {} }}", "use ".repeat(9_000))),
        [""; 0]
    );
}
