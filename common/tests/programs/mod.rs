//! Tests over the table of an assignment, the same for every program in it; the tests of each assignment
//! include this file. No test waits for time to pass: a process is stopped where `CS324_STOP` says.

pub mod exported;

use common::program::{Assignment, Entry};
use exported::Exported;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Tests of [`SUBJECT`](Subject) in the file that includes this one: each of these is proved of every program
/// in the table.
macro_rules! of_every_program {
    () => {
        of_every_program! {
            a_quick_run_leaves_everything
            a_saved_run_is_evaluated_and_exported
            settings_survive_a_file
            a_killed_run_resumes_to_the_same_bytes
            a_signal_saves_and_says_how_to_go_on
            the_seed_decides_and_not_the_threads
            bad_words_are_refused_before_anything_is_written
            every_program_explains_itself
        }
    };
    ($($test:ident)*) => {
        $(#[test]
        fn $test() {
            common_programs::$test(&SUBJECT);
        })*
    };
}

/// An assignment and its binary.
pub struct Subject {
    pub assignment: &'static Assignment,
    pub binary: &'static str,
}

/// The binary with its runs in a folder of the test's own.
pub struct Place<'a> {
    pub subject: &'a Subject,
    pub folder: tempfile::TempDir,
}

impl Subject {
    pub fn place(&self) -> Place<'_> {
        Place {
            subject: self,
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// A place where the runs are that a program looks at.
    #[track_caller]
    pub fn place_for(&self, program: &Entry) -> Place<'_> {
        let place = self.place();
        for words in program.first {
            succeeds(&place.run(words));
        }
        place
    }

    fn trainings(&self) -> impl Iterator<Item = &'static Entry> {
        let programs = self.assignment.programs.iter();
        programs.filter(|program| program.training.is_some())
    }
}

impl Place<'_> {
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn out_dir(&self) -> PathBuf {
        self.path("runs")
    }

    pub fn command(&self, words: &str) -> Command {
        let mut command = Command::new(self.subject.binary);
        command.args(words.split_whitespace());
        command.current_dir(self.folder.path());
        command
    }

    pub fn run(&self, words: &str) -> Output {
        self.command(words).output().unwrap()
    }

    /// Runs to a success; the result that is printed with --json.
    #[track_caller]
    pub fn result(&self, words: &str) -> Value {
        let output = self.run(&format!("{words} --json"));
        succeeds(&output);
        let stdout = String::from_utf8(output.stdout).unwrap();
        assert_eq!(stdout.lines().count(), 1, "{words}");
        serde_json::from_str(&stdout).unwrap()
    }

    /// Runs until the process comes to this point, and is stopped there.
    #[track_caller]
    pub fn stopped(&self, words: &str, stop: &str) -> Output {
        let output = self
            .command(words)
            .env("CS324_STOP", stop)
            .output()
            .unwrap();
        assert!(!output.status.success(), "{words} never came to {stop}");
        output
    }

    /// The only run folder of a program.
    pub fn folder_of(&self, program: &str) -> PathBuf {
        let runs = self
            .out_dir()
            .join(self.subject.assignment.name)
            .join(program);
        let runs = fs::read_dir(runs).unwrap().map(|run| run.unwrap().path());
        let mut runs: Vec<PathBuf> = runs.collect();
        assert_eq!(runs.len(), 1, "{runs:?}");
        runs.remove(0)
    }

    /// Whether a program's only run was a study, which leaves a table of its trainings.
    fn has_many_trainings(&self, program: &Entry) -> bool {
        let table = self.folder_of(program.name).join("trainings.csv");
        table.is_file()
    }

    pub fn metrics_of(&self, program: &str) -> String {
        fs::read_to_string(self.folder_of(program).join("metrics.csv")).unwrap()
    }

    fn result_in(&self, program: &str) -> Value {
        let path = self.folder_of(program).join("result.json");
        serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
    }
}

#[track_caller]
pub fn succeeds(output: &Output) {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
}

/// The program stops with this exit code and these words on standard error.
#[track_caller]
pub fn fails(output: &Output, code: i32, words: &[&str]) {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{stderr}");
    assert!(!stderr.contains("panicked"), "{stderr}");
    for word in words {
        assert!(stderr.contains(word), "no `{word}` in: {stderr}");
    }
}

const QUICK: &str = "--preset quick --no-figures --progress none --checkpoint-seconds 0";

fn is_some_file(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|file| file.len() > 0)
}

