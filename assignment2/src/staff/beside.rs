//! Two runs of one network side by side: written by hand, and out of Burn's layers.

use common::error::{Error, Result};
use common::figures::Plot;
use common::metrics::shown;
use common::plots;
use common::run::{Recorded, Run};
use common::settings::{Length, Line, Settings, Words, words};
use common::table::Table;
use std::path::Path;

/// Settings that change nothing of a training, beside what they bring about in others.
const NO_MATTER: [&str; 3] = ["beside", "device", "preset"];

/// What a program does that has no such flag.
const WITHOUT: [(&str, &str); 3] = [
    ("dropout", "0.0"),
    ("schedule", "constant"),
    ("weight-decay", "0.0"),
];

/// A finished run of the same settings.
pub struct Beside {
    other: Recorded,
}

impl Beside {
    /// The run in this folder, to be set beside a run of the program `S`.
    ///
    /// # Errors
    /// Those of [`Recorded::finished`]; [`Error::Usage`] for a run of another program, or of other settings:
    /// which they are, and the command with the same ones. By hand RMSProp is another rule, and refused.
    pub fn open<S: Settings>(folder: &Path, run: &Run) -> Result<Self> {
        let other = Recorded::finished(folder)?;
        let shown = folder.display();
        let of = other.assignment.as_deref().unwrap_or("assignment1");
        if other.program != S::NAME {
            return Err(Error::Usage(format!(
                "--beside {shown} is a run of `{}`, and one of `{name}` is wanted, such as those in \
                 runs/assignment1/{name}. Make one first:\n  cargo run -p assignment1 -- {name}",
                other.program,
                name = S::NAME
            )));
        }
        let (theirs, ours) = (&other.settings, run.settings());
        if of == "assignment1" && value(theirs, "optimizer") == Some("rmsprop") {
            return Err(Error::Usage(format!(
                "--beside {shown} is a run by hand with --optimizer rmsprop, which is another rule there: it                  keeps 0.9 of the mean square in each step, and Burn here 0.99, as PyTorch. Compare sgd,                  momentum or adam:\n  cargo run -p assignment1 -- {} --optimizer adam",
                S::NAME
            )));
        }
        let differing: Vec<&String> = differing(theirs, &ours);
        if !differing.is_empty() {
            let lines = differing.iter().map(|flag| {
                let [there, here] = [theirs, &ours].map(|of| value(of, flag).unwrap_or("not set"));
                format!("\n  --{flag}: {there} there, {here} here")
            });
            let lines: String = lines.collect();
            return Err(Error::Usage(format!(
                "--beside {shown} has other settings than this run, so that the two would not train the \
                 same network:{lines}\n{}",
                advice::<S>((of, &other), &ours)
            )));
        }
        let beside = Self { other };
        beside.check_evaluations(run.start.length)?;
        Ok(beside)
    }

    /// Whether the other run was measured when this one will be, as its settings say.
    fn check_evaluations(&self, length: Length) -> Result<()> {
        let (last, every) = length.in_steps(1);
        let expected = (0..last).step_by(every).chain([last]);
        let expected: Vec<f64> = expected.map(|epoch| epoch as f64).collect();
        for (part, points) in plots::lines(&self.other.folder, "loss", "epoch")? {
            let epochs: Vec<f64> = points.iter().map(|(epoch, _)| *epoch).collect();
            if epochs != expected {
                return Err(Error::Data(format!(
                    "--beside {}: its metrics.csv has {} evaluations of the part `{part}`, and this run will \
                     have {}, one every {every} of {last} epochs, as the settings of both say. The file is not \
                     as it was written: make that run anew.",
                    self.other.folder.display(),
                    epochs.len(),
                    expected.len()
                )));
            }
        }
        Ok(())
    }

    /// What the two runs are called.
    fn names(&self) -> [&'static str; 2] {
        match self.other.assignment.as_deref() {
            Some("assignment2") => ["other run", "this run"],
            _ => ["by hand", "Burn"],
        }
    }

