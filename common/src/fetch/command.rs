//! `data list | fetch | verify | path | check`, a subcommand of every program.

use super::check::check;
use super::states::{list, size, verify};
use super::{Fetcher, Limits, Listener, Terminal};
use crate::console;
use crate::data::full::{Cache, Catalogue, FullSet, storage};
use crate::error::{Error, Result};
use crate::settings::Progress;
use crate::signals::Signals;
use std::path::PathBuf;

/// Data sets: what there is, fetch it, check it, where it lies; what a CSV file holds
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
    /// Say what a program sees in a CSV file: features, classes, what it leaves out and what is wrong
    Check {
        /// The file
        file: PathBuf,
        /// Which column holds the classes [default: the one named label, or class, target, y]
        #[arg(long, value_name = "NAME")]
        label: Option<String>,
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

    /// Take the files out of this folder and those in it, or this one file: raw or .gz, known by
    /// their content
    #[arg(long, value_name = "FOLDER|FILE", conflicts_with = "mirror")]
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
pub fn run(args: &DataArgs) -> Result<()> {
    let catalogue = match &args.catalogue {
        None => Catalogue::built_in()?.clone(),
        Some(path) => {
            let text = std::fs::read_to_string(path).map_err(storage("read", path))?;
            Catalogue::parse(&text)?
        }
    };
    let cache = || Cache::named(args.data_dir.as_deref());
    match &args.command {
        DataCommand::Check { file, label } => check(file, label.as_deref()),
        DataCommand::List => list(&catalogue, &cache()?),
        DataCommand::Fetch(args) => fetch(args, &catalogue, &cache()?),
        DataCommand::Verify { sets } => verify(sets, &catalogue, &cache()?),
        DataCommand::Path { set } => {
            let folder = match set {
                None => cache()?.folder().to_path_buf(),
                Some(name) => cache()?.folder_of(catalogue.find(name)?),
            };
            console::print(folder.display())
        }
    }
}

fn fetch(args: &FetchArgs, catalogue: &Catalogue, cache: &Cache) -> Result<()> {
    let sets = match args.all {
        true => catalogue.sets.iter().collect(),
        false => catalogue.find_all(&args.sets)?,
    };
    let mut terminal = Terminal::new(args.progress);
    for set in &sets {
        terminal.note(&description(set, cache));
    }
    let signals = Signals::listen()?;
    let mut failures = Vec::new();
    for set in sets {
        terminal.note(&set.name);
        let mut fetcher = Fetcher {
            set,
            cache,
            mirror: args.mirror.clone(),
            offline: args.offline,
            limits: Limits::default(),
            signals: &signals,
            listener: &mut terminal,
        };
        let fetched = match &args.from {
            Some(folder) => fetcher.import(folder),
            None => fetcher.fetch(),
        };
        match fetched {
            Ok(()) => {}
            // One set that cannot be had is no reason to leave out the others.
            Err(Error::Data(text)) => failures.push(text),
            Err(other) => return Err(other),
        }
    }
    match failures.is_empty() {
        true => Ok(()),
        false => Err(Error::Data(failures.join("\n\n"))),
    }
}

fn description(set: &FullSet, cache: &Cache) -> String {
    let files = match set.files.len() {
        1 => "1 file".into(),
        count => format!("{count} files"),
    };
    format!(
        "{}: {}\n  licence   {}\n  credit    {}\n  see       {}\n  size      {} in {files}\n  \
         into      {}\n",
        set.name,
        set.what,
        set.licence,
        set.credit,
        set.homepage,
        size(set.bytes()),
        cache.folder_of(set).display()
    )
}
