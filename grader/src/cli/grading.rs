//! The commands that grade.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use common::error::{Error, Result};
use sandbox::{Launcher, Tier};

use crate::attacks::scene::Scene;
use crate::attacks::{self, Arena, fixture};
use crate::catalogue::Catalogue;
use crate::class::{Batch, confinement, protections};
use crate::console::{print, progress};
use crate::documents::{self, difference, export, terminal};
use crate::grading::edition::Edition;
use crate::grading::judge::Judge;
use crate::grading::secret::Secret;
use crate::grading::{Confinement, Graded};
use crate::intake::{self, DateTime, Roster};
use crate::selftest::{self, Selftest};
use crate::source::refuse;
use crate::workspace::Workspace;

/// The exit code of a class in which something needs a person's attention.
pub(super) const ATTENTION: u8 = 3;

/// Where the secret is.
#[derive(clap::Args)]
pub(super) struct SecretArg {
    /// The file with the course's secret; by default cs324/secret in the folder of your settings
    #[arg(
        long,
        value_name = "FILE",
        env = "CS324_SECRET",
        hide_env_values = true
    )]
    secret: Option<PathBuf>,
}

impl SecretArg {
    pub(super) fn path(&self) -> Result<PathBuf> {
        self.secret.clone().map_or_else(Secret::usual_place, Ok)
    }

    fn read(&self) -> Result<Secret> {
        Secret::read(&self.path()?)
    }
}

/// What every command that grades takes.
#[derive(clap::Args)]
pub(super) struct Shared {
    #[command(flatten)]
    secret: SecretArg,
    /// Ask the exercises without points as well
    #[arg(long)]
    practice: bool,
    /// Refuse to grade where less than this holds
    #[arg(long, value_name = "TIER", default_value = "confined")]
    require_tier: Required,
}

/// The least that must hold of the sandbox.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Required {
    /// Limits on time, memory and output: your own work, on your own machine
    Limits,
    /// Landlock and seccomp as well: the work of others
    Confined,
}

#[derive(clap::Args)]
pub(super) struct GradeArgs {
    /// The assignment's name, such as assignment1
    assignment: String,
    /// A submission: a .zip, a folder, or a Rust file with exercises
    path: PathBuf,
    #[command(flatten)]
    shared: Shared,
    /// Write the result in another form: json, gradescope or junit
    #[arg(long, value_name = "FORM")]
    export: Option<Export>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Export {
    Json,
    Gradescope,
    Junit,
}

#[derive(clap::Args)]
pub(super) struct BatchArgs {
    /// The assignment's name, such as assignment1
    assignment: String,
    /// The folder with the submissions: 12110001_assignment1.zip, ...
    folder: PathBuf,
    /// The list of the class: a CSV file with the columns id and name, and due for those with more time
    #[arg(long, value_name = "FILE")]
    roster: PathBuf,
    /// The folder of results; by default beside the submissions, with -graded behind its name
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Until when submissions may come: a day, or a time such as '2026-03-01 23:59'
    #[arg(long, value_name = "TIME", value_parser = intake::time)]
    due: Option<DateTime>,
    /// Run nothing: mark what was answered before once more, by the answers in this file
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,
    /// The table of marks that people have filled in; by default marking.csv in the folder of results
    #[arg(long, value_name = "FILE")]
    marks: Option<PathBuf>,
    /// Write the results for another platform as well, into the folder export beside the documents
    #[arg(long, value_name = "FORM")]
    export: Option<export::Form>,
    #[command(flatten)]
    shared: Shared,
}

#[derive(clap::Args)]
pub(super) struct AttacksArgs {
    /// The assignment's name, such as assignment1
    assignment: String,
    /// Only the attacks of files whose names contain this, such as network
    #[arg(default_value = "", hide_default_value = true)]
    filter: String,
    #[command(flatten)]
    shared: Shared,
}

#[derive(clap::Args)]
pub(super) struct SelftestArgs {
    /// The assignment's name, such as assignment1
    assignment: String,
    /// The secret's file, if it is not to be one that only this test has
    #[arg(long, value_name = "FILE")]
    secret: Option<PathBuf>,
    /// Try small changes of the solution as well: minutes
    #[arg(long)]
    mutants: bool,
}

/// Everything that grades an assignment.
pub(super) struct Desk {
    pub(super) catalogue: Catalogue,
    pub(super) edition: Edition,
    launcher: Launcher,
    confinement: Confinement,
    practice: bool,
}

impl Desk {
    pub(super) fn open(workspace: &Workspace, assignment: &str, shared: &Shared) -> Result<Self> {
        let confinement = confinement();
        if confinement == Confinement::Limits && shared.require_tier == Required::Confined {
            return Err(Error::Failed(
                "this machine cannot confine what it runs: `cargo run -p grader -- doctor` says what is missing.\n\
                 With --require-tier limits, nothing but time, memory and output is limited: for your own work alone."
                    .into(),
            ));
        }
        sandbox::guard_judge().map_err(Error::io("guard", Path::new("the grader")))?;
        let secret = shared.secret.read()?;
        let catalogue = Catalogue::read(workspace, assignment)?;
        let edition = Edition::prepare(workspace, &catalogue, secret)?;
        Ok(Self {
            catalogue,
            edition,
            launcher: launcher()?,
            confinement,
            practice: shared.practice,
        })
    }

