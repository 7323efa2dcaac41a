//! The worker: one process, one probe, one case.

use std::io::{Read, Write};
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;
use std::sync::{Arc, Mutex};

use burn::tensor::FloatDType;
use by_hand::Device;
use sandbox::Protections;
use serde::{Deserialize, Serialize};

use crate::frame::{Nonce, Reply};
use crate::{Case, Told};

/// A function that draws inputs and gives values back.
#[derive(Clone, Copy)]
pub struct Probe {
    /// The function's name.
    pub name: &'static str,
    /// Whether it computes in f32: for overflow and stability.
    pub in_f32: bool,
    /// The function.
    pub run: fn(&mut Case),
}

/// What a worker is made of.
pub struct Assembly<'a> {
    /// Lets the solution stand in for these exercises.
    pub choose: fn(Vec<String>),
    /// The exercises that have been called, where the bodies say so.
    pub reached: fn() -> Vec<String>,
    /// What can be asked.
    pub probes: &'a [Probe],
}

/// What the judge asks of one process, as JSON on its standard input.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Request {
    /// The probe's name.
    pub probe: String,
    /// The case's number.
    pub case: usize,
    /// What the inputs follow from.
    pub seed: String,
    /// What the answer begins and ends with.
    pub nonce: Nonce,
    /// The exercises for which the solution stands in.
    pub stand_in: Vec<String>,
    /// Whether to answer with the inputs, the values and their rules as JSON, in place of a frame: a list
    /// with what came of this case and of each of `also`. Only bodies of the staff are asked this.
    pub tell: bool,
    /// Other seeds and numbers of cases.
    pub also: Vec<(String, usize)>,
    /// What the process confines itself to.
    pub protections: Protections,
}

/// What a panic said, and where.
type Said = Arc<Mutex<Option<(String, String)>>>;

/// Runs one of the probes as the standard input asks, and answers on the standard output.
pub fn main(assembly: &Assembly<'_>) -> ExitCode {
    match answer(assembly) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing has run yet, so the standard error is still ours.
            let _ = writeln!(std::io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

fn answer(assembly: &Assembly<'_>) -> Result<(), String> {
    let mut words = Vec::new();
    let read = std::io::stdin().read_to_end(&mut words);
    read.map_err(|error| format!("cannot read the request: {error}"))?;
    let request: Request =
        serde_json::from_slice(&words).map_err(|error| format!("no request: {error}"))?;
    let found = assembly
        .probes
        .iter()
        .find(|probe| probe.name == request.probe);
    let probe = *found.ok_or_else(|| format!("there is no probe {}", request.probe))?;
    let mut replies = sandbox::take_stdout().map_err(|error| format!("no output: {error}"))?;
    let mut send = |bytes: &[u8]| {
        let sent = replies.write_all(bytes).and_then(|()| replies.flush());
        sent.map_err(|error| format!("cannot answer: {error}"))
    };
    if !request.tell
        && let Err(error) = sandbox::seal(&request.protections)
    {
        return send(&Reply::Unsealed(error).encode(request.nonce));
    }
    if !probe.in_f32 {
        // Once for the process: every device of this kind then computes so.
        let configured = Device::flex().configure(FloatDType::F64);
        configured.map_err(|error| format!("the device does not compute in f64: {error:?}"))?;
    }
    (assembly.choose)(request.stand_in.clone());
    if request.tell {
        let own = (request.seed.clone(), request.case);
        let cases = std::iter::once(&own).chain(&request.also);
        let told = cases.map(|(seed, case)| {
            let mut told = run(probe, (seed, *case))
                .map_err(|(message, place)| format!("{message} at {place}"))?;
            told.reached = (assembly.reached)();
            Ok(told)
        });
        let told: Vec<Result<Told, String>> = told.collect();
        let json = serde_json::to_vec(&told).map_err(|error| error.to_string())?;
        return send(&json);
    }
    let reply = match run(probe, (&request.seed, request.case)) {
        Ok(told) => {
            let values = told.given.into_iter().map(|given| given.value);
            Reply::Gave(values.map(|value| (value.shape, value.values)).collect())
        }
        Err((message, place)) => Reply::Panicked { message, place },
    };
    send(&reply.encode(request.nonce))
}

fn run(probe: Probe, (seed, number): (&str, usize)) -> Result<Told, (String, String)> {
    let said = Said::default();
    let heard = said.clone();
    panic::set_hook(Box::new(move |info| {
        let message = info.payload_as_str().unwrap_or("a panic without words");
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        if let Ok(mut said) = heard.lock() {
            // The first one is the cause.
            said.get_or_insert_with(|| (message.to_owned(), place));
        }
    }));
    let ran = panic::catch_unwind(AssertUnwindSafe(|| {
        let mut case = Case::new(seed, number, Device::flex(), probe.in_f32);
        (probe.run)(&mut case);
        case.into_told()
    }));
    ran.map_err(|_| {
        let said = said.lock().ok().and_then(|mut said| said.take());
        said.unwrap_or_else(|| ("a panic without words".into(), String::new()))
    })
}
