//! What reaches out of an exercise, in words: into the system, into other files, past the compiler's checks.

use super::allowed::OF_THE_SYSTEM;
use crate::outline::Named;

/// What is wrong with a veil.
pub(super) fn of_veil(veil: &str) -> String {
    match veil {
        "include_str" | "include_bytes" => {
            format!("`{veil}!` reads a file into the program: an exercise needs none, leave it out")
        }
        "env" | "option_env" => {
            format!(
                "`{veil}!` reads the compiler's surroundings: an exercise needs none, leave it out"
            )
        }
        "asm" | "global_asm" | "naked_asm" => format!("`{veil}!` is not Rust: write it in Rust"),
        "unsafe" => {
            "`unsafe` switches the compiler's checks off: no exercise needs it, write it without"
                .into()
        }
        "extern" => {
            "`extern` names what is not written in Rust: no exercise needs it, leave it out".into()
        }
        "path" => {
            "`#[path]` brings another file, which nobody reads here: write it into this one".into()
        }
        _ => format!("`{veil}` hides what the file uses: leave it out"),
    }
}

/// What is wrong with a path in the standard library.
pub(super) fn fault_of_std(name: &str, rest: &[String], named: &Named) -> Option<String> {
    let glob = named.import.as_deref() == Some("*");
    match rest.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] if named.import.is_some() => Some(format!(
            "a whole crate hides what is used of it: import `{name}::fmt` and the like"
        )),
        ["io"] if glob => Some("all of it hides what is used of it: import by name".into()),
        ["io", "stdin", ..] => Some("an exercise reads nothing but its arguments".into()),
        [module, ..] if OF_THE_SYSTEM.contains(&module) => Some(format!(
            "an exercise computes and nothing else: `{module}` reaches the system around it, leave it out"
        )),
        _ => None,
    }
}
