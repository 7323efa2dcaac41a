//! How long palindromes are, told in one of two ways: by what a network sees of them, or by all digits.

use clap::{ArgMatches, Args, Command, FromArgMatches};
use common::settings::at_least;
use serde::Serialize;

/// How many digits a network sees, T - 1 of a palindrome's T. Two flags set this one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Seen {
    /// At least 1.
    pub input_length: usize,
}

impl Seen {
    /// So many digits, at least 1.
    pub fn digits(input_length: usize) -> Self {
        Self { input_length }
    }
}

/// The flags as they are typed.
#[derive(Args)]
struct Flags {
    /// Digits that the network sees, T - 1 of a palindrome's T
    #[arg(long, value_name = "N", alias = "input_length", value_parser = at_least::<1>)]
    input_length: Option<usize>,

    /// Digits of a palindrome, T, in place of --input-length
    #[arg(long, value_name = "T", conflicts_with = "input_length", value_parser = at_least::<2>)]
    length: Option<usize>,
}

impl Args for Seen {
    fn augment_args(command: Command) -> Command {
        Flags::augment_args(command)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Flags::augment_args_for_update(command)
    }
}

impl FromArgMatches for Seen {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut seen = Self::digits(1);
        seen.update_from_arg_matches(matches)?;
        Ok(seen)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        let Flags {
            input_length,
            length,
        } = Flags::from_arg_matches(matches)?;
        let typed = input_length.or(length.map(|all| all - 1));
        self.input_length = typed.unwrap_or(self.input_length);
        Ok(())
    }
}
