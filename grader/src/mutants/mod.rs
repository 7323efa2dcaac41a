//! Small changes of the solution, and which of them the public tests do not notice.
//!
//! A mutant is a [`Bug`] that nobody had to think of: the solution's body with one operator, number,
//! condition, method or statement changed ([`changes`], [`methods`]). What does not compile is none
//! ([`compiling`]); what cannot be told from the solution is listed with the reason ([`known`]). The tests run
//! as they do for typical mistakes ([`Trial`](crate::bug_proof::Trial)).

use std::collections::{BTreeMap, BTreeSet};

use common::error::Result;

use crate::bug_proof::{Trial, Until};
use crate::bugs::{Bug, tokens};
use crate::catalogue::{Catalogue, Entry};
use crate::console::{print, progress};
use crate::exercises::test_prefix;
use crate::proof_workspace::ProofWorkspace;
use crate::public_tests::{PublicTest, side_by_side};
use crate::source::refuse;
use crate::splice;
use crate::workspace::Workspace;

mod changes;
mod compiling;
mod known;
mod methods;
mod report;

use report::Results;

/// The command line of `grader mutants`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The assignment's name, such as assignment1
    assignment: String,
    /// Only the exercises whose identifier contains this, such as linear or a1.linear.forward
    #[arg(default_value = "", hide_default_value = true)]
    filter: String,
    /// Which share of the changes that can be told from the solution the tests must notice
    #[arg(long, value_name = "SHARE", default_value = "0.95", value_parser = common::settings::share)]
    at_least: f64,
}

/// Tries the mutants of an assignment and prints what came of it.
pub fn run(workspace: &Workspace, arguments: &Arguments) -> Result<()> {
    let (assignment, filter) = (&arguments.assignment, &*arguments.filter);
    let catalogue = Catalogue::read(workspace, assignment)?;
    catalogue.refuse_filter(filter)?;
    let known = known::read(&workspace.root, &catalogue)?;
    let workspace = ProofWorkspace::open(workspace)?;
    let (mutants, compiled) = compiling::compile(&catalogue, of(&catalogue, filter), &workspace)?;
    let mut problems = Vec::new();
    // The tests of all exercises, because those of another one may notice what its own do not.
    let trial = Trial::prepare((&catalogue, ""), &compiled.tests, &mut problems)?;
    refuse(&problems, "nothing can be tried")?;
    progress(&format!("trying {} changes", mutants.len()));
    let caught = trial.try_each(&mutants, Until::FirstFailure)?;
    progress("trying what was not noticed with the tests of other exercises");
    let caught: Vec<&(Bug, Option<String>)> = caught.iter().collect();
    let tried = side_by_side(&caught, |own| {
        let (mutant, caught) = *own;
        let equivalent = known.iter().any(|entry| entry.is(mutant));
        let elsewhere = match caught.is_some() || equivalent {
            true => None,
            false => trial.elsewhere(&mutants, mutant)?,
        };
        Ok(Tried {
            mutant,
            caught: caught.as_deref(),
            elsewhere: elsewhere.map(PublicTest::function),
        })
    })?;
    let results = Results::new(&catalogue, filter, &tried, &known);
    print(&results.show());
    problems.extend(results.too_few(arguments.at_least));
    let in_question = known.iter().filter(|entry| entry.exercise.contains(filter));
    problems.extend(known::stale(in_question, &tried));
    refuse(&problems, "the public tests are not proved")
}

/// The mutants that compile and can be told from the solution.
pub fn compiled(workspace: &Workspace, catalogue: &Catalogue) -> Result<Vec<Bug>> {
    let known = known::read(&workspace.root, catalogue)?;
    let workspace = ProofWorkspace::open(workspace)?;
    let (mut mutants, _) = compiling::compile(catalogue, of(catalogue, ""), &workspace)?;
    mutants.retain(|mutant| !known.iter().any(|known| known.is(mutant)));
    Ok(mutants)
}

/// A mutant, and what became of it.
#[derive(Debug)]
struct Tried<'a> {
    mutant: &'a Bug,
    /// What caught it of its own exercise's tests.
    caught: Option<&'a str>,
    /// If nothing did: the test of another exercise that notices it.
    elsewhere: Option<&'a str>,
}

/// The mutants of the exercises whose identifier contains `filter`. Not all of them compile:
/// [`compiling::compile`] takes those away that do not.
///
/// No two bodies of an exercise are the same, and none is the solution. The description of a change is unique in
/// its exercise and does not depend on where this stands.
pub fn of(catalogue: &Catalogue, filter: &str) -> Vec<Bug> {
    catalogue.matching(filter).flat_map(of_entry).collect()
}

fn of_entry(Entry { exercise, .. }: &Entry) -> Vec<Bug> {
    let solution = &exercise.text;
    let mut bodies = BTreeSet::from([tokens(solution)]);
    let mut descriptions = BTreeMap::new();
    let mut mutants = Vec::new();
    for change in changes::of(solution) {
        let above = solution[..change.range.start].matches('\n').count();
        let body = splice::replace(solution, vec![(change.range, change.text)]);
        // The same change in two places of a body is told apart by a number.
        let count: &mut usize = descriptions.entry(change.description.clone()).or_default();
        *count += 1;
        let description = match count {
            1 => change.description,
            count => format!("{} ({count})", change.description),
        };
        if bodies.insert(tokens(&body)) {
            mutants.push(Bug {
                name: format!("{}_m{}", test_prefix(&exercise.id), mutants.len() + 1),
                exercise: exercise.id.clone(),
                description,
                file: exercise.file.clone(),
                line: exercise.body_line + above,
                body,
            });
        }
    }
    mutants
}
