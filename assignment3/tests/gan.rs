//! The adversarial pair beyond its exercises: sizes, streams, what a step may touch.

use assignment3::gan::{Discriminator, Gan, Generator};
use assignment3::staff::pair::Pair;
use assignment3::staff::{GanTraining, Subject};
use burn::module::Module;
use burn::optim::SgdConfig;
use burn::tensor::{Device, Tensor};
use common::by_hand::Streams;
use common::data::{Dataset, Source, load_images};
use common::learner::{Learner, Part, Start};
use common::random;
use common::schedule::constant;
use common::settings::{Base, Length};
use common::trained::{Trained, parameters};

const SHEET: [usize; 5] = [100, 128, 256, 512, 1024];

/// Learning rates of generator and discriminator.
fn gan(sizes: &[usize], pixels: usize, rates: [f64; 2]) -> Gan {
    let (streams, device) = (Streams::new(1), Device::flex());
    let generator = random::initialize(streams.stream("generator"), &device, |device| {
        Generator::new(sizes, pixels, device)
    });
    let discriminator = random::initialize(streams.stream("discriminator"), &device, |device| {
        Discriminator::new(&[pixels, 12], device)
    });
    let [of_generator, of_discriminator] = rates.map(constant);
    Gan {
        generator: Trained::new(generator, SgdConfig::new().init(), of_generator),
        discriminator: Trained::new(discriminator, SgdConfig::new().init(), of_discriminator),
    }
}

fn normal(name: &str, shape: [usize; 2]) -> Tensor<2> {
    let mut stream = Streams::new(2).stream(name);
    stream.normal_tensor(shape, 1.0, &Device::flex()).autodiff()
}

/// The parameters of a module, without running statistics.
fn weights<M: Module>(module: &M) -> Vec<u8> {
    module
        .valid()
        .no_grad()
        .into_record()
        .into_bytes()
        .unwrap()
        .to_vec()
}

#[test]
fn the_networks_of_the_sheet_have_its_numbers_of_parameters() {
    let device = Device::flex();
    let generator = Generator::new(&SHEET, 784, &device).train();
    assert_eq!(parameters(&generator), 1_510_032);
    let discriminator = Discriminator::new(&[784, 512, 256], &device).train();
    assert_eq!(parameters(&discriminator), 533_505);
}

#[test]
fn each_loss_reaches_the_optimiser_of_its_own_network_alone() {
    // A discriminator with a rate of 0 stays as it was, whatever the generator's loss says of it; and the
    // other way round.
    for rates in [[0.5, 0.0], [0.0, 0.5]] {
        let mut gan = gan(&[3, 4], 5, rates);
        let before = [
            weights(gan.generator.module()),
            weights(gan.discriminator.module()),
        ];
        gan.step(0, normal("real", [6, 5]), normal("noise", [6, 3]));
        let after = [
            weights(gan.generator.module()),
            weights(gan.discriminator.module()),
        ];
        for ((before, after), rate) in before.iter().zip(&after).zip(rates) {
            assert_eq!(before == after, rate == 0.0, "rate {rate}");
        }
    }
}

#[test]
fn a_discriminator_learns_to_tell_one_batch_from_noise() {
    let mut gan = gan(&[3, 4], 5, [0.0, 0.5]);
    let real = normal("real", [6, 5]) * 0.1 + 0.5;
    let mut loss = f64::INFINITY;
    for step in 0..200 {
        let report = gan.step(step, real.clone(), normal("noise", [6, 3]));
        let of = report.parts.iter().find(|(name, _)| *name == "d_loss");
        loss = of.unwrap().1.clone().into_scalar();
    }
    assert!(loss < 0.05, "{loss}");
}

#[test]
fn measuring_and_showing_change_nothing_of_the_training() {
    let start = Start::on(&Device::flex(), &Base::default(), Length::NONE);
    let training = || {
        let data = load_images(&Source {
            dataset: &Dataset::Digits,
            examples: 1000,
            noise: 0.1,
            data_dir: None,
            label: None,
            streams: start.streams,
            device: &start.device,
        });
        let pair = Pair::Course(gan(&[3, 4, 6], 64, [0.01, 0.01]));
        let (data, subject) = (data.unwrap().centred(), Subject::Pictures([1, 8, 8]));
        GanTraining::new(pair, (data.flatten(), 50), (subject, (3, false)), &start)
    };
    let (mut quiet, mut watched) = (training(), training());
    for _ in 0..3 {
        watched.evaluate(Part::Test).unwrap();
        assert_eq!(watched.exhibits().unwrap().len(), 1);
        let [a, b] = [&mut quiet, &mut watched].map(|it| it.step().unwrap().loss.to_data());
        assert_eq!(a, b);
    }
}
