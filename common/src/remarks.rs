//! What a user should know of the data, said once.
//!
//! A study loads its data for every seed, and loading knows no run: so a remark goes to standard error
//! where it arises, the first time in a process.

use crate::console;
use std::sync::{Mutex, PoisonError};

static SAID: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Says a remark on standard error, unless it has been said already.
pub fn say(remark: &str) {
    if is_new(remark) {
        console::tell(format_args!("note: {remark}"));
    }
}

fn is_new(remark: &str) -> bool {
    let mut said = SAID.lock().unwrap_or_else(PoisonError::into_inner);
    let is_new = !said.iter().any(|known| known == remark);
    if is_new {
        said.push(remark.into());
    }
    is_new
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_remark_is_said_once() {
        let remark = "a remark of this test";
        assert_eq!(
            [super::is_new(remark), super::is_new(remark)],
            [true, false]
        );
    }
}
