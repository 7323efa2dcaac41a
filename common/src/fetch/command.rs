//! `data list | fetch | verify | path`, a subcommand of every program.

use super::{Fetcher, Limits, Listener, Terminal};
use crate::config::Progress;
use crate::data::embedded;
use crate::data::full::{Cache, Catalogue, FullSet, State, storage};
use crate::error::{Error, Result};
use crate::signals::Signals;
use indicatif::DecimalBytes;
use std::borrow::Cow;
use std::path::PathBuf;

/// Flags of `data`.
#[derive(Debug, clap::Args)]
pub struct DataArgs {
    #[command(subcommand)]
    command: DataCommand,

    /// Where the full data sets lie [default: $CS324_DATA, or cs324/datasets in the system's
    /// folder for caches]
    #[arg(long, value_name = "DIR", global = true)]
    data_dir: Option<PathBuf>,

    /// Another table of data sets, for tests
    #[arg(long, value_name = "FILE", global = true, hide = true)]
    catalogue: Option<PathBuf>,
}

#[derive(Debug, clap::Subcommand)]
enum DataCommand {
    /// List what is built in and what can be fetched: size, licence, whether it is there
    List,
    /// Fetch full data sets, or take them out of a folder
    Fetch(FetchArgs),
    /// Check every file by its SHA-256; exit code 4 if one is missing or damaged
    Verify {
        /// Which data sets [default: those of which there is anything]
        sets: Vec<String>,
    },
    /// Print the folder of all full data sets, or of one
    Path {
        /// Which data set
        set: Option<String>,
    },
}

#[derive(Debug, clap::Args)]
struct FetchArgs {
    /// Which data sets (`data list` names them)
    #[arg(value_name = "SET", required_unless_present = "all")]
    sets: Vec<String>,

    /// All that can be fetched
    #[arg(long, conflicts_with = "sets")]
    all: bool,

    /// A server to ask first: it has URL/<set>/<file>, named as published
    #[arg(long, value_name = "URL", value_parser = http_address)]
    mirror: Option<String>,

    /// Take the files out of this folder instead: raw or .gz, known by their content
    #[arg(long, value_name = "FOLDER", conflicts_with = "mirror")]
    from: Option<PathBuf>,

    /// Open no connection: fail if something is missing
    #[arg(long, conflicts_with = "mirror")]
    offline: bool,

    /// How progress is shown on standard error
    #[arg(long, value_enum, default_value_t)]
    progress: Progress,
}

fn http_address(text: &str) -> Result<String, String> {
    if text.starts_with("http://") || text.starts_with("https://") {
        return Ok(text.into());
    }
    Err("a server's address begins with http:// or https://".into())
}

/// Carries out `data`.
///
/// # Errors
/// [`Error::Usage`] for a set that is not there; [`Error::Data`] for what is missing, damaged or
/// cannot be fetched; [`Error::Failed`] if the folder cannot be written.
#[allow(clippy::print_stdout, reason = "the list or the path is the result")]
pub fn run(args: &DataArgs) -> Result<()> {
    let catalogue = match &args.catalogue {
        None => Cow::Borrowed(Catalogue::built_in()?),
        Some(path) => {
            let text = std::fs::read_to_string(path).map_err(storage("read", path))?;
            Cow::Owned(Catalogue::parse(&text)?)
        }
    };
    let cache = Cache::named(args.data_dir.as_deref())?;
    match &args.command {
        DataCommand::List => list(&catalogue, &cache),
        DataCommand::Fetch(args) => fetch(args, &catalogue, &cache),
        DataCommand::Verify { sets } => verify(sets, &catalogue, &cache),
        DataCommand::Path { set } => {
            let folder = match set {
                None => cache.folder().to_path_buf(),
                Some(name) => cache.folder_of(catalogue.find(name)?),
            };
            println!("{}", folder.display());
            Ok(())
        }
    }
}

#[allow(clippy::print_stdout, reason = "the list is the result")]
fn list(catalogue: &Catalogue, cache: &Cache) -> Result<()> {
    println!("Built in, always there:");
    let mut entries = embedded::entries()?;
    while let Some(first) = entries.first() {
        let files = entries
            .iter()
            .take_while(|entry| entry.set == first.set)
            .count();
        let (of_set, rest) = entries.split_at(files);
        let bytes = of_set.iter().map(|entry| entry.bytes as u64).sum();
        row(
            &first.set,
            &size(bytes, false),
            "",
            &first.what,
            &first.licence,
        );
        entries = rest;
    }
    println!("\nFull, fetched once into {}:", cache.folder().display());
    for set in &catalogue.sets {
        let (bytes, more) = set.bytes();
        let state = presence(cache, set);
        row(
            &set.name,
            &size(bytes, more),
            state,
            &set.what,
            &set.licence,
        );
    }
    Ok(())
}

