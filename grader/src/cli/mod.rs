//! The command line.

mod explain;
mod grading;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use common::error::Result;

use crate::catalogue::Catalogue;
use crate::console::{print, progress};
use crate::files::Tree;
use crate::grading::secret::Secret;
use crate::proof_workspace::ProofWorkspace;
use crate::source::refuse;
use crate::worker::calls;
use crate::workspace::Workspace;
use crate::{bug_proof, bugs, by_hand, handout, mutants, new_topic, prove, report};

/// Builds and proves what students get, and grades what they hand in.
#[derive(Parser)]
#[command(
    version,
    after_help = "Exit codes: 0 ok, 1 a proof failed or a source is at fault, 2 the command line is at fault,\n3 all is graded, and staff.md says what a person must look at."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Lists what an assignment asks: part, kind, points, place, number of public tests; then practice
    Exercises {
        /// The assignment's name, such as assignment1
        assignment: String,
    },
    /// Proves that the public tests catch typical mistakes of students
    Bugs {
        /// The assignment's name, such as assignment1
        assignment: String,
        /// Only the exercises whose identifier contains this, such as linear or a1.linear.forward
        #[arg(default_value = "", hide_default_value = true)]
        filter: String,
    },
    /// Proves that each exercise file uses nothing but what its class in exercises.toml allows
    ByHand {
        /// The assignment's name, such as assignment1
        assignment: String,
    },
    /// Says which small changes of the solution the public tests do not notice
    Mutants(mutants::Arguments),
    /// Builds the students' tree, or proves an existing one
    #[command(subcommand)]
    Handout(HandoutCommand),
    /// Lays something new out
    #[command(subcommand)]
    New(NewCommand),
    /// Grades one submission, and says why
    Grade(grading::GradeArgs),
    /// Grades a class: all submissions of a folder, with a report for each student
    Batch(grading::BatchArgs),
    /// Shows one item of one student for an appeal: inputs, answer and the solution's answer side by side
    Explain(explain::ExplainArgs),
    /// Proves that the probes catch typical mistakes, and punish nothing that is right
    Selftest(grading::SelftestArgs),
    /// Tries everything that a submission may not do on this machine, and says whether it is denied
    Doctor,
    /// Proves that attacks are stopped, and that they succeed without what stops them
    Attacks(grading::AttacksArgs),
    /// Records what the solution answers to the hidden inputs
    Answers {
        /// The assignment's name, such as assignment1
        assignment: String,
        #[command(flatten)]
        secret: grading::SecretArg,
    },
    /// Makes the secret from which all hidden inputs follow
    #[command(subcommand)]
    Secret(SecretCommand),
}

#[derive(Subcommand)]
enum NewCommand {
    /// Writes method, program, tests, typical mistakes and rows of a new topic, compiling
    Topic {
        /// The assignment's name, such as assignment1
        assignment: String,
        /// The topic's name, which becomes a module's, such as hopfield
        name: String,
    },
}

#[derive(Subcommand)]
enum SecretCommand {
    /// Makes a new secret, outside of the course's repository; never in the place of another
    New(grading::SecretArg),
}

#[derive(Subcommand)]
enum HandoutCommand {
    /// Builds the students' tree from the solution and proves it
    Build(BuildArgs),
    /// Proves an existing hand-out: its tests fail, and pass once the solution is put back
    Prove {
        /// The hand-out
        folder: PathBuf,
    },
}

#[derive(clap::Args)]
struct BuildArgs {
    /// The assignment's name, such as assignment1
    assignment: String,
    /// Where to write it: a folder that does not exist, or an empty one
    #[arg(long, value_name = "DIR", required_unless_present = "check")]
    out: Option<PathBuf>,
    /// Build and prove, but write nothing
    #[arg(long)]
    check: bool,
    /// Leave the proofs out: seconds instead of minutes
    #[arg(long, conflicts_with = "check")]
    no_prove: bool,
}

/// Runs the program.
pub fn main() -> ExitCode {
    if let Some(code) = calls::stand_in() {
        return code;
    }
    if std::env::args_os()
        .nth(1)
        .is_some_and(|word| word == sandbox::LAUNCH)
    {
        sandbox::launch_main();
    }
    let command = Arguments::parse().command;
    let mut attention = false;
    let code = common::cli::guarded(|| {
        attention = run(command)?;
        Ok(())
    });
    match attention {
        true => ExitCode::from(grading::ATTENTION),
        false => code,
    }
}