/// A run folder with settings, figures and a report, and one line of JSON; or, of a program that only
/// checks something, the line alone.
pub fn a_quick_run_leaves_everything(subject: &Subject) {
    for program in subject.assignment.programs {
        let place = subject.place_for(program);
        let result = place.result(&format!("{} --preset quick", program.name));
        assert_eq!(result["task"], program.name);
        assert_eq!(result["assignment"], subject.assignment.name);
        assert_eq!(
            (&result["device"], &result["preset"]),
            (&"cpu".into(), &"quick".into())
        );
        assert!(result["seconds"].is_f64());
        let Some(folder) = result["run_dir"].as_str() else {
            assert!(program.training.is_none() && !place.out_dir().exists());
            continue;
        };
        let folder = place.path(folder);
        assert_eq!(folder, place.folder_of(program.name));
        let mut files = vec!["run.toml", "command.txt", "report.html", "result.json"];
        if program.training.is_some() {
            files.extend([
                "metrics.csv",
                "times.csv",
                "events.jsonl",
                "checkpoints/last",
            ]);
        }
        for file in files {
            assert!(is_some_file(&folder.join(file)), "{}: {file}", program.name);
        }
        let figures = fs::read_dir(folder.join("figures")).unwrap();
        let figures: Vec<PathBuf> = figures.map(|file| file.unwrap().path()).collect();
        // Each twice, as SVG and as PNG.
        assert!(
            (2..=8).contains(&figures.len()),
            "{}: {figures:?}",
            program.name
        );
        assert!(figures.iter().all(|file| is_some_file(file)));
    }
}

/// What is printed of a saved run is what stands in its result; its networks become a file of tensors, unless it is
/// a study, which has many and keeps none.
pub fn a_saved_run_is_evaluated_and_exported(subject: &Subject) {
    for program in subject.trainings() {
        let place = subject.place();
        let result = place.result(&format!("{} {QUICK}", program.name));
        let folder = place.folder_of(program.name);
        let again = place.result(&format!("evaluate {}", folder.display()));
        let again = again.as_object().unwrap();
        assert!(again.len() >= 2, "{}", program.name);
        for (metric, value) in again {
            assert_eq!(
                &result["metrics"][metric], value,
                "{}: {metric}",
                program.name
            );
        }
        let output = place.run(&format!("export {} --safetensors a.st", program.name));
        if place.has_many_trainings(program) {
            fails(&output, 2, &["compares many trainings"]);
            continue;
        }
        succeeds(&output);
        let exported = Exported::read(&place.path("a.st"));
        assert!(!exported.tensors.is_empty());
        let of = ["assignment", "program", "seed"].map(|it| exported.metadata[it].as_str());
        let expected = [subject.assignment.name, program.name, "42"].map(Some);
        assert_eq!(of, expected);
    }
}

/// The settings that --print-config prints mean the same run, read from a file.
pub fn settings_survive_a_file(subject: &Subject) {
    for program in subject.assignment.programs {
        let place = subject.place();
        let print = format!("{} --preset quick --seed 7 --print-config", program.name);
        let printed = place.run(&print);
        succeeds(&printed);
        assert!(!place.out_dir().exists(), "nothing was run");
        fs::write(place.path("settings.toml"), &printed.stdout).unwrap();
        let again = place.run(&format!(
            "{} --config settings.toml --print-config",
            program.name
        ));
        assert_eq!(
            String::from_utf8(again.stdout),
            String::from_utf8(printed.stdout)
        );
    }
}

/// A process that is killed, wherever it is, resumes to the same bytes.
pub fn a_killed_run_resumes_to_the_same_bytes(subject: &Subject) {
    for program in subject.trainings() {
        let words = format!("{} {QUICK}", program.name);
        let whole = subject.place();
        let expected = whole.result(&words);
        let events = whole.folder_of(program.name).join("events.jsonl");
        let events = fs::read_to_string(events).unwrap();
        let started: Value = serde_json::from_str(events.lines().next().unwrap()).unwrap();
        let steps = started["steps"].as_u64().unwrap();
        let middle = format!("kill:step:{}", steps.div_ceil(2));
        for stop in [
            "kill:step:1",
            &middle,
            "kill:checkpoint:1",
            "kill:checkpoint:2",
            "kill:result:1",
        ] {
            let place = subject.place();
            let output = place
                .command(&words)
                .env("CS324_STOP", stop)
                .output()
                .unwrap();
            // A training of one evaluation has one checkpoint.
            if output.status.success() && stop == "kill:checkpoint:2" {
                continue;
            }
            assert!(!output.status.success(), "{words}: {stop}");
            let resume = format!("{} --resume --no-figures --progress none", program.name);
            let result = place.result(&resume);
            let context = format!("{words}, stopped by {stop}");
            assert_eq!(
                place.metrics_of(program.name),
                whole.metrics_of(program.name),
                "{context}"
            );
            for (metric, value) in expected["metrics"].as_object().unwrap() {
                // Only times are never the same twice.
                let is_time = metric.contains("seconds");
                assert!(
                    is_time || result["metrics"][metric] == *value,
                    "{context}: {metric}"
                );
            }
            assert_eq!(place.result_in(program.name)["metrics"], result["metrics"]);
        }
    }
}

