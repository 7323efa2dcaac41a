//! Asks a worker: one process, one probe, one case.

use std::hash::BuildHasher;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use common::error::{Error, Result};
use probe::Told;
use probe::frame::{Nonce, Reply};
use probe::worker::Request;
use sandbox::{How, Launcher, Limits, Orders, Protections};

use super::Worker;

/// What a process may take beside time.
const MEMORY: u64 = 1 << 30;
const OUTPUT: usize = 64 << 10;
const PROCESSES: u64 = 64;

/// A process may last this many times what it may compute, so that a busy machine ends nobody's too early.
pub const WAITING: u32 = 3;

/// How much more than the solution's answer a submission's may hold, in bytes.
const SLACK: usize = 4096;

/// What is to be asked.
#[derive(Debug, Clone)]
pub struct Question {
    /// The probe's name.
    pub probe: String,
    /// The case's number.
    pub case: usize,
    /// What the inputs follow from.
    pub seed: String,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Values, in the order in which the probe gives them.
    Gave(Vec<(Vec<usize>, Vec<f64>)>),
    /// The code panicked, with what it said and where.
    Panicked {
        /// What it said.
        message: String,
        /// File, line and column.
        place: String,
    },
    /// The process ended without an answer, and how.
    Ended(How),
    /// What came is no answer.
    Malformed(String),
}

/// Where a submission's worker runs.
pub struct Cell<'a> {
    /// What starts it.
    pub launcher: &'a Launcher,
    /// The worker with a submission's bodies.
    pub program: &'a Path,
    /// An empty folder.
    pub folder: &'a Path,
    /// What it is confined to.
    pub protections: &'a Protections,
}

impl Worker {
    /// Asks the solution, which also tells what was drawn and how a value is judged; says how long it took.
    pub fn tell(&self, question: &Question) -> Result<(Told, Duration)> {
        let start = Instant::now();
        let told = tell_all(&self.oracle, &[], std::slice::from_ref(question))?;
        let took = start.elapsed();
        match told.into_iter().next() {
            Some(Ok(told)) => Ok((told, took)),
            other => {
                let Question { probe, case, .. } = question;
                let said = other.and_then(std::result::Result::err).unwrap_or_default();
                Err(Error::Failed(format!(
                    "the solution does not answer {probe}, case {case}: {said}"
                )))
            }
        }
    }
}

/// Asks bodies of the staff, in one process and unconfined; the questions are of one probe. Each answer is
/// what was drawn and given, or what the panic said.
pub fn tell_all(
    program: &Path,
    chosen: &[String],
    questions: &[Question],
) -> Result<Vec<std::result::Result<Told, String>>> {
    let Some((first, others)) = questions.split_first() else {
        return Ok(Vec::new());
    };
    let mut request = request(first, true, &Protections::default(), chosen);
    let others = others.iter();
    request.also = others
        .map(|other| (other.seed.clone(), other.case))
        .collect();
    let mut child = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(Error::io("start", program))?;
    if let Some(mut input) = child.stdin.take() {
        std::io::Write::write_all(&mut input, &json(&request)?)
            .map_err(Error::io("ask", program))?;
    }
    let output = child
        .wait_with_output()
        .map_err(Error::io("hear", program))?;
    let failed = |words: &str| Error::Failed(format!("{} does not answer: {words}", first.probe));
    if !output.status.success() {
        return Err(failed(&String::from_utf8_lossy(&output.stderr)));
    }
    serde_json::from_slice(&output.stdout)
        .map_err(|error| failed(&format!("{error}: a value that is not finite?")))
}

impl Cell<'_> {
    /// Asks a submission; `expected` is what the solution told, and bounds how much is read.
    pub fn ask(
        &self,
        question: &Question,
        expected: &Told,
        (limit, stand_in): (Duration, &[String]),
    ) -> Result<Answer> {
        let request = request(question, false, self.protections, stand_in);
        let values = expected.given.iter();
        let size = values.map(|given| 8 * (given.value.values.len() + given.value.shape.len() + 1));
        let libraries = [
            "/lib",
            "/lib64",
            "/usr/lib",
            "/usr/lib64",
            "/etc/ld.so.cache",
        ];
        let libraries: Vec<_> = libraries.iter().map(Into::into).collect();
        let orders = Orders {
            program: self.program.into(),
            arguments: Vec::new(),
            folder: self.folder.into(),
            environment: Vec::new(),
            input: json(&request)?,
            execute: [&[self.program.into()], &*libraries].concat(),
            read: libraries,
            write: Vec::new(),
            limits: Limits {
                wall: limit * WAITING,
                cpu: limit,
                memory: MEMORY,
                output: OUTPUT.max(size.sum::<usize>() + SLACK),
                file: 0,
                processes: PROCESSES,
            },
            may_fork: false,
            protections: *self.protections,
        };
        let ended = self.launcher.run(&orders);
        let ended = ended.map_err(Error::io("start", self.program))?;
        let reply = Reply::decode(&ended.output, request.nonce);
        match (ended.how, reply) {
            (How::NotConfined(why), _) | (_, Ok(Reply::Unsealed(why))) => Err(Error::Failed(
                format!("the worker could not be confined: {why}"),
            )),
            (How::Exited(0), Ok(Reply::Gave(values))) => Ok(Answer::Gave(values)),
            (How::Exited(0), Ok(Reply::Panicked { message, place })) => {
                Ok(Answer::Panicked { message, place })
            }
            (How::Exited(0), Err(fault)) if !ended.output.is_empty() => {
                Ok(Answer::Malformed(fault))
            }
            (how, _) => Ok(Answer::Ended(how)),
        }
    }
}

fn json(request: &Request) -> Result<Vec<u8>> {
    serde_json::to_vec(request).map_err(|error| Error::Failed(error.to_string()))
}

fn request(
    question: &Question,
    tell: bool,
    protections: &Protections,
    stand_in: &[String],
) -> Request {
    Request {
        probe: question.probe.clone(),
        case: question.case,
        seed: question.seed.clone(),
        nonce: nonce(),
        stand_in: stand_in.to_vec(),
        tell,
        also: Vec::new(),
        protections: *protections,
    }
}

/// Sixteen bytes that nobody can guess: the keys of the standard hash come from the system.
fn nonce() -> Nonce {
    let half = || std::hash::RandomState::new().hash_one(0u8).to_le_bytes();
    let (first, second) = (half(), half());
    std::array::from_fn(|index| match index.checked_sub(8) {
        None => first[index],
        Some(index) => second[index],
    })
}
