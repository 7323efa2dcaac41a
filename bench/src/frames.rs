//! Our side of a generator's pictures, in a process of its own.
//!
//! A picture goes from a row of noise in the host's memory to pixels there, one at a time, as where somebody watches.
//! Nothing is trained: the weights are numbers that the other side has too, so that both make the same pictures.

use crate::jobs::Clock;
use crate::processes::peak_memory_bytes;
use crate::{machine, worker};
use assignment3::dcgan::DcGenerator;
use common::by_hand::{Device, Tensor};
use common::device::DeviceName;
use common::error::Result;
use common::trained;
use serde_json::{Value, json};
use std::f64::consts::SQRT_2;
use std::path::Path;
use std::time::Instant;

/// Numbers of a noise, channels of the maps before the image, and the image: those of `faces`.
const SIZES: [usize; 2] = [64, 16];
const IMAGE: [usize; 3] = [1, 64, 64];

/// Different noises, which take turns.
const NOISES: usize = 16;

/// One pixel in so many is compared with the other side's.
const COMPARED: usize = 509;

/// Times the pictures; what the script of the other side prints too.
///
/// # Errors
/// Those of [`DeviceName::open`].
pub fn measure(clock: Clock) -> Result<Value> {
    let device = DeviceName::CPU.open()?;
    let [latent, _] = SIZES;
    let generator = generator(&device);
    let noises = numbers(NOISES * latent);
    let mut noises = noises.chunks(latent).cycle();
    let mut picture = || -> Vec<f32> {
        let noise = noises.next().expect("they take turns");
        let noise = Tensor::<1>::from_data(noise, &device).reshape([1, latent]);
        generator.forward(noise).into_data().iter().collect()
    };

    for _ in 0..clock.warm_up {
        picture();
    }
    let start = Instant::now();
    for _ in 1..clock.steps {
        picture();
    }
    let last = picture();
    let seconds = start.elapsed().as_secs_f64();

    Ok(json!({
        "seconds_per_step": seconds / clock.steps as f64,
        "steps": clock.steps,
        "pixels": last.into_iter().step_by(COMPARED).collect::<Vec<_>>(),
        "peak_memory_bytes": peak_memory_bytes(Path::new("/proc/self/status")),
        "threads": worker::threads(),
        "parameters": parameters(&device),
        "version": machine::burn(),
    }))
}

/// How many numbers a training of the generator learns. Without autodiff none is marked as learned.
fn parameters(device: &Device) -> usize {
    let device = device.clone().autodiff();
    trained::parameters(&DcGenerator::new(SIZES, IMAGE, &device))
}

/// √2 sin 1², √2 sin 2², …: numbers of mean 0 and deviation 1 that look random, the same on both sides.
fn numbers(count: usize) -> Vec<f32> {
    let number = |place: usize| (SQRT_2 * ((place * place) as f64).sin()) as f32;
    (1..=count).map(number).collect()
}

/// A generator whose weights are these numbers, scaled so that what goes through ReLU keeps its length.
fn generator(device: &Device) -> DcGenerator {
    let mut generator = DcGenerator::new(SIZES, IMAGE, device);
    let input = &mut generator.input;
    input.weight = input.weight.clone().map(|it| filled(it, SIZES[0]));
    input.bias = input.bias.take().map(|it| it.map(|it| it.zeros_like()));
    for layer in &mut generator.layers {
        // A pixel is a sum over 2x2 places of each map.
        let inputs = 4 * layer.channels[0];
        layer.weight = layer.weight.clone().map(|it| filled(it, inputs));
        layer.bias = layer.bias.take().map(|it| it.map(|it| it.zeros_like()));
    }
    generator
}

fn filled<const D: usize>(weight: Tensor<D>, inputs: usize) -> Tensor<D> {
    let numbers = &*numbers(weight.dims().iter().product());
    let numbers = Tensor::<1>::from_data(numbers, &weight.device());
    numbers.reshape(weight.dims()) * (2.0 / inputs as f64).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::processes::Finished;
    use crate::samples::Sample;

    #[test]
    fn the_pictures_are_those_of_pytorch() {
        // What `bench/python/generator_pytorch.py --warm-up 1 --steps 2` prints.
        let pytorch = [
            -0.016002, 0.274495, 0.818510, 0.636417, 0.605663, 0.841035, -0.328180, 0.305850,
            0.044707,
        ];
        let clock = Clock {
            warm_up: 1,
            steps: 2,
        };
        let finished = Finished {
            seconds: 0.0,
            peak_memory_bytes: None,
            stdout: measure(clock).unwrap().to_string(),
        };
        let ours = Sample::of_frames(&finished, 2).unwrap();
        let theirs = Sample {
            pixels: pytorch.into(),
            parameters: Some(305_889),
            ..Sample::default()
        };
        ours.must_match(&theirs).unwrap();
    }
}
