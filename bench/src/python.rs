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
pub fn script(file: &str) -> PathBuf {
    project().join("bench").join("python").join(file)
}

/// Sets how many threads a process may use; None leaves it to its framework.
pub fn limit_threads(command: &mut Command, threads: Option<usize>) {
    if let Some(threads) = threads {
        command.envs(THREAD_VARIABLES.map(|variable| (variable, threads.to_string())));
    }
}

/// An interpreter.
#[derive(Debug, Clone)]
pub struct Python {
    program: PathBuf,
}

impl Python {
    /// The interpreter that was asked for, else that of `.venv`, else `python3`.
    pub fn new(wanted: Option<&Path>) -> Self {
        let virtual_environment = project().join(".venv/bin/python");
        let program = match wanted {
            Some(program) => program.to_path_buf(),
            None if virtual_environment.is_file() => virtual_environment,
            None => "python3".into(),
        };
        Self { program }
    }

    /// The command that runs a script.
    ///
    /// # Errors
    /// [`Error::Failed`] with the lines that set Python up, if it or a package is missing.
    pub fn command(&self, script: &Script) -> Result<Command> {
        // Finding a package is quick where importing it takes seconds.
        let names = format!("{:?}", script.packages);
        let question = format!(
            "import importlib.util\n\
             print(*[name for name in {names} if importlib.util.find_spec(name) is None])"
        );
        let answer = Command::new(&self.program)
            .args(["-c", &question])
            .stdin(Stdio::null())
            .output();
        let advice = match answer {
            Err(error) => Some(format!("cannot be started: {error}")),
            Ok(answer) if !answer.status.success() => {
                Some(String::from_utf8_lossy(&answer.stderr).trim().into())
            }
            Ok(answer) => match String::from_utf8_lossy(&answer.stdout).trim() {
                "" => None,
                missing => Some(format!("does not have {}", missing.replace(' ', " and "))),
            },
        };
        if let Some(advice) = advice {
            return Err(Error::Failed(format!(
                "the Python `{}` {advice}. Set one up, in the top folder of the project:\n{SETUP}",
                self.program.display()
            )));
        }
        let mut command = Command::new(&self.program);
        command.arg(self::script(script.file));
        Ok(command)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::{JOBS, Training, Work};

    const SCRIPT: Script = Script {
        file: "moons_numpy.py",
        packages: &["no_such_package", "no_such_package_either"],
    };

    #[test]
    fn every_script_is_there() {
        for job in JOBS {
            if let Work::Steps(Training { script, .. }) | Work::Process { script, .. } = &job.work {
                assert!(self::script(script.file).is_file(), "{}", script.file);
            }
        }
    }

    #[test]
    fn a_missing_python_says_how_to_set_one_up() {
        let python = Python::new(Some(Path::new("no/such/python")));
        let text = python.command(&SCRIPT).unwrap_err().to_string();
        assert!(
            text.contains("no/such/python") && text.contains(SETUP),
            "{text}"
        );
    }

    #[test]
    fn a_missing_package_is_named() {
        let python = Python::new(Some(Path::new("python3")));
        let text = python.command(&SCRIPT).unwrap_err().to_string();
        // Without any Python on this machine, the advice is the same and the reason another.
        let named = text.contains("no_such_package and no_such_package_either");
        assert!(named || text.contains("cannot be started"), "{text}");
        assert!(text.contains(SETUP), "{text}");
    }

    #[test]
    fn threads_are_limited_only_when_asked() {
        let mut command = Command::new("python3");
        limit_threads(&mut command, None);
        assert_eq!(command.get_envs().count(), 0);
        limit_threads(&mut command, Some(1));
        assert!(
            command
                .get_envs()
                .all(|(_, value)| value == Some("1".as_ref()))
        );
    }
}
