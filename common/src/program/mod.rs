//! A program is a value: its settings, and what is done with them.
//!
//! One struct holds a program's settings; its fields are the flags. A program that trains implements
//! [`Training`], any other one [`Program`], and a line of its assignment's table ([`Assignment`]) is all
//! that the command line, `evaluate`, `repeat`, the documented results, the benchmarks and the tests
//! need to know of it. Every program goes the one way of [`train`] or [`carry_out`]:
//!
//! words → settings → run → learner → `fit` → numbers → figures → report

mod assignment;
pub mod prelude;
mod reopen;
mod saved;

pub use crate::learner::Start;
pub use assignment::{Assignment, Entry, TrainingEntry};
pub use reopen::{evaluate, reopen, reopen_on};
pub(crate) use saved::SavedRun;

use crate::console;
use crate::error::Result;
use crate::fit::fit;
use crate::learner::Learner;
use crate::results;
use crate::run::{Run, folder};
use crate::settings::{Length, Line, Output, Settings};
use clap::{ArgMatches, FromArgMatches};

/// A program that trains.
pub trait Training: Settings {
    /// What is trained.
    type Learner: Learner + 'static;

    /// How long the training is.
    fn length(&self) -> Length;

    /// Looks, before anything is written, at what the run will need beside its data; whoever only reopens
    /// a run does without.
    ///
    /// # Errors
    /// What is missing.
    fn prepare(&self, _run: &Run) -> Result<()> {
        Ok(())
    }

    /// The training from its start.
    ///
    /// # Errors
    /// Bad data, or settings that do not fit them.
    fn learner(&self, start: &Start) -> Result<Self::Learner>;

    /// Numbers and a table beside the metrics of the last evaluation.
    ///
    /// # Errors
    /// Those of measuring.
    fn tell(&self, _run: &mut Run, _learner: &mut Self::Learner) -> Result<()> {
        Ok(())
    }

    /// Figures; of a program that says nothing else, the curve of every metric.
    ///
    /// # Errors
    /// Those of measuring and of writing files.
    fn draw(&self, run: &Run, _learner: &mut Self::Learner) -> Result<()> {
        run.draw_history()
    }
}

/// A program that does not train.
pub trait Program: Settings {
    /// Whether its run folder is made before it begins. One that only checks something leaves its
    /// table alone; one that may refuse its data makes the folder itself, when they are good
    /// ([`Run::make_folder`]).
    const LEAVES_FOLDER: bool = true;

    /// Does its work: finds numbers, sets a table, draws.
    ///
    /// # Errors
    /// Whatever the program is there to find out.
    fn run(&self, run: &mut Run) -> Result<()>;
}

/// A training from its words to its report.
///
/// # Errors
/// Bad settings, bad data, divergence, interruption, full disk.
pub fn train<T: Training>(assignment: &Assignment, words: &ArgMatches) -> Result<()> {
    let Some((mut run, settings)) = open(assignment, words, T::length)? else {
        return Ok(());
    };
    settings.prepare(&run)?;
    let learner = settings.learner(&run.start)?;
    let mut learner = fit(&mut run, learner)?;
    for (name, bytes) in learner.files()? {
        run.save_file(name, &bytes)?;
    }
    settings.tell(&mut run, &mut learner)?;
    if run.wants_figures() {
        settings.draw(&run, &mut learner)?;
    }
    run.finish()
}

/// Any other program from its words to its report.
///
/// # Errors
/// Bad settings, full disk, and those of the program, after its table is shown.
pub fn carry_out<P: Program>(assignment: &Assignment, words: &ArgMatches) -> Result<()> {
    let Some((mut run, settings)) = open(assignment, words, |_: &P| Length::NONE)? else {
        return Ok(());
    };
    if P::LEAVES_FOLDER {
        run.make_folder()?;
    }
    if let Err(error) = settings.run(&mut run) {
        run.show_table();
        return Err(error);
    }
    run.finish()
}

/// The run that the words mean, new or to be resumed; none if they only ask for the settings.
fn open<S: Settings>(
    assignment: &Assignment,
    words: &ArgMatches,
    length: fn(&S) -> Length,
) -> Result<Option<(Run, S)>> {
    let name = assignment.name_of::<S>();
    let output = Output::from_arg_matches(words).expect("was parsed with these flags");
    let (line, folder) = match &output.resume {
        None => (Line::<S>::new(words)?, None),
        Some(wanted) => {
            let folder = folder::to_resume(name, wanted.as_deref(), &output.out_dir)?;
            let stored = reopen::stored::<S>(name, &folder)?;
            let place = folder.join("run.toml");
            (Line::resumed(words, &stored, &place)?, Some(folder))
        }
    };
    let table = line.table()?;
    if output.print_config {
        console::print(table.to_string().trim_end())?;
        return Ok(None);
    }
    let expected = results::expected(assignment.results()?, &line)?;
    let start = Start::new(&line.base, length(&line.settings))?;
    let run = Run::open(name, start, table, (output, folder));
    Ok(Some((run.expecting(expected), line.settings)))
}
