//! `export`: the networks of a run as a file of tensors that other frameworks read.
//!
//! The file is in the safetensors format: the length of a header as eight bytes, least significant first, the
//! header in JSON (of each tensor its name, its type of number, its shape and where its bytes stand, and the run
//! under `__metadata__`), then the bytes. Names are the paths of a Burn module's parameters, running averages of
//! batch normalisation among them; of several networks each has its own name in front.

use crate::console;
use crate::error::{Error, Result};
use crate::files;
use crate::learner::Snapshot;
use crate::program::{Assignment, SavedRun};
use crate::run::folder;
use crate::table::Table;
use crate::tensors::{self, Tensors};
use crate::trained;
use burn::tensor::DType;
use std::fs;
use std::path::{Path, PathBuf};

/// Write the networks of a run as a file of tensors that Python and other frameworks read
#[derive(Debug, clap::Args)]
#[command(
    after_help = "A tensor has its parameter's name and Burn's layout: the weight of a linear layer is \
[inputs, outputs], which PyTorch has the other way round; in a recurrent layer the gates stand side by side, i, f, g, o \
of an LSTM, r, z, n of a GRU. In Python: \
safetensors.torch.load_file(\"model.safetensors\")"
)]
pub(crate) struct ExportArgs {
    #[command(flatten)]
    run: SavedRun,

    /// The file to write, in the safetensors format; it must not be there yet
    #[arg(long, value_name = "FILE", required = true)]
    safetensors: PathBuf,

    /// Of several networks this one alone, its tensors without its name in front
    #[arg(long, value_name = "NETWORK")]
    only: Option<String>,

    /// Write half the bytes: numbers of half precision, with three decimal digits
    #[arg(long)]
    half: bool,
}

/// Writes the weights that count at the end of a run, or at its last checkpoint, and prints their names and
/// shapes.
///
/// # Errors
/// [`Error::Usage`] if there is no such run, it has no network or not the one that is asked for, half precision cannot
/// hold it, or the file cannot be made there; [`Error::Data`] if the checkpoint is damaged.
pub(crate) fn run(assignment: &Assignment, args: &ExportArgs) -> Result<()> {
    let file = &args.safetensors;
    refuse(file)?;
    let found = args.run.find(assignment, "exported")?;
    let (name, folder) = (found.name, found.folder.as_path());
    let settings = folder::read_settings(name, folder)?.settings;
    let checkpoint = folder::checkpoint_of(name, folder)?;
    let snapshot = match folder::best(folder)? {
        Some((weights, _)) => weights,
        None => Snapshot::read(&checkpoint)?,
    };
    let (format, tensors) = networks(&snapshot, args.only.as_deref())?.ok_or_else(|| {
        Error::Usage(format!(
            "{} is a run of `{}`, which compares many trainings and keeps their numbers, and no network. Export \
             the run of a program that trains one.",
            folder.display(),
            name.program
        ))
    })?;
    let tensors = match args.half {
        true => halved(tensors)?,
        false => tensors,
    };
    let steps = snapshot.steps()?;
    let seed = settings.get("seed").map(ToString::to_string);
    let metadata = [
        ("assignment", name.assignment.to_owned()),
        ("format", format.to_owned()),
        ("program", name.program.to_owned()),
        ("seed", seed.unwrap_or_default()),
        ("step", steps.to_string()),
    ];
    files::write_atomic(file, &tensors::to_described_bytes(&tensors, &metadata)?)?;
    console::print(table(&tensors))?;
    let numbers: usize = tensors.iter().map(|(_, data)| data.num_elements()).sum();
    console::tell(format_args!(
        "{} has the tensors of {} {} after step {steps}: {numbers} numbers",
        file.display(),
        name.assignment,
        name.program,
    ));
    if !folder.join("result.json").exists() {
        console::tell(
            "note: the run is not finished; these are the weights of its last checkpoint",
        );
    }
    Ok(())
}

/// Refuses a file that cannot be made where it is asked for, before anything is read.
fn refuse(file: &Path) -> Result<()> {
    let shown = file.display();
    if fs::symlink_metadata(file).is_ok() {
        return Err(Error::Usage(format!(
            "{shown} is there already, and nothing is written over. Remove it, or choose another name."
        )));
    }
    match file.parent().filter(|it| !it.as_os_str().is_empty()) {
        Some(folder) if !folder.is_dir() => Err(Error::Usage(format!(
            "{shown} cannot be made: there is no folder {}. Make it first, or choose another place.",
            folder.display()
        ))),
        _ => Ok(()),
    }
}

/// The tensors of all networks in a checkpoint, or of one, and what defines their layout, if it holds any.
fn networks(snapshot: &Snapshot, only: Option<&str>) -> Result<Option<(&'static str, Tensors)>> {
    let mut modules = trained::modules(snapshot)?;
    if let Some(only) = only {
        let names = modules.iter().map(|(name, _)| name.as_str());
        let names = names.collect::<Vec<_>>().join(", ");
        modules.retain(|(name, _)| name == only);
        if modules.is_empty() {
            return Err(Error::Usage(match names.is_empty() {
                true => format!("--only {only}: the run has no networks with names. Leave it out."),
                false => format!("--only {only}: the run has no such network. It has: {names}."),
            }));
        }
    }
    if modules.is_empty() {
        let by_hand = tensors::by_hand(snapshot)?;
        return Ok(by_hand.map(|tensors| ("by hand", tensors)));
    }
    let is_one = modules.len() == 1;
    let tensors = modules.into_iter().flat_map(|(network, tensors)| {
        let named = move |(path, data)| match is_one {
            true => (path, data),
            false => (format!("{network}.{path}"), data),
        };
        tensors.into_iter().map(named)
    });
    Ok(Some(("burn", tensors.collect())))
}

/// The same tensors in half precision.
fn halved(tensors: Tensors) -> Result<Tensors> {
    let halved = tensors.into_iter().map(|(name, data)| {
        let data = data.convert_dtype(DType::F16);
        let is_finite = data.iter::<f32>().all(f32::is_finite);
        match is_finite {
            true => Ok((name, data)),
            false => Err(Error::Usage(format!(
                "--half: {name} has a number that is not finite in half precision, which ends at 65504. Leave it out."
            ))),
        }
    });
    halved.collect()
}

fn table(tensors: &Tensors) -> Table {
    let mut table = Table::new(["TENSOR", "SHAPE", "TYPE"]);
    for (name, data) in tensors {
        let shape: Vec<String> = data.shape().iter().map(ToString::to_string).collect();
        let dtype = format!("{:?}", data.dtype());
        table.row([name.clone(), format!("[{}]", shape.join(", ")), dtype]);
    }
    table
}
