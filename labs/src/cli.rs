//! The command line of the labs.

use crate::flags;
use crate::headless::{self, Files};
use crate::notes;
use crate::serving::{self, PAGE, Serving};
use crate::table::Table;
use crate::trouble::caught;
use clap::{ArgMatches, Args, Command, FromArgMatches};
use common::console;
use common::demo::{Entry, Scene};
use common::device::DeviceName;
use common::error::{Error, Result};
use common::learner::Start;
use common::settings::{Base, Length};
use std::process::ExitCode;

const ABOUT: &str = "The lab demonstrations: a topic plays live, on a page of this machine.

Without a name the page lists them all. With a name it shows that one, as the knobs say; --headless plays it \
without a page.";

/// The binary.
pub fn main() -> ExitCode {
    let table = Table::of_course();
    let matches = command(&table).get_matches();
    match caught(|| carry_out(table, &matches)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            let (words, code) = reason.told();
            console::tell(words);
            ExitCode::from(code)
        }
    }
}

/// The whole command line.
pub fn command(table: &Table) -> Command {
    let command = Command::new("labs")
        .version(env!("CARGO_PKG_VERSION"))
        .after_help(format!(
            "Demonstrations (`NAME --help` shows their knobs):\n{}",
            table.listing()
        ))
        .subcommand_value_name("NAME")
        .subcommand_help_heading("Also")
        // A name that is not known is answered here, with those that are.
        .allow_external_subcommands(true)
        .subcommand(Command::new("list").about("List the demonstrations by week"))
        .subcommand(Command::new("notes").about("Print the lecturer's notes, docs/labs.md"))
        .subcommands(
            table
                .rows()
                .iter()
                .map(|row| flags::of_demo(row.entry).hide(true)),
        );
    Device::augment_args(Serving::augment_args(command)).about(ABOUT)
}

/// Where to compute
#[derive(Debug, clap::Args)]
struct Device {
    /// Where to compute: cpu, ndarray, wgpu, vulkan, metal, cuda, rocm, with an optional index
    #[arg(long, value_name = "DEVICE", help_heading = PAGE, global = true, default_value_t = DeviceName::CPU)]
    device: DeviceName,
}

fn carry_out(table: Table, matches: &ArgMatches) -> Result<()> {
    let serving = Serving::from_arg_matches(matches).expect("was parsed with these flags");
    let device = Device::from_arg_matches(matches).expect("was parsed with these flags");
    let base = Base {
        device: device.device,
        ..Base::default()
    };
    let start = || Start::new(&base, Length::NONE);
    let Some((name, words)) = matches.subcommand() else {
        return serving::run(table, start()?, (&serving, ""));
    };
    if name == "list" {
        return console::print(table.listing());
    }
    if name == "notes" {
        return console::print(notes::page(&table).trim_end());
    }
    let demo = table.demo(name)?;
    if let Some(more) = words
        .get_many::<String>("more")
        .and_then(|mut it| it.next())
    {
        return Err(Error::Usage(format!(
            "'{more}' after '{name}': there is one demonstration at a time, and a knob is set as --NAME VALUE.\n\
             `cargo run -p labs -- {name} --help` shows what there is to set."
        )));
    }
    let scene = scene(demo, words)?;
    let files = Files::from_arg_matches(words).expect("was parsed with these flags");
    match words.get_flag("headless") {
        true => headless::play(scene, &start()?, &files),
        false => {
            let path = format!("{name}{}", scene.link());
            let path = path.trim_end_matches('#');
            serving::run(table, start()?, (&serving, path))
        }
    }
}

/// The scene that a command line means.
fn scene(entry: &'static Entry, words: &ArgMatches) -> Result<Scene> {
    let knobs = (entry.knobs)();
    let names = knobs.iter().map(|knob| (knob.name, knob.name.to_owned()));
    let names = names.chain([
        ("seed", "seed".into()),
        ("steps", "step".into()),
        ("turn", "turn".into()),
    ]);
    let mut pairs: Vec<(String, String)> = Vec::new();
    for (flag, name) in names {
        let values = words.get_many::<String>(flag).unwrap_or_default();
        pairs.extend(values.map(|value| (name.clone(), value.clone())));
    }
    for word in words.get_many::<String>("b").unwrap_or_default() {
        let (name, value) = word.split_once('=').unwrap_or((word, ""));
        pairs.push((format!("b.{name}"), value.into()));
    }
    let pairs = pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let (scene, wrong) = Scene::read(entry, pairs);
    match wrong.into_iter().next() {
        Some(Error::Usage(words)) => Err(Error::Usage(format!(
            "{words}\n`cargo run -p labs -- {} --help` shows what there is to set.",
            entry.name
        ))),
        Some(error) => Err(error),
        None => Ok(scene),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Arg;
    use common::demo::TAKEN;
    use std::collections::BTreeSet;

    #[test]
    fn no_knob_is_called_as_a_flag_is() {
        let mut command = command(&Table::of_course());
        command.build();
        for demo in command.get_subcommands() {
            let flags: Vec<_> = demo.get_arguments().filter_map(Arg::get_long).collect();
            let names: BTreeSet<_> = flags.iter().collect();
            assert_eq!(names.len(), flags.len(), "{}: {flags:?}", demo.get_name());
        }
    }

    #[test]
    fn what_is_a_flag_is_taken_from_the_knobs() {
        let table = Table::of_course();
        let mut command = command(&table);
        command.build();
        // These two stand in links alone.
        let mut flags = BTreeSet::from(["step", "touch"]);
        flags.extend(command.get_arguments().filter_map(Arg::get_long));
        for row in table.rows() {
            let knobs: Vec<_> = (row.entry.knobs)().iter().map(|knob| knob.name).collect();
            let demo = command.find_subcommand(row.entry.name).unwrap();
            let own = demo.get_arguments().filter_map(Arg::get_long);
            flags.extend(own.filter(|flag| !knobs.contains(flag)));
        }
        assert_eq!(flags, BTreeSet::from(TAKEN));
    }
}
