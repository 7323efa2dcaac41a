//! The command line.

use crate::comparison::{self, SETUP, Settings};
use crate::documented::{self, ResultsArgs};
use crate::jobs::{self, JOBS, Job, Work};
use crate::lines::{self, LinesArgs};
use crate::machine::Machine;
use crate::samples::Row;
use crate::{frames, report, terminal, worker};
use clap::{Parser, Subcommand};
use common::error::{Error, Result};
use common::settings::at_least;
use std::path::PathBuf;

/// This project beside PyTorch and NumPy on the same work
#[derive(Debug, Parser)]
#[command(name = "bench", version, after_help = common::cli::EXIT_CODES,
          args_conflicts_with_subcommands = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,

    /// One of the jobs, or `all`; without one, the jobs are listed
    job: Option<String>,

    /// How many times each side is measured, the two in turn
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = at_least::<1>)]
    pairs: usize,

    /// The interpreter of the other side [default: .venv/bin/python if it is there, else python3]
    #[arg(long, value_name = "PATH")]
    python: Option<PathBuf>,

    /// How many threads each side may use [default: what each framework chooses]
    #[arg(long, value_name = "N", value_parser = at_least::<1>)]
    threads: Option<usize>,

    /// Print one line of JSON instead of the table
    #[arg(long)]
    json: bool,

    /// Exit with code 1 if a goal is missed
    #[arg(long)]
    require_goals: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Measure the documented results anew, and write them
    Results(ResultsArgs),
    /// Count the lines of every program and of every package, now or in another revision
    Lines(LinesArgs),
    /// Our side of a job that times itself, in a process of its own; prints its measurement
    #[command(hide = true)]
    Worker {
        /// The job
        job: String,
    },
}

/// Carries out a command line.
///
/// # Errors
/// Of [`Error`], `Usage` for an unknown job or row, `Failed` if something failed or a goal that is
/// required is missed, `Interrupted` after Ctrl-C.
pub fn run(cli: &Cli) -> Result<()> {
    match &cli.command {
        Some(Command::Worker { job }) => return work(job),
        Some(Command::Results(args)) => return documented::run(args),
        Some(Command::Lines(args)) => return lines::run(args),
        None => {}
    }
    let Some(name) = &cli.job else {
        terminal::result(&list());
        return Ok(());
    };
    let jobs = jobs::select(name)?;
    let python = cli.python.clone();
    let settings = Settings {
        machine: Machine::here(),
        pairs: cli.pairs,
        threads: cli.threads,
        python: python.unwrap_or_else(comparison::usual_interpreter),
    };
    let (mut rows, mut failures) = (Vec::new(), Vec::new());
    for job in jobs {
        match comparison::run(job, &settings) {
            Ok(measured) => rows.extend(measured),
            Err(error @ Error::Interrupted { .. }) => return Err(error),
            // One job without its framework says nothing about the others.
            Err(error) => failures.push((job.name, error.to_string())),
        }
    }
    if cli.json {
        terminal::result(&report::json(&rows, &failures, &settings).to_string());
    } else if !rows.is_empty() {
        terminal::result(&report::table(&rows, &settings));
    }
    judge(&rows, &failures, cli.require_goals)
}

fn judge(rows: &[Row], failures: &[(&str, String)], require_goals: bool) -> Result<()> {
    let goals = rows.iter().flat_map(|row| {
        let goals = row.goals.iter();
        let missed = goals.filter(|goal| require_goals && !row.meets(**goal));
        missed.map(move |goal| format!("missed: {} {goal}", row.name))
    });
    let failures = failures.iter();
    let failures = failures.map(|(job, error)| format!("{job}: {error}"));
    let wrong: Vec<String> = failures.chain(goals).collect();
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(Error::Failed(wrong.join("\n\n"))),
    }
}

fn work(name: &str) -> Result<()> {
    for job in jobs::select(name)? {
        let measurement = match &job.work {
            Work::Steps(training) => worker::measure(training)?,
            Work::Frames(frames) => frames::measure(frames.clock)?,
            Work::Process { .. } | Work::StudentLoop => continue,
        };
        terminal::result(&measurement.to_string());
    }
    Ok(())
}

/// The jobs, and what they need.
fn list() -> String {
    let job = |job: &Job| format!("  {:<24}{}\n", job.name, job.what);
    let jobs: String = JOBS.iter().map(job).collect();
    format!(
        "Jobs:\n{jobs}\n\
         Run one, or all of them:\n  cargo run -p bench -- moons-64-numpy\n  cargo run -p bench -- all\n\n\
         Measure the documented results anew:\n  cargo run -p bench -- results\n\n\
         Count lines, now or in another revision:\n  cargo run -p bench -- lines --at HEAD~1\n\n\
         The other side needs a Python with NumPy and PyTorch. To set one up:\n{SETUP}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::Goal;
    use crate::samples::Sample;

    fn parse(arguments: &str) -> Result<Cli, clap::Error> {
        let words = arguments.split_whitespace();
        Cli::try_parse_from(std::iter::once("bench").chain(words))
    }

    #[test]
    fn flags_may_follow_the_job_and_what_cannot_be_carried_out_is_refused() {
        let cli = parse("all --pairs 7 --threads 1 --python python3 --json").unwrap();
        assert_eq!(cli.job.as_deref(), Some("all"));
        assert_eq!((cli.pairs, cli.threads), (7, Some(1)));
        for wrong in ["all --pairs 0", "all --threads 0", "all more", "--what"] {
            assert_eq!(parse(wrong).unwrap_err().exit_code(), 2, "{wrong}");
        }
        let error = run(&parse("mons").unwrap()).unwrap_err();
        assert_eq!(error.exit_code(), 2);
    }

    #[test]
    fn the_list_names_every_job_and_the_setup() {
        let list = list();
        assert!(JOBS.iter().all(|job| list.contains(job.name)));
        assert!(list.contains("python3 -m venv .venv"));
        assert!(list.lines().all(|line| line.chars().count() <= 100));
    }

    #[test]
    fn failed_jobs_and_required_goals_that_are_missed_are_named() {
        let row = |seconds| {
            let sample = Sample {
                seconds,
                ..Sample::default()
            };
            Row {
                name: "student-loop run",
                sides: [vec![sample], Vec::new()],
                goals: &[Goal::Seconds(5.0)],
            }
        };
        judge(&[row(5.0)], &[], true).unwrap();
        judge(&[row(5.1)], &[], false).unwrap();
        let failures = [("moons-64-numpy", "no NumPy".to_string())];
        let error = judge(&[row(5.1)], &failures, true).unwrap_err();
        assert_eq!(error.exit_code(), 1);
        let text = "moons-64-numpy: no NumPy\n\nmissed: student-loop run ≤ 5 s";
        assert_eq!(error.to_string(), text);
    }
}
