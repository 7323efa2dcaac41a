//! Whether something fits into memory, asked before it is tried: an allocation that fails ends the
//! process without a word.

use crate::error::{Error, Result};
use indicatif::DecimalBytes;
use std::fs;

/// What is taken to be there where the system does not tell.
const UNKNOWN: u64 = 64 << 30;

/// Refuses what would take more bytes than this process can still have; `what` names it with the flag
/// that makes it smaller.
///
/// # Errors
/// [`Error::Usage`] with both numbers.
pub fn refuse_beyond(bytes: u128, what: &str) -> Result<()> {
    refuse(bytes, available(|path| fs::read_to_string(path).ok()), what)
}

/// Refuses a multi-layer perceptron that does not fit: layers of these sizes, from the inputs to the
/// classes, of which a step or an evaluation keeps `rows` examples; `what` as in [`refuse_beyond`].
///
/// # Errors
/// As [`refuse_beyond`].
pub fn refuse_layers(sizes: &[usize], rows: usize, what: &str) -> Result<()> {
    let sizes: Vec<u128> = sizes.iter().map(|size| *size as u128).collect();
    let sum = |values: &mut dyn Iterator<Item = u128>| {
        values.fold(0, |sum: u128, value| sum.saturating_add(value))
    };
    let weights = sum(&mut sizes.windows(2).map(|layer| layer[0] * layer[1]));
    let units = sum(&mut sizes[1..].iter().copied());
    // Each weight is drawn in double precision, and then stands in a tensor beside its gradient; each
    // unit has an input and an output.
    let bytes = weights
        .saturating_mul(16)
        .saturating_add(units.saturating_mul(8 * rows as u128));
    refuse_beyond(bytes, what)
}

fn refuse(bytes: u128, available: u64, what: &str) -> Result<()> {
    if bytes <= available.into() {
        return Ok(());
    }
    let bytes = DecimalBytes(u64::try_from(bytes).unwrap_or(u64::MAX));
    Err(Error::Usage(format!(
        "{what}: this takes at least {bytes} of memory, and {} are there. Choose smaller numbers.",
        DecimalBytes(available)
    )))
}

/// What the machine, its container and the limits of this process leave (Linux).
fn available(read: impl Fn(&str) -> Option<String>) -> u64 {
    // A line such as `MemAvailable:   1234 kB` or `Max address space   unlimited   unlimited   bytes`.
    let number = |path: &str, line: &str| -> Option<u64> {
        let text = read(path)?;
        let found = text.lines().find_map(|text| text.strip_prefix(line))?;
        found.split_whitespace().next()?.parse().ok()
    };
    let bytes = |path: &str| number(path, "");
    let machine = number("/proc/meminfo", "MemAvailable:").map(|kilobytes| kilobytes * 1024);
    let address_space = number("/proc/self/limits", "Max address space").map(|limit| {
        let used = number("/proc/self/status", "VmSize:").unwrap_or_default() * 1024;
        limit.saturating_sub(used)
    });
    let containers = [
        ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"],
        [
            "/sys/fs/cgroup/memory/memory.limit_in_bytes",
            "/sys/fs/cgroup/memory/memory.usage_in_bytes",
        ],
    ];
    let containers = containers.iter().filter_map(|[limit, used]| {
        let used = bytes(used).unwrap_or_default();
        Some(bytes(limit)?.saturating_sub(used))
    });
    let known = [machine, address_space].into_iter().flatten();
    known.chain(containers).min().unwrap_or(UNKNOWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_narrowest_limit_counts() {
        let files = |files: &'static [(&str, &str)]| {
            available(move |path| {
                let file = files.iter().find(|(known, _)| *known == path);
                file.map(|(_, text)| (*text).to_owned())
            })
        };
        const MACHINE: (&str, &str) = ("/proc/meminfo", "MemTotal: 9 kB\nMemAvailable:  5000 kB\n");
        assert_eq!(files(&[]), UNKNOWN);
        assert_eq!(files(&[MACHINE]), 5_120_000);
        assert_eq!(
            files(&[
                MACHINE,
                (
                    "/proc/self/limits",
                    "Max address space   3000000   4000000   bytes\n"
                ),
                ("/proc/self/status", "VmPeak: 7 kB\nVmSize:    1000 kB\n"),
            ]),
            3_000_000 - 1_024_000
        );
        assert_eq!(
            files(&[
                MACHINE,
                (
                    "/proc/self/limits",
                    "Max address space   unlimited   unlimited   bytes\n"
                ),
                ("/sys/fs/cgroup/memory.max", "2000000\n"),
                ("/sys/fs/cgroup/memory.current", "500000\n"),
            ]),
            1_500_000
        );
    }

    #[test]
    fn what_does_not_fit_is_refused_with_both_numbers() {
        refuse(1000, 1000, "--a 1").unwrap();
        let error = refuse(u128::MAX, 2_000_000_000, "--hidden-sizes 9").unwrap_err();
        assert_eq!(error.exit_code(), 2);
        let error = error.to_string();
        assert!(
            error.contains("--hidden-sizes 9: ") && error.contains("2.00 GB"),
            "{error}"
        );
    }
}