#[allow(clippy::print_stdout, reason = "the list is the result")]
fn row(set: &str, size: &str, state: &str, what: &str, licence: &str) {
    println!(
        "  {set:<17}{size:>10}  {state:<8}  {what}\n{:41}{licence}",
        ""
    );
}

/// Whether a set is there, by the names of its files alone: `verify` reads them.
fn presence(cache: &Cache, set: &FullSet) -> &'static str {
    let is_there = |content| !cache.copies(set, content).is_empty();
    match set.contents().filter(|content| is_there(content)).count() {
        0 => "not here",
        count if count == set.contents().count() => "here",
        _ => "partly",
    }
}

/// What is to be fetched, with a sign if it is more than anybody states.
fn size(bytes: u64, more: bool) -> String {
    match (bytes, more) {
        (0, true) => "unknown".into(),
        (bytes, true) => format!("> {}", DecimalBytes(bytes)),
        (bytes, false) => DecimalBytes(bytes).to_string(),
    }
}

fn fetch(args: &FetchArgs, catalogue: &Catalogue, cache: &Cache) -> Result<()> {
    let sets: Vec<&FullSet> = if args.all {
        catalogue.sets.iter().collect()
    } else {
        let found = args.sets.iter().map(|name| catalogue.find(name));
        found.collect::<Result<_>>()?
    };
    let mut terminal = Terminal::new(args.progress);
    for set in &sets {
        terminal.note(&description(set, cache));
    }
    let mut fetcher = Fetcher {
        cache,
        mirror: args.mirror.clone(),
        offline: args.offline,
        limits: Limits::default(),
        signals: &Signals::listen()?,
        listener: &mut terminal,
    };
    let mut failures = Vec::new();
    for set in sets {
        fetcher.listener.note(&set.name);
        let fetched = match &args.from {
            Some(folder) => fetcher.import(set, folder),
            None => fetcher.set(set),
        };
        match fetched {
            Ok(()) => {}
            // One set that cannot be had is no reason to leave out the others.
            Err(Error::Data(text)) => failures.push(text),
            Err(other) => return Err(other),
        }
    }
    if failures.is_empty() {
        return Ok(());
    }
    Err(Error::Data(failures.join("\n\n")))
}

fn description(set: &FullSet, cache: &Cache) -> String {
    let (bytes, more) = set.bytes();
    format!(
        "{}: {}\n  licence   {}\n  credit    {}\n  see       {}\n  size      {} in {} files\n  \
         into      {}\n",
        set.name,
        set.what,
        set.licence,
        set.credit,
        set.homepage,
        size(bytes, more),
        set.files.len(),
        cache.folder_of(set).display()
    )
}

#[allow(clippy::print_stdout, reason = "the states are the result")]
fn verify(names: &[String], catalogue: &Catalogue, cache: &Cache) -> Result<()> {
    let sets: Vec<&FullSet> = if names.is_empty() {
        let there = |set: &&FullSet| presence(cache, set) != "not here";
        catalogue.sets.iter().filter(there).collect()
    } else {
        let found = names.iter().map(|name| catalogue.find(name));
        found.collect::<Result<_>>()?
    };
    if sets.is_empty() {
        println!("there is no full data set in {}", cache.folder().display());
    }
    let mut wrong = Vec::new();
    for set in sets {
        let mut intact = true;
        for content in set.contents() {
            let state = cache.state(set, content)?;
            let (word, path) = match &state {
                State::Ok(path) => ("ok", Some(path)),
                State::Missing => ("missing", None),
                State::Damaged(path) => ("damaged", Some(path)),
            };
            let path = path
                .map(|path| path.display().to_string())
                .unwrap_or_default();
            let line = format!("{:<18}{:<28}{word:<10}{path}", set.name, content.name);
            println!("{}", line.trim_end());
            intact &= word == "ok";
        }
        if !intact {
            wrong.push(set.name.as_str());
        }
    }
    if wrong.is_empty() {
        return Ok(());
    }
    let wrong = wrong.join(" ");
    Err(Error::Data(format!(
        "not whole and intact: {wrong}.\nRepair it:\n  {}",
        cache.command("fetch", &wrong)
    )))
}
