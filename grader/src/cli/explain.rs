//! `explain`: one item of one student for an appeal, from the journal and, on request, asked again.

use std::path::{Path, PathBuf};

use common::error::{Error, Result};

use super::grading::{Desk, Shared, Slots};
use crate::class::journal::{self, Entry, Journal};
use crate::console::{print, progress};
use crate::documents::{replay, terminal};
use crate::grading::replies::Replies;
use crate::grading::{Case, Graded, GradedItem};
use crate::intake;
use crate::probes::Probe;
use crate::worker::ask::Answer;
use crate::workspace::Workspace;

/// What is to be explained.
#[derive(clap::Args)]
pub(super) struct ExplainArgs {
    /// The folder of results that `batch` made
    results: PathBuf,
    /// The student's number
    student: String,
    /// The item, such as a1.linear.backward
    item: String,
    /// What the student handed in: it is built, and asked the case once more
    #[arg(long, value_name = "PATH")]
    submission: Option<PathBuf>,
    #[command(flatten)]
    shared: Shared,
}

pub(super) fn run(workspace: &Workspace, args: &ExplainArgs) -> Result<()> {
    let entry = entry(&args.results, &args.student)?;
    let graded = &entry.graded;
    let item = item(graded, &args.item)?;
    let case = item.reason.as_ref().and_then(|reason| reason.case.clone());
    let mut told = item.clone();
    if let Some(reason) = &mut told.reason {
        // It is shown whole below.
        reason.case = None;
    }
    print(&format!("{}, {}", graded.student, terminal::item(&told)));
    let Some(case) = case else {
        print("\nno case is kept of it: nothing was asked, or everything is right\n");
        return Ok(());
    };
    let desk = Desk::open(workspace, &graded.assignment, &args.shared)?;
    refuse_another_edition(graded, &desk, &args.results)?;
    let edition = &desk.edition;
    let mut probes = edition.probes();
    let of = probes.find(|(_, probe)| probe.name == case.probe);
    let of = of.ok_or_else(|| Error::Failed(format!("no probe is called {}", case.probe)))?;
    let (_, right) = edition.told(of, case.number, &graded.submission)?;
    let of_one = || {
        let name = Replies::of_one(&case.probe);
        entry.replies.answer(&name, case.number)
    };
    let came = entry.replies.answer(&case.probe, case.number);
    let came = came.or_else(of_one);
    print(&format!("\n{}\n", head(&desk, of.1, &case)));
    print(&replay::case(&right, came.as_ref()));
    let Some(path) = &args.submission else {
        return Ok(());
    };
    let submission = intake::take(path, &desk.catalogue, &workspace.root)?;
    if submission.digest != graded.submission {
        return Err(Error::Usage(format!(
            "{} holds other bodies or files than were graded ({:.12} and {:.12}): name what {} handed in, \
             or grade the class again.",
            path.display(),
            submission.digest,
            graded.submission,
            graded.student
        )));
    }
    let slots = Slots::take(workspace)?;
    progress("building the submission");
    let again = desk
        .judge()
        .again(&submission, slots.folder.join("0"), (of, case.number))?;
    print(&said_again(
        came.as_ref(),
        &again,
        &replay::case(&right, Some(&again)),
    ));
    Ok(())
}

/// The student's latest entry.
fn entry(results: &Path, student: &str) -> Result<Entry> {
    if !results.join(journal::FILE).is_file() {
        return Err(Error::Usage(format!(
            "{} holds no {}: name the folder of results that `batch` made, which ends in -graded.",
            results.display(),
            journal::FILE
        )));
    }
    let mut entries = Journal::open(results)?.before();
    entries.remove(student).ok_or_else(|| {
        let known = entries.keys().take(3).cloned().collect::<Vec<_>>();
        Error::Usage(format!(
            "nothing of '{student}' was graded in {}; {} students were, such as {}.",
            results.display(),
            entries.len(),
            known.join(", ")
        ))
    })
}

fn item<'a>(graded: &'a Graded, id: &str) -> Result<&'a GradedItem> {
    let mut all = graded.items.iter().chain(&graded.practice);
    all.find(|item| item.id == id).ok_or_else(|| {
        let name = &graded.assignment;
        Error::Usage(format!(
            "'{id}' is no item of the result: `cargo run -p grader -- exercises {name}` lists them."
        ))
    })
}

/// Numbers of another edition would explain nothing.
fn refuse_another_edition(graded: &Graded, desk: &Desk, results: &Path) -> Result<()> {
    match graded.edition == desk.edition.digest {
        true => Ok(()),
        false => Err(Error::Usage(format!(
            "the results in {} are of edition {:.12}, and with this secret and this course it is {:.12}: give \
             the secret of that class with --secret, or check the course out as it was.",
            results.display(),
            graded.edition,
            desk.edition.digest
        ))),
    }
}

/// Which case it is.
fn head(desk: &Desk, probe: &Probe, case: &Case) -> String {
    let (name, secret) = (&probe.name, desk.edition.secret.name());
    let number = case.number;
    let recorded = desk.edition.answers.get(name);
    match recorded.is_some_and(|answers| number < answers.cases.len()) {
        true => {
            format!("case {number} of {name}, drawn from secret {secret}, the same for everyone")
        }
        false => {
            format!("case {number} of {name}, drawn from secret {secret} for this submission alone")
        }
    }
}

/// What the second answer is beside the first.
fn said_again(came: Option<&Answer>, again: &Answer, shown: &str) -> String {
    match (came, again) {
        (Some(came), again) if came == again => "\nasked again: the same came, to the bit\n".into(),
        (None, Answer::Gave(_)) => format!("\nasked again: values came, and none before\n{shown}"),
        (None, _) => format!("\nasked again: no values, as before\n{shown}"),
        (Some(_), _) => format!("\nasked again: something else came than before\n{shown}"),
    }
}