/// Does what is asked; says whether a person has to look at the result.
fn run(command: Command) -> Result<bool> {
    let workspace = Workspace::find(Path::new("."))?;
    let done = match command {
        Command::Exercises { assignment } => {
            let catalogue = Catalogue::read(&workspace, &assignment)?;
            print(&report::exercises(&catalogue));
            Ok(())
        }
        Command::Bugs { assignment, filter } => try_bugs(&workspace, &assignment, &filter),
        Command::ByHand { assignment } => {
            let counts = by_hand::prove(&workspace, &assignment)?;
            print(&report::classes(&counts));
            Ok(())
        }
        Command::Mutants(args) => mutants::run(&workspace, &args),
        Command::Handout(HandoutCommand::Build(args)) => build(&workspace, &args),
        Command::Grade(args) => grading::grade(&workspace, &args),
        Command::Batch(args) => return grading::batch(&workspace, &args),
        Command::Explain(args) => explain::run(&workspace, &args),
        Command::Selftest(args) => grading::selftest(&workspace, &args),
        Command::Doctor => grading::doctor(),
        Command::Attacks(args) => grading::attacks(&workspace, &args),
        Command::Answers { assignment, secret } => {
            grading::answers(&workspace, &assignment, &secret)
        }
        Command::Secret(SecretCommand::New(args)) => {
            let secret = Secret::new(&args.path()?, &workspace.root)?;
            print(&format!("{}\n", secret.path.display()));
            Ok(())
        }
        Command::New(NewCommand::Topic { assignment, name }) => {
            for path in new_topic::lay_out(&workspace, &assignment, &name)? {
                print(&format!("{}\n", path.display()));
            }
            let proof = format!("cargo run -p grader -- bugs {assignment} {name}");
            print(&format!("write them, and prove the exercises: {proof}\n"));
            Ok(())
        }
        Command::Handout(HandoutCommand::Prove { folder }) => {
            let catalogue = Catalogue::read(&workspace, &handout::assignment_in(&folder)?)?;
            let tree = handout::load(&folder)?;
            show_proof(&catalogue, &tree, &ProofWorkspace::open(&workspace)?)
        }
    };
    done.map(|()| false)
}

fn build(workspace: &Workspace, args: &BuildArgs) -> Result<()> {
    let catalogue = Catalogue::read(workspace, &args.assignment)?;
    let out = args.out.as_deref().filter(|_| !args.check);
    out.map_or(Ok(()), handout::check_destination)?;
    let proof_workspace = ProofWorkspace::open(workspace)?;
    progress(&format!("building the hand-out of {}", args.assignment));
    let mut tree = handout::assemble(workspace, &catalogue)?;
    proof_workspace.prune_lock_file(&mut tree)?;
    if !args.no_prove {
        show_proof(&catalogue, &tree, &proof_workspace)?;
    }
    let Some(out) = out else {
        print("checked; nothing was written\n");
        return Ok(());
    };
    handout::write(&tree, out)?;
    print(&format!("{} files in {}\n", tree.len(), out.display()));
    Ok(())
}

fn try_bugs(workspace: &Workspace, assignment: &str, filter: &str) -> Result<()> {
    let catalogue = Catalogue::read(workspace, assignment)?;
    catalogue.refuse_filter(filter)?;
    let mut problems = Vec::new();
    let bugs = bugs::read(&workspace.root, assignment, &mut problems)?;
    if problems.is_empty() {
        problems = bugs::check(&bugs, &catalogue, filter);
    }
    refuse(&problems, "the typical mistakes are at fault")?;
    let proof_workspace = ProofWorkspace::open(workspace)?;
    let proof = bug_proof::prove(&catalogue, &bugs, filter, &proof_workspace)?;
    print(&report::bugs(&proof));
    refuse(&proof.problems, "the public tests are not proved")
}

fn show_proof(catalogue: &Catalogue, tree: &Tree, workspace: &ProofWorkspace<'_>) -> Result<()> {
    let proof = prove::prove(catalogue, tree, workspace)?;
    print(&report::proof(catalogue, &proof));
    refuse(&proof.problems, "this must not be handed out")
}
