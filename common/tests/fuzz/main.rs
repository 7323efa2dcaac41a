//! Everything that reads what users bring, on inputs that are nearly right: no panic, and what is accepted
//! means the same when it is written and read again.
//!
//! Valid inputs are changed at random, so that a failing one has a name: its seed and its number.
//! `CS324_FUZZ` is the number of inputs of each reader, 2,000 without it; those with files or a whole
//! command line get a share of it. `CS324_FUZZ_FROM=1:17`, with the name of a test, tries that one
//! alone.

mod bytes;
mod mutations;
mod tables;
mod texts;

use common::by_hand::{Stream, Streams};
use std::env::var;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The seed of all inputs, unless `CS324_FUZZ_FROM` names another one.
const SEED: u64 = 1;

/// Tries one in `every` of the inputs that `make` makes; `check` says whether the reader accepted one. At
/// least one in 50 must be: of fewer, what is checked of accepted inputs would say little.
#[track_caller]
fn fuzz(
    test: &str,
    every: u64,
    make: impl Fn(&mut Stream) -> Vec<u8>,
    check: impl Fn(&[u8]) -> bool,
) {
    let number = |text: &str| -> u64 { text.parse().expect("a whole number") };
    let (seed, numbers) = match var("CS324_FUZZ_FROM") {
        Ok(name) => {
            let (seed, first) = name.split_once(':').expect("CS324_FUZZ_FROM=SEED:NUMBER");
            let first = number(first);
            (number(seed), first..first + 1)
        }
        Err(_) => {
            let count = var("CS324_FUZZ").map_or(2000, |count| number(&count));
            (SEED, 0..count.div_ceil(every))
        }
    };
    let (mut tried, mut taken) = (0, 0);
    for number in numbers {
        let input = make(&mut Streams::new(seed).at("fuzz", number));
        match catch_unwind(AssertUnwindSafe(|| check(&input))) {
            Ok(is_accepted) => taken += u64::from(is_accepted),
            Err(_) => panic!(
                "{test} failed as is told above. Try this input alone:\n  \
                 CS324_FUZZ_FROM={seed}:{number} cargo test -p common --test fuzz {test}\n{}",
                input.escape_ascii()
            ),
        }
        tried += 1;
    }
    assert!(
        tried < 100 || 50 * taken >= tried,
        "{test}: only {taken} of {tried} inputs were accepted"
    );
}