/// Ctrl-C and termination save, say how to go on, and lose nothing.
#[cfg(unix)]
pub fn a_signal_saves_and_says_how_to_go_on(subject: &Subject) {
    for program in subject.trainings() {
        let words = format!("{} {QUICK}", program.name);
        let whole = subject.place();
        whole.result(&words);
        for (signal, code) in [("int", 130), ("term", 143)] {
            let place = subject.place();
            let output = place.stopped(&words, &format!("{signal}:step:1"));
            let (assignment, name) = (subject.assignment.name, program.name);
            let resume = format!("-- {name} --resume runs/{assignment}/{name}/");
            fails(&output, code, &["nothing is lost", &resume]);
            succeeds(&place.run(&format!("{name} --resume --no-figures --progress none")));
            assert_eq!(
                place.metrics_of(name),
                whole.metrics_of(name),
                "{name}: {signal}"
            );
        }
    }
}

/// Equal seeds give equal bytes, whatever the number of threads; other seeds other ones.
pub fn the_seed_decides_and_not_the_threads(subject: &Subject) {
    for program in subject.trainings() {
        let metrics = |seed: u64, threads: &str| {
            let place = subject.place();
            let mut command = place.command(&format!("{} {QUICK} --seed {seed}", program.name));
            succeeds(&command.env("RAYON_NUM_THREADS", threads).output().unwrap());
            place.metrics_of(program.name)
        };
        let one = metrics(1, "1");
        assert_eq!(one, metrics(1, "2"), "{}", program.name);
        assert_ne!(one, metrics(2, "2"), "{}", program.name);
    }
}

/// Flags that all programs share refuse what cannot be meant, before anything is written.
pub fn bad_words_are_refused_before_anything_is_written(subject: &Subject) {
    for program in subject.assignment.programs {
        let place = subject.place();
        fs::write(place.path("wrong.toml"), "no-such-setting = 1\n").unwrap();
        fs::write(place.path("broken.toml"), "seed = \n").unwrap();
        for (words, told) in [
            ("--device gpu", &["cpu", "wgpu"][..]),
            ("--device cpu:7", &["no device `flex:7`", "flex:0"]),
            ("--device cuda:x", &["whole number"]),
            ("--seed -1", &["--seed"]),
            (
                "--seed 9223372036854775808",
                &["--seed", "to 9223372036854775807"],
            ),
            (
                "--seed 18446744073709551616",
                &["--seed", "to 9223372036854775807"],
            ),
            ("--preset fast", &["quick", "course", "paper"]),
            ("--no-such-flag", &["--no-such-flag"]),
            ("--progress loud", &["--progress"]),
            ("--checkpoint-seconds -1", &["0 or more"]),
            ("--figures all --no-figures", &["cannot be used with"]),
            ("--config wrong.toml", &["wrong.toml", "no-such-setting"]),
            ("--config none.toml", &["none.toml", "Check the name"]),
            ("--config .", &["--config .", "--print-config"]),
            ("--config broken.toml", &["broken.toml", "line 1"]),
            ("--resume", &["no unfinished run in runs"]),
            ("--resume runs/nothing", &["no run in runs/nothing"]),
        ] {
            fails(&place.run(&format!("{} {words}", program.name)), 2, told);
        }
        assert!(
            !place.out_dir().exists(),
            "{}: nothing was written",
            program.name
        );
    }
}

/// The help of every program begins with what it does and names the flags that all have.
pub fn every_program_explains_itself(subject: &Subject) {
    let place = subject.place();
    for program in subject.assignment.programs {
        let output = place.run(&format!("{} --help", program.name));
        succeeds(&output);
        let help = String::from_utf8(output.stdout).unwrap();
        let about = (program.command)().get_about().unwrap().to_string();
        assert!(
            !about.is_empty() && help.starts_with(about.split(':').next().unwrap()),
            "{help}"
        );
        assert!(
            help.contains("--print-config") && help.contains("--seed"),
            "{help}"
        );
    }
}
