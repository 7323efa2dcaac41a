//! Random numbers that Burn draws by itself, made to follow from the run's streams.
//!
//! Burn's generators belong to the process, not to a model: two threads that draw at once would
//! disturb each other. Everything that lets Burn draw goes through this file and its one lock.

use burn::module::Module;
use burn::tensor::Device;
use by_hand::Stream;
use std::sync::{Mutex, PoisonError};

static GENERATOR: Mutex<()> = Mutex::new(());

/// Does work in which Burn draws random numbers on `device` (dropout, say), seeded from `stream`.
pub fn with_seed<T>(device: &Device, mut stream: Stream, work: impl FnOnce() -> T) -> T {
    // A panic in another test's work leaves nothing half done here: each use seeds anew.
    let _lock = GENERATOR.lock().unwrap_or_else(PoisonError::into_inner);
    device.seed(stream.seed());
    work()
}

/// A Burn module with the same initial parameters on every device, ready to be trained.
///
/// The parameters are drawn on the CPU and then moved. Each network of a program has a stream of its own:
/// "weights" where there is only one.
pub fn initialize<M: Module>(
    stream: Stream,
    device: &Device,
    init: impl FnOnce(&Device) -> M,
) -> M {
    let host = Device::flex();
    // Burn draws a parameter when it is first read; `train` reads them all, in field order.
    let model = with_seed(&host, stream, || init(&host).train());
    model.valid().to_device(device).train()
}