    /// Sets the table of both at the last evaluation; the largest differences of all evaluations go into the
    /// result.
    ///
    /// # Errors
    /// [`Error::Data`] if one of the two `metrics.csv` cannot be read.
    pub fn tell(&self, run: &mut Run) -> Result<()> {
        let [other, this] = self.names();
        let mut table = Table::new(["", other, this, "difference", "largest on the way"]);
        let mut largest = [0.0; 2];
        for (metric, largest) in ["loss", "accuracy"].into_iter().zip(&mut largest) {
            for (part, theirs, ours) in self.pairs(run, metric)? {
                let pairs = theirs.iter().zip(&ours);
                let apart: Vec<f64> = pairs.map(|(a, b)| (a.1 - b.1).abs()).collect();
                let most = apart.iter().copied().fold(0.0, f64::max);
                let (Some(a), Some(b), Some(last)) = (theirs.last(), ours.last(), apart.last())
                else {
                    continue;
                };
                let numbers = [shown(a.1), shown(b.1), shown(*last), shown(most)];
                let name = format!("{part} {metric}");
                table.row([name].into_iter().chain(numbers));
                *largest = most.max(*largest);
            }
            run.record(format!("{metric}_beside"), *largest);
        }
        run.set_table(table);
        run.explain(format!(
            "Both programs draw the same first weights and the same batches. The largest difference of a loss at any \
             evaluation is {:.1e}.\nRounding alone makes some 1e-6 of it, and more where many steps \
             of a large rate multiply it. What is far above is no rounding:\na loss that is a sum in \
             one program and a mean in the other, other first weights, another rule.",
            largest[0]
        ));
        Ok(())
    }

    /// The curves of both runs over each other.
    ///
    /// # Errors
    /// As [`tell`](Self::tell).
    pub fn draw(&self, run: &Run) -> Result<()> {
        let [other, this] = self.names();
        let plot = Plot::new(format!("Loss, {other} and {this}"))
            .x("epoch")
            .y("loss");
        let plot = plot.each(self.pairs(run, "loss")?, |plot, (part, theirs, ours)| {
            let plot = plot.line(format!("{part}, {other}"), theirs);
            plot.line(format!("{part}, {this}"), ours)
        });
        run.save_figure("beside", &plot.figure())
    }

    /// A metric of both runs at every evaluation, part by part.
    fn pairs(&self, run: &Run, metric: &str) -> Result<Vec<(String, Points, Points)>> {
        let mut theirs = plots::lines(&self.other.folder, metric, "epoch")?;
        let ours = plots::lines(run.folder(), metric, "epoch")?;
        let pairs = ours.into_iter().filter_map(|(part, ours)| {
            let found = theirs.iter_mut().find(|(of, _)| *of == part)?;
            Some((part, std::mem::take(&mut found.1), ours))
        });
        Ok(pairs.collect())
    }
}

/// Epochs and values.
type Points = Vec<(f64, f64)>;

fn value<'a>(settings: &'a Words, flag: &str) -> Option<&'a str> {
    let without = WITHOUT.iter().find(|(known, _)| *known == flag);
    let value = settings.get(flag).map(String::as_str);
    value.or(without.map(|(_, value)| *value))
}

/// The flags with another value in each, the data set first: others follow from it.
fn differing<'a>(theirs: &'a Words, ours: &'a Words) -> Vec<&'a String> {
    let mut flags: Vec<&String> = theirs.keys().chain(ours.keys()).collect();
    flags.sort_by_key(|flag| (*flag != "dataset", *flag));
    flags.dedup();
    flags.retain(|flag| {
        !NO_MATTER.contains(&flag.as_str()) && value(theirs, flag) != value(ours, flag)
    });
    flags
}

/// A flag with its value, as one word of a command.
fn word(flag: &str, value: &str) -> String {
    match value {
        "" => format!("--{flag}"),
        value => format!("--{flag}={value}"),
    }
}

/// The command that gives both the same settings: those of the other run, if this program can have them.
fn advice<S: Settings>((of, other): (&str, &Recorded), ours: &Words) -> String {
    let theirs = &other.settings;
    let mut typed = vec![S::NAME.to_owned()];
    let settings = |typed: &[String]| {
        let line = Line::<S>::parse(typed.iter().map(String::as_str))?;
        line.table().map(|table| words(&table))
    };
    // Each word may bring others with it, so they are typed one by one, until nothing differs.
    while let Ok(so_far) = settings(&typed) {
        let differing = differing(theirs, &so_far);
        let next = differing
            .iter()
            .find_map(|flag| Some((flag, value(theirs, flag)?)));
        let Some((flag, value)) = next else {
            let folder = other.folder.display();
            let left_out = differing.iter().map(|flag| format!(", without --{flag}"));
            return format!(
                "Train with the other run's{}:\n  cargo run -p assignment2 -- {} --beside {folder}",
                left_out.collect::<String>(),
                typed.join(" ")
            );
        };
        let next = word(flag, value);
        if typed.contains(&next) {
            break;
        }
        typed.push(next);
    }
    let flags = differing(theirs, ours).into_iter();
    let flags = flags.filter_map(|flag| Some(word(flag, value(ours, flag)?)));
    format!(
        "This program cannot have all of the other's. Make the other run anew with those of this one:\n  \
         cargo run -p {of} -- {} {}",
        S::NAME,
        flags.collect::<Vec<_>>().join(" ")
    )
}
