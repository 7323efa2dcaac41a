//! Trainings of variational autoencoders: what they learn, what they measure, and what is said and shown of them.

use assignment3::likelihood::{bernoulli, gaussian};
use assignment3::staff::pictures::of_classes;
use assignment3::staff::vae_measures::{active, importance_bound, of_dimensions};
use assignment3::staff::vae_training::{VaeTraining, training};
use assignment3::staff::vae_views::{images, manifold, quantiles, strips};
use assignment3::vae::{Plan, Vae};
use burn::module::Module;
use burn::tensor::Tensor;
use common::by_hand::{Device, Streams};
use common::data::{Data, Dataset, Source, load_images};
use common::learner::{Learner, Part, Start};
use common::random;
use common::schedule::{self, Turned};
use common::settings::{Base, Length};

fn start() -> Start {
    Start::on(&Device::flex(), &Base::default(), Length::NONE)
}

fn digits(start: &Start) -> Data<4> {
    let source = Source {
        dataset: &Dataset::Digits,
        examples: 1000,
        noise: 0.1,
        data_dir: None,
        label: None,
        streams: start.streams,
        device: &start.device,
    };
    load_images(&source).unwrap()
}

fn plan(latent: usize) -> Plan {
    Plan {
        image: [1, 8, 8],
        hidden: 128,
        latent,
        is_convolutional: false,
        is_gaussian: false,
    }
}

/// On the digits, with this β.
fn learner(plan: &Plan, beta: f64) -> VaeTraining {
    let start = start();
    // Of five times as much the convolutions collapse.
    let rate = if plan.is_convolutional { 1e-3 } else { 5e-3 };
    let turned = (Turned::new(beta), schedule::constant(rate));
    training(plan, (digits(&start), 64), turned, &start)
}

fn test_part(learner: &mut VaeTraining) -> [f64; 3] {
    let metrics = learner.evaluate(Part::Test).unwrap();
    ["loss", "reconstruction", "kl"].map(|name| metrics.get(name).unwrap())
}

#[test]
fn a_measured_loss_is_minus_the_bound_whatever_beta_is() {
    let mut learner = learner(&plan(3), 7.0);
    for _ in 0..30 {
        learner.step().unwrap();
    }
    let [loss, reconstruction, kl] = test_part(&mut learner);
    assert!((loss - reconstruction - kl).abs() < 1e-3 && kl > 0.0);
    // The steps have β in theirs.
    let report = learner.step().unwrap();
    let mean = |name: &str| {
        let part = report.parts.iter().find(|(known, _)| *known == name);
        part.unwrap().1.clone().mean().into_scalar::<f64>()
    };
    let expected = mean("reconstruction") + 7.0 * mean("kl");
    assert!((report.loss.clone().into_scalar::<f64>() - expected).abs() < 1e-3);
}

/// The loss of who makes the mean picture of all codes, which costs no KL.
fn of_the_mean_picture(data: &Data<2>, is_gaussian: bool) -> f64 {
    let [train, test] = [&data.train, &data.test].map(|set| set.whole().inputs);
    let mean = train.mean_dim(0).clamp(1e-3, 1.0 - 1e-3);
    let means = mean.expand(test.dims());
    let likelihood = match is_gaussian {
        true => {
            let deviation = (test.clone() - means.clone()).square().mean().sqrt();
            gaussian(means, deviation.log(), test)
        }
        false => bernoulli((means.clone() / (-means + 1.0)).log(), test),
    };
    -likelihood.mean().into_scalar::<f64>()
}

#[test]
fn every_form_learns_digits_and_evaluating_changes_nothing() {
    for (is_convolutional, is_gaussian) in [(false, false), (true, false), (false, true)] {
        let plan = Plan {
            is_convolutional,
            is_gaussian,
            ..plan(8)
        };
        // A light KL: what is asked is whether the networks learn, and how soon the prior lets them is another question.
        let [mut quiet, mut watched] = [learner(&plan, 0.1), learner(&plan, 0.1)];
        for number in 0..200 {
            if number % 100 == 0 {
                test_part(&mut watched);
                assert_eq!(watched.exhibits().unwrap().len(), 2);
            }
            let losses = [&mut quiet, &mut watched].map(|it| it.step().unwrap().loss.to_data());
            assert_eq!(losses[0], losses[1]);
        }
        let [_, reconstruction, kl] = test_part(&mut quiet);
        let mean = of_the_mean_picture(quiet.loader().data(), is_gaussian);
        assert!(
            reconstruction < mean - 2.0 && kl > 1.0,
            "{plan:?}: {reconstruction}, {mean}, {kl}"
        );
    }
}

#[test]
fn a_heavy_kl_collapses_every_dimension_and_a_light_one_none() {
    let dimensions = |beta: f64| {
        let mut learner = learner(&plan(4), beta);
        for _ in 0..200 {
            learner.step().unwrap();
        }
        of_dimensions(&learner.model().valid(), &learner.loader().data().test)
    };
    let [heavy, light] = [100.0, 0.3].map(dimensions);
    assert_eq!(
        (active(&heavy), active(&light)),
        (0, 4),
        "{heavy:?} {light:?}"
    );
}

#[test]
fn the_kl_of_the_dimensions_adds_up_to_that_of_the_loss() {
    let mut learner = learner(&plan(3), 1.0);
    for _ in 0..20 {
        learner.step().unwrap();
    }
    let [loss, _, kl] = test_part(&mut learner);
    let (vae, test) = (learner.model().valid(), &learner.loader().data().test);
    let dimensions = of_dimensions(&vae, test);
    assert!((dimensions.iter().sum::<f64>() - kl).abs() < 1e-3);
    let bound = |most| importance_bound(&vae, (test, most), Streams::new(3));
    let ((all, whole), (some, part)) = (bound(1000), bound(50));
    assert_eq!((whole, part), (test.len(), 50));
    assert!(all < loss && some.is_finite(), "{all}, {loss}");
}

#[test]
fn quantiles_are_those_of_the_normal_distribution() {
    // Tables of the normal distribution, at 0.05, 0.15, …
    let expected = [-1.644_854, -1.036_433, -0.674_490, -0.385_320, -0.125_661];
    let got = quantiles(10);
    for (place, expected) in expected.into_iter().enumerate() {
        let pair = [got[place], -got[9 - place]];
        assert!(
            pair.iter().all(|it| (it - expected).abs() < 1e-4),
            "{got:?}"
        );
    }
}

#[test]
fn what_is_shown_of_codes_has_its_pictures() {
    let start = start();
    let data = digits(&start).flatten();
    let pictures = of_classes(&data.test, 10);
    // Each is the first of its class.
    let first = |class| data.test.labels().iter().position(|label| *label == class);
    let first: Vec<usize> = (0..10).filter_map(first).collect();
    let expected = data.test.gather(&first).inputs;
    assert_eq!(pictures.to_data(), expected.to_data());
    let vae = random::initialize(start.streams.stream("weights"), &start.device, |device| {
        Vae::new(&plan(2), device)
    });
    let vae = vae.valid();
    let count =
        |figure: common::figures::Pictures| figure.figure().svg().matches("<image ").count();
    assert_eq!(count(manifold(&vae, 4)), 16);
    assert_eq!(count(strips(&vae, &pictures)), 45);
    let made = images(&vae, Tensor::zeros([3, 2], &start.device));
    assert_eq!(made.dims(), [3, 1, 8, 8]);
    let values: Vec<f64> = made.into_data().iter().collect();
    assert!(values.iter().all(|it| (0.0..=1.0).contains(it)));
}
