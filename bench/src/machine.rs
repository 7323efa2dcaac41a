//! What a measurement was made on.

use serde::Serialize;
use std::fs;

/// The machine and the build, without which a number says nothing.
#[derive(Debug, Clone, Serialize)]
pub struct Machine {
    /// The processor's model, or where the system does not tell, its architecture.
    pub processor: String,
    /// How many cores this process may use.
    pub cores: usize,
    /// The version of the compiler, which `rust-toolchain.toml` pins.
    pub rustc: &'static str,
    /// The build profile.
    pub profile: &'static str,
    /// How many processes wanted to run in the minute before, where the system tells.
    pub load: Option<f64>,
}

impl Machine {
    /// This machine, now.
    pub fn here() -> Self {
        let processor = fs::read_to_string("/proc/cpuinfo").ok().and_then(|text| {
            let line = text.lines().find(|line| line.starts_with("model name"))?;
            Some(line.split_once(':')?.1.trim().to_string())
        });
        let load = fs::read_to_string("/proc/loadavg").ok();
        Self {
            processor: processor.unwrap_or_else(|| std::env::consts::ARCH.into()),
            cores: cores(),
            rustc: env!("CARGO_PKG_RUST_VERSION"),
            profile: if cfg!(debug_assertions) {
                "dev"
            } else {
                "release"
            },
            load: load.and_then(|text| text.split_whitespace().next()?.parse().ok()),
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

/// The name and the version of Burn, as locked.
pub fn burn() -> String {
    let mut lines = include_str!("../../Cargo.lock").lines();
    let version = lines
        .find(|line| *line == r#"name = "burn""#)
        .and_then(|_| lines.next()?.strip_prefix("version = "));
    format!("Burn {}", version.unwrap_or_default().trim_matches('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_burn_is_the_one_of_the_manifest() {
        let version = burn().replace("Burn ", "burn = { version = \"=");
        assert!(
            include_str!("../../Cargo.toml").contains(&version),
            "{version}"
        );
    }

    #[test]
    fn a_load_of_half_the_cores_is_busy() {
        let mut machine = Machine::here();
        machine.cores = 4;
        let busy = [Some(2.1), Some(1.9), None].map(|load| {
            machine.load = load;
            machine.is_busy()
        });
        assert_eq!(busy, [true, false, false]);
    }
}