    pub(super) fn judge(&self) -> Judge<'_> {
        Judge {
            catalogue: &self.catalogue,
            edition: &self.edition,
            launcher: &self.launcher,
            protections: protections(self.confinement),
            confinement: self.confinement,
            practice: self.practice,
        }
    }
}

pub(super) fn answers(workspace: &Workspace, assignment: &str, secret: &SecretArg) -> Result<()> {
    let secret = secret.read()?;
    let catalogue = Catalogue::read(workspace, assignment)?;
    let edition = Edition::prepare(workspace, &catalogue, secret)?;
    let cases: usize = edition
        .answers
        .values()
        .map(|answers| answers.cases.len())
        .sum();
    print(&format!(
        "{} probes, {cases} cases: {}\n",
        edition.answers.len(),
        edition.path().display()
    ));
    Ok(())
}

pub(super) fn grade(workspace: &Workspace, args: &GradeArgs) -> Result<()> {
    let desk = Desk::open(workspace, &args.assignment, &args.shared)?;
    let submission = intake::take(&args.path, &desk.catalogue, &workspace.root)?;
    let slots = Slots::take(workspace)?;
    progress("grading");
    let name = args.path.file_stem().unwrap_or_default().to_string_lossy();
    let (graded, _) = desk
        .judge()
        .grade(&submission, &name, slots.folder.join("0"));
    let text = match args.export {
        None => terminal::report(&graded),
        Some(Export::Json) => json(&graded)?,
        Some(Export::Gradescope) => export::gradescope(&graded)?,
        Some(Export::Junit) => export::junit(&graded)?,
    };
    print(&text);
    Ok(())
}

pub(super) fn batch(workspace: &Workspace, args: &BatchArgs) -> Result<bool> {
    let roster = Roster::read(&args.roster)?;
    let mut desk = Desk::open(workspace, &args.assignment, &args.shared)?;
    if let Some(answers) = &args.answers {
        desk.edition.take_answers(answers)?;
    }
    let out = args.out.clone().unwrap_or_else(|| {
        let name = args
            .folder
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        args.folder.with_file_name(format!("{name}-graded"))
    });
    let judge = desk.judge();
    let slots = Slots::take(workspace)?;
    let batch = Batch {
        judge: &judge,
        root: &workspace.root,
        roster: &roster,
        due: args.due,
        out: &out,
        slots: &slots.folder,
    };
    let mut result = match args.answers {
        Some(_) => batch.mark_again()?,
        None => batch.grade(&args.folder)?,
    };
    let marked = batch.mark(&mut result, args.marks.as_deref())?;
    batch.write(&result)?;
    if let Some(form) = args.export {
        let files = export::write(&out.join("export"), form, &result.graded)?;
        print(&format!(
            "{files} exported: {}\n",
            out.join("export").display()
        ));
    }
    let changes = difference::between(&result.before, &result.graded);
    if !result.before.is_empty() && changes.has_drops() {
        print(&changes.text());
    }
    for finding in &result.unmatched {
        print(&format!("{}: {}\n", finding.file, finding.words));
    }
    let attention = result
        .graded
        .iter()
        .filter(|graded| documents::needs_attention(graded));
    let (attention, (now, before)) = (attention.count(), result.counts);
    print(&format!(
        "{} students, {now} graded now, {before} before; marks by hand: {marked}; {attention} to look \
         at: {}\n",
        result.graded.len(),
        out.join("staff.md").display()
    ));
    Ok(attention > 0 || !result.unmatched.is_empty())
}

