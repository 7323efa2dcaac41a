//! What a measurement was made on.

use serde::Serialize;
use std::fs;
use std::process::Command;

/// The machine and the build, without which a number says nothing.
#[derive(Debug, Clone, Serialize)]
pub struct Machine {
    /// The processor's model, or where the system does not tell, its architecture.
    pub processor: String,
    /// How many cores this process may use.
    pub cores: usize,
    /// The version of the compiler.
    pub rustc: String,
    /// The version of Burn.
    pub burn: String,
    /// The build profile.
    pub profile: &'static str,
    /// How many processes wanted to run in the minute before, where the system tells.
    pub load: Option<f64>,
}

impl Machine {
    /// This machine, now.
    pub fn here() -> Self {
        Self {
            processor: processor().unwrap_or_else(|| std::env::consts::ARCH.into()),
            cores: cores(),
            rustc: rustc().unwrap_or_else(|| env!("CARGO_PKG_RUST_VERSION").into()),
            burn: burn_version().into(),
            profile: if cfg!(debug_assertions) {
                "dev"
            } else {
                "release"
            },
            load: load(),
        }
    }

    /// Whether so much else runs that times are noise.
    pub fn is_busy(&self) -> bool {
        self.load.is_some_and(|load| load > 0.5 * self.cores as f64)
    }
}

/// How many cores this process may use.
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, Into::into)
}

/// The version of Burn, as locked.
pub fn burn_version() -> &'static str {
    let mut lines = include_str!("../../Cargo.lock").lines();
    lines
        .find(|line| *line == r#"name = "burn""#)
        .and_then(|_| lines.next()?.strip_prefix("version = "))
        .map_or("", |version| version.trim_matches('"'))
}

fn processor() -> Option<String> {
    let text = fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = text.lines().find(|line| line.starts_with("model name"))?;
    Some(line.split_once(':')?.1.trim().into())
}

fn load() -> Option<f64> {
    let text = fs::read_to_string("/proc/loadavg").ok()?;
    text.split_whitespace().next()?.parse().ok()
}

fn rustc() -> Option<String> {
    let output = Command::new("rustc").arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    Some(text.split_whitespace().nth(1)?.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_burn_is_the_one_of_the_manifest() {
        let manifest = include_str!("../../Cargo.toml");
        assert!(manifest.contains(&format!("burn = {{ version = \"={}\"", burn_version())));
    }

    #[test]
    fn a_load_of_half_the_cores_is_busy() {
        let with = |load| Machine {
            cores: 4,
            load,
            ..Machine::here()
        };
        assert!(with(Some(2.1)).is_busy());
        assert!(!with(Some(1.9)).is_busy());
        assert!(!with(None).is_busy());
    }
}
