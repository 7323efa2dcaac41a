//! The commands that grade.

use std::path::PathBuf;

use common::error::{Error, Result};
use sandbox::{Launcher, Protections};

use crate::catalogue::Catalogue;
use crate::console::{print, progress};
use crate::grading::Confinement;
use crate::grading::edition::Edition;
use crate::grading::judge::Judge;
use crate::grading::secret::Secret;
use crate::intake;
use crate::workspace::Workspace;

/// Where the secret is.
#[derive(clap::Args)]
pub(super) struct SecretArg {
    /// The file with the course's secret; by default cs324/secret in the folder of your settings
    #[arg(long, value_name = "FILE", env = "CS324_SECRET")]
    secret: Option<PathBuf>,
}

impl SecretArg {
    pub(super) fn path(&self) -> Result<PathBuf> {
        self.secret.clone().map_or_else(Secret::usual_place, Ok)
    }

    pub(super) fn read(&self) -> Result<Secret> {
        Secret::read(&self.path()?)
    }
}

#[derive(clap::Args)]
pub(super) struct GradeArgs {
    /// The assignment's name, such as assignment1
    assignment: String,
    /// A submission: a .zip, a folder, or a Rust file with exercises
    path: PathBuf,
    #[command(flatten)]
    secret: SecretArg,
    /// Ask the exercises without points as well
    #[arg(long)]
    practice: bool,
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn grade(workspace: &Workspace, args: &GradeArgs) -> Result<()> {
    let catalogue = Catalogue::read(workspace, &args.assignment)?;
    let submission = intake::take(&args.path, &catalogue, &workspace.root)?;
    let edition = Edition::prepare(workspace, &catalogue, args.secret.read()?)?;
    let launcher = launcher()?;
    let judge = Judge {
        catalogue: &catalogue,
        edition: &edition,
        launcher: &launcher,
        protections: Protections::default(),
        confinement: Confinement::Confined,
        practice: args.practice,
    };
    progress("grading");
    let name = args.path.file_stem().unwrap_or_default().to_string_lossy();
    let folder = workspace.target.join("grading").join("slots").join("0");
    let (graded, _) = judge.grade(&submission, &name, folder);
    if args.json {
        let json = serde_json::to_string_pretty(&graded);
        print(&json.map_err(|error| Error::Failed(error.to_string()))?);
        return Ok(());
    }
    for item in graded.items.iter().chain(&graded.practice) {
        print(&format!(
            "{:<32} {:>6} {:?} {:?} {:?}\n",
            item.id,
            item.state.name(),
            item.points,
            item.carried,
            item.reason.as_ref().map(|r| (&r.words, &r.said, &r.place))
        ));
    }
    print(&format!("{} {:?}\n", graded.points(), graded.headlines));
    Ok(())
}

/// What starts confined processes: the grader itself.
pub(super) fn launcher() -> Result<Launcher> {
    let this = std::env::current_exe();
    let this = this.map_err(|error| {
        Error::Failed(format!("the grader does not know where it stands: {error}"))
    })?;
    Ok(Launcher::new(this))
}