pub(super) fn attacks(workspace: &Workspace, args: &AttacksArgs) -> Result<()> {
    let attacks = fixture::read(&workspace.root, &args.assignment, &args.filter)?;
    let mut desk = Desk::open(workspace, &args.assignment, &args.shared)?;
    let known = |attack: &&fixture::Attack| desk.catalogue.entry(&attack.bug.exercise).is_none();
    if let Some(attack) = attacks.iter().find(known) {
        let id = &attack.bug.exercise;
        return Err(Error::Failed(
            attack.bug.at(&format!("there is no exercise {id}")),
        ));
    }
    // One case shows how an attack ends; nothing else is asked.
    for worker in &mut desk.edition.workers {
        let attacked = |item: &str| attacks.iter().any(|attack| attack.bug.exercise == item);
        worker
            .probes
            .retain(|probe| !probe.result && attacked(&probe.item));
    }
    for answers in desk.edition.answers.values_mut() {
        answers.cases.truncate(1);
    }
    let slots = Slots::take(workspace)?;
    let scene = Scene::new(&slots.folder, &desk.edition)?;
    let arena = Arena {
        judge: &desk.judge(),
        root: &workspace.root,
        scene: &scene,
        folder: slots.folder.join("attacks"),
    };
    let tried = arena.try_all(&attacks)?;
    print(&attacks::table(&tried));
    let problems: Vec<String> = tried.into_iter().flat_map(|one| one.problems).collect();
    refuse(&problems, "the sandbox is not proved")
}

pub(super) fn selftest(workspace: &Workspace, args: &SelftestArgs) -> Result<()> {
    let secret = match &args.secret {
        Some(path) => Secret::read(path)?,
        None => Secret::of_test(&workspace.target.join("grading")),
    };
    let catalogue = Catalogue::read(workspace, &args.assignment)?;
    let edition = Edition::prepare(workspace, &catalogue, secret)?;
    let found = Selftest {
        workspace,
        catalogue: &catalogue,
        edition: &edition,
        launcher: &launcher()?,
        confinement: confinement(),
        with_mutants: args.mutants,
    }
    .run()?;
    print(&selftest::show(&found));
    let mut faults = found.faults();
    faults.extend(selftest::too_few(&found));
    refuse(&faults, "the probes are not proved")
}

pub(super) fn doctor() -> Result<()> {
    let tried = sandbox::doctor(&launcher()?);
    let tried = tried.map_err(Error::io("start", Path::new("the grader")))?;
    for one in &tried {
        let word = if one.denied { "denied " } else { "ALLOWED" };
        print(&format!("{word}  {:<36} {}\n", one.act, one.words));
    }
    let allowed = tried.iter().filter(|one| !one.denied).count();
    match sandbox::tier() {
        Tier::Confined if allowed == 0 => {
            print("confined: submissions of others can be graded here\n");
            Ok(())
        }
        _ => Err(Error::Failed(format!(
            "{allowed} acts are allowed: grade submissions of others on Linux 5.13 or newer, outside of a \
             container that forbids Landlock or seccomp."
        ))),
    }
}

fn json(graded: &Graded) -> Result<String> {
    let text = serde_json::to_string_pretty(graded);
    text.map(|text| text + "\n")
        .map_err(|error| Error::Failed(error.to_string()))
}

/// Folders to build and run in, which no other grader has.
pub(super) struct Slots {
    pub(super) folder: PathBuf,
    _lock: File,
}

impl Slots {
    /// The first set of folders that is free: two graders at work at the same time must not share one.
    pub(super) fn take(workspace: &Workspace) -> Result<Self> {
        let home = workspace.target.join("grading").join("slots");
        for number in 0.. {
            let folder = home.join(number.to_string());
            common::files::create_folder(&folder)?;
            let path = folder.join("lock");
            let lock = File::create(&path).map_err(Error::io("create", &path))?;
            match lock.try_lock() {
                Ok(()) => {
                    return Ok(Self {
                        folder,
                        _lock: lock,
                    });
                }
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) => return Err(Error::io("lock", &path)(error)),
            }
        }
        unreachable!("there is a number that is free")
    }
}

/// What starts confined processes: the grader itself.
pub(super) fn launcher() -> Result<Launcher> {
    let this = std::env::current_exe().map_err(|error| {
        Error::Failed(format!("the grader does not know where it stands: {error}"))
    })?;
    Ok(Launcher::new(this))
}
