//! The Python that the other side runs on.

use crate::cargo::project;
use crate::jobs::Script;
use common::error::{Error, Result};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The two lines that set up the other side, from the top folder of the project.
pub const SETUP: &str =
    "  python3 -m venv .venv\n  .venv/bin/pip install -r bench/requirements.txt";

/// What makes a framework use this many threads; both sides read these.
const THREAD_VARIABLES: [&str; 4] = [
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "RAYON_NUM_THREADS",
];

/// The path of a script of the other side.
fn path(script: &Script) -> PathBuf {
    project().join("bench/python").join(script.file)
}

/// Sets how many threads a process may use; None leaves it to its framework.
pub fn limit_threads(command: &mut Command, threads: Option<usize>) {
    if let Some(threads) = threads {
        command.envs(THREAD_VARIABLES.map(|variable| (variable, threads.to_string())));
    }
}

/// The interpreter where none was asked for: that of `.venv`, else `python3`.
pub fn usual_interpreter() -> PathBuf {
    let virtual_environment = project().join(".venv/bin/python");
    match virtual_environment.is_file() {
        true => virtual_environment,
        false => "python3".into(),
    }
}

/// The command that runs a script.
///
/// # Errors
/// [`Error::Failed`] with the lines that set Python up, if it or a package is missing.
pub fn command(interpreter: &Path, script: &Script) -> Result<Command> {
    // Finding a package is quick where importing it takes seconds.
    let names = format!("{:?}", script.packages);
    let question = format!(
        "import importlib.util\n\
         print(*[name for name in {names} if importlib.util.find_spec(name) is None])"
    );
    let mut ask = Command::new(interpreter);
    let answer = ask.args(["-c", &question]).stdin(Stdio::null()).output();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_string();
    let problem = match answer {
        Err(error) => format!("cannot be started: {error}"),
        Ok(answer) if !answer.status.success() => text(&answer.stderr),
        Ok(answer) => match text(&answer.stdout) {
            missing if missing.is_empty() => {
                let mut command = Command::new(interpreter);
                command.arg(path(script));
                return Ok(command);
            }
            missing => format!("does not have {}", missing.replace(' ', " and ")),
        },
    };
    Err(Error::Failed(format!(
        "the Python `{}` {problem}. Set one up, in the top folder of the project:\n{SETUP}",
        interpreter.display()
    )))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::{JOBS, Training, Work};

    #[test]
    fn every_script_is_there() {
        for job in JOBS {
            if let Work::Steps(Training { script, .. }) | Work::Process { script, .. } = &job.work {
                assert!(path(script).is_file(), "{}", script.file);
            }
        }
    }

    #[test]
    fn a_missing_python_or_package_is_named_and_how_to_set_one_up() {
        let script = Script {
            file: "moons_numpy.py",
            packages: &["no_such_package", "nor_this"],
        };
        let advice = |python| command(Path::new(python), &script).unwrap_err().to_string();
        let text = advice("no/such/python");
        assert!(text.contains("`no/such/python` cannot be started") && text.contains(SETUP));
        // Without any Python on this machine, the advice is the same and the reason another.
        let text = advice("python3");
        let named = text.contains("does not have no_such_package and nor_this");
        assert!(named || text.contains("cannot be started"), "{text}");
    }
}
