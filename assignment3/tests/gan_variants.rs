//! The GAN's other losses, networks and rules: what each is, and that it is no other one.

use assignment3::dcgan::{DcDiscriminator, DcGenerator};
use assignment3::gan::{Discriminator, discriminator_loss, generator_loss};
use assignment3::gan_losses::*;
use assignment3::staff::networks::Networks;
use assignment3::staff::rule::{LossName, Rule};
use assignment3::staff::{GanTraining, Plan, Subject, constraints, nearest, ring::Ring};
use burn::module::{Module, Param};
use burn::nn::{Linear, LinearConfig};
use burn::tensor::{Device, Tensor};
use common::data::{Dataset, ExampleSet, RING_MODES, ring_centre};
use common::examples::Examples;
use common::learner::{Learner, Part, Start, Step};
use common::schedule::constant;
use common::settings::{Base, Length};
use common::trained::{Trained, parameters};
use common::{optimizers, random};

fn column(values: &[f64]) -> Tensor<2> {
    Tensor::<1>::from_data(values, &Device::flex()).unsqueeze_dim(1)
}

fn number(of: Tensor<1>) -> f64 {
    of.into_scalar()
}

#[track_caller]
fn assert_near(is: f64, expected: f64) {
    assert!((is - expected).abs() < 1e-5, "{is}, not {expected}");
}

#[test]
fn each_loss_is_that_of_its_paper() {
    let (real, fake) = ([0.5, -1.5], [2.0, -0.5, 0.25]);
    let (of_real, of_fake) = (column(&real), column(&fake));
    let mean = |of: &[f64], f: &dyn Fn(f64) -> f64| {
        of.iter().map(|s| f(*s)).sum::<f64>() / of.len() as f64
    };
    let softplus = |s: f64| s.exp().ln_1p();
    assert_near(
        number(minimax_generator(of_fake.clone())),
        -mean(&fake, &softplus),
    );
    assert_near(
        number(hinge_discriminator(of_real.clone(), of_fake.clone())),
        mean(&real, &|s| (1.0 - s).max(0.0)) + mean(&fake, &|s| (1.0 + s).max(0.0)),
    );
    let means = [mean(&real, &|s| s), mean(&fake, &|s| s)];
    assert_near(
        number(wasserstein_critic(of_real.clone(), of_fake.clone())),
        means[1] - means[0],
    );
    assert_near(number(score_generator(of_fake.clone())), -means[1]);
    // -t log σ(s) - (1 - t) log(1 - σ(s)) = softplus(s) - t s.
    assert_near(
        number(smoothed_discriminator(
            of_real.clone(),
            of_fake.clone(),
            0.1,
        )),
        mean(&real, &|s| softplus(s) - 0.9 * s) + mean(&fake, &softplus),
    );
    let unchanged = number(smoothed_discriminator(
        of_real.clone(),
        of_fake.clone(),
        0.0,
    ));
    assert_near(unchanged, number(discriminator_loss(of_real, of_fake)));
}

#[test]
fn every_loss_of_the_generator_drives_fakes_up_and_only_some_of_them_everywhere() {
    let slope = |loss: fn(Tensor<2>) -> Tensor<1>, at: f64| {
        let s = column(&[at]).autodiff().require_grad();
        let gradients = loss(s.clone()).backward();
        s.grad(&gradients).unwrap().into_scalar::<f64>()
    };
    // Where a fake is rejected: flat for minimax alone.
    assert_near(slope(minimax_generator, -6.0), -0.002_472_623);
    assert_near(slope(generator_loss, -6.0), -0.997_527_377);
    assert_near(slope(least_squares_generator, -6.0), -7.0);
    assert_near(slope(score_generator, -6.0), -1.0);
    // Beyond 1 least squares draws back.
    assert_near(slope(least_squares_generator, 3.0), 2.0);
}

fn linear(weight: Tensor<2>) -> Linear {
    let [from, to] = weight.dims();
    let mut layer = LinearConfig::new(from, to).init(&Device::flex());
    layer.weight = Param::from_tensor(weight);
    layer
}

#[test]
fn a_spectral_norm_is_the_largest_singular_value_and_lets_the_gradient_through() {
    let device = Device::flex();
    // Singular values 3 and 1.
    let weight = Tensor::<2>::from_data([[0.0, 3.0], [1.0, 0.0]], &device);
    let norm = constraints::norm(&weight).into_scalar::<f64>();
    assert!((norm - 3.0).abs() < 1e-3, "{norm}");
    let layer = linear(weight).train();
    let before = layer.weight.val();
    let normalized = constraints::spectral(layer.clone());
    // Its bias stays, and so does the layer that is trained.
    let bias = |of: &Linear| of.bias.as_ref().unwrap().val().into_data();
    assert_eq!(bias(&normalized), bias(&layer));
    assert_eq!(layer.weight.val().into_data(), before.into_data());
    // W / σ does not change where W grows as a whole: the gradient is orthogonal to W.
    let inputs = Tensor::<2>::from_data([[1.0, 2.0]], &device).autodiff();
    let gradients = normalized.forward(inputs).square().sum().backward();
    let gradient = layer.weight.val().grad(&gradients).unwrap();
    let along = number((gradient.clone() * layer.weight.val().without_autodiff()).sum());
    assert!(
        along.abs() < 1e-2 && number(gradient.abs().sum()) > 0.1,
        "{along}"
    );
}

#[test]
fn clipped_weights_are_within_the_bound_and_learn_on() {
    let weight = Tensor::<2>::from_data([[0.5, -0.002], [-3.0, 0.01]], &Device::flex());
    let layer = constraints::clipped(linear(weight).train(), 0.01);
    let values: Vec<f64> = layer.weight.val().to_data().iter().collect();
    for (is, expected) in values.iter().zip([0.01, -0.002, -0.01, 0.01]) {
        assert_near(*is, expected);
    }
    let inputs = Tensor::<2>::ones([1, 2], &Device::flex()).autodiff();
    let gradients = layer.forward(inputs).sum().backward();
    assert!(layer.weight.val().grad(&gradients).is_some());
}

#[test]
fn a_penalty_is_0_where_the_slope_is_1() {
    let slopes = Tensor::<2>::from_data([[0.6, 0.8], [3.0, 4.0]], &Device::flex());
    assert_near(number(gradient_penalty(slopes)), 8.0);
    let critic = Discriminator::new(&[4, 6], &Device::flex());
    assert_eq!(
        input_gradient(&critic, Tensor::zeros([3, 4], &Device::flex())).dims(),
        [3, 4]
    );
}

#[test]
fn a_critic_with_a_penalty_measures_how_far_fakes_have_to_go() {
    // From a cloud in the middle to the ring it is its radius, 0.8, and a critic of slope 1 says so.
    let (start, device) = (start(1), Device::flex());
    let critic = random::initialize(start.streams.stream("critic"), &device, |device| {
        Discriminator::new(&[2, 64, 64], device)
    });
    let mut critic = Trained::new(critic, optimizers::adam(0.5), constant(2e-3));
    let mut draws = start.streams.stream("points");
    let mut distance = f64::NAN;
    for number in 0..300 {
        let centres: Vec<f64> = (0..64)
            .flat_map(|_| ring_centre(draws.below(RING_MODES)))
            .collect();
        let real = Tensor::<1>::from_data(&*centres, &device)
            .reshape([64, 2])
            .autodiff();
        let fake = draws.normal_tensor([64, 2], 0.05, &device).autodiff();
        let share = draws.uniform_tensor([64, 1], 0.5, &device).autodiff() + 0.5;
        let between = share.clone() * real.clone() + (-share + 1.0) * fake.clone();
        let said = [real, fake].map(|points| critic.module().forward(points));
        let [of_real, of_fake] = said;
        let loss = wasserstein_critic(of_real, of_fake);
        distance = -number_in(&loss);
        let penalty = gradient_penalty(input_gradient(critic.module(), between));
        critic.step(number, Step::of(loss + penalty * 10.0));
    }
    assert!((0.65..0.9).contains(&distance), "{distance}");
}

fn number_in(of: &Tensor<1>) -> f64 {
    of.clone().into_scalar()
}

#[test]
fn convolutional_networks_have_the_shapes_and_numbers_of_their_table() {
    let device = Device::flex();
    for (image, first, layers) in [
        ([1, 8, 8], [4, 4, 4], 1),
        ([1, 28, 28], [8, 7, 7], 2),
        ([3, 32, 32], [16, 4, 4], 3),
        ([1, 64, 64], [32, 4, 4], 4),
    ] {
        let generator = DcGenerator::new([5, 4], image, &device);
        assert_eq!((generator.first, generator.layers.len()), (first, layers));
        let images = generator.forward(Tensor::zeros([2, 5], &device));
        assert_eq!(images.dims(), [2, image[0], image[1], image[2]]);
        let discriminator = DcDiscriminator::new(4, image, &device);
        assert_eq!(
            (discriminator.layers.len(), discriminator.norms.len()),
            (layers, layers - 1)
        );
        assert_eq!(discriminator.forward(images).dims(), [2, 1]);
    }
    // 100 · 3136 + 3136, 2 · 64 + 64 · 32 · 16, 2 · 32 + 32 · 16 + 1.
    let generator = DcGenerator::new([100, 32], [1, 28, 28], &device).train();
    assert_eq!(parameters(&generator), 316_736 + 32_896 + 577);
    // 16 · 32 + 32, 32 · 64 · 16 + 64 + 2 · 64, 3136 + 1.
    let discriminator = DcDiscriminator::new(32, [1, 28, 28], &device).train();
    assert_eq!(parameters(&discriminator), 544 + 32_960 + 3_137);
    assert_eq!(
        parameters(&discriminator.without_norms()),
        544 + 32_832 + 3_137
    );
}

fn start(seed: u64) -> Start {
    let base = Base {
        seed,
        ..Base::default()
    };
    Start::on(&Device::flex(), &base, Length::NONE)
}

/// A training on digits of 8x8 pixels by these rules.
fn training(networks: Networks, rule: Rule, conditional: bool) -> GanTraining {
    let start = start(1);
    let data = Examples::generated(Dataset::Digits, 1000, 0.1)
        .images(&start)
        .unwrap()
        .centred();
    let plan = Plan {
        latent: 6,
        networks,
        rule,
        conditional,
        beta_1: 0.5,
        rates: [constant(1e-3), constant(1e-3)],
    };
    let subject = Subject::Pictures(data.shape());
    GanTraining::of(plan, (data.flatten(), 32), subject, &start)
}

fn dense() -> Networks {
    Networks::Dense([vec![16, 24], vec![24, 16]])
}

fn convolutional() -> Networks {
    Networks::Dcgan {
        width: 4,
        image: [1, 8, 8],
        normalized: true,
    }
}

const LOSSES: [LossName; 6] = [
    LossName::Minimax,
    LossName::NonSaturating,
    LossName::LeastSquares,
    LossName::WassersteinClip,
    LossName::WassersteinGp,
    LossName::Hinge,
];

fn by(loss: LossName) -> Rule {
    Rule {
        loss,
        ..Rule::COURSE
    }
}

/// What the generator makes after three steps.
fn after_three(mut training: GanTraining) -> Vec<f32> {
    for _ in 0..3 {
        training.step().unwrap();
    }
    training.fakes(2).into_data().iter().collect()
}

#[test]
fn every_rule_trains_in_a_way_of_its_own() {
    let smoothed = Rule {
        smoothing: 0.1,
        ..Rule::COURSE
    };
    let spectral = Rule {
        spectral: true,
        ..Rule::COURSE
    };
    let slow = Rule {
        critic_steps: 3,
        ..Rule::COURSE
    };
    let mut made: Vec<Vec<f32>> = LOSSES
        .map(by)
        .into_iter()
        .chain([smoothed, spectral, slow])
        .map(|rule| after_three(training(dense(), rule, false)))
        .collect();
    made.push(after_three(training(dense(), Rule::COURSE, true)));
    made.push(after_three(training(convolutional(), Rule::COURSE, false)));
    made.push(after_three(training(convolutional(), spectral, false)));
    made.push(after_three(training(convolutional(), Rule::COURSE, true)));
    for (place, one) in made.iter().enumerate() {
        assert!(one.iter().all(|pixel| pixel.is_finite()), "{place}");
        for (other, another) in made.iter().enumerate().skip(place + 1) {
            assert!(one != another, "{place} and {other}");
        }
    }
}

#[test]
fn a_step_of_another_rule_is_that_of_the_exercise_where_the_rules_agree() {
    // Label smoothing too small to be seen: the variant's way, the course's result.
    let nearly = Rule {
        smoothing: 1e-12,
        ..Rule::COURSE
    };
    let [course, variant] =
        [Rule::COURSE, nearly].map(|rule| after_three(training(dense(), rule, false)));
    for (a, b) in course.iter().zip(&variant) {
        assert!((a - b).abs() < 1e-5, "{a} and {b}");
    }
}

#[test]
fn a_generator_that_moves_every_third_time_rests_in_between() {
    let rule = Rule {
        critic_steps: 3,
        ..Rule::COURSE
    };
    // One hidden layer has no batch normalisation, which meets a batch in every step.
    let networks = Networks::Dense([vec![16], vec![24]]);
    let mut training = training(networks, rule, false);
    let mut seen = vec![];
    for _ in 0..5 {
        let before = ["generator.bpk", "discriminator.bpk"].map(|name| saved(&mut training, name));
        training.step().unwrap();
        let after = ["generator.bpk", "discriminator.bpk"].map(|name| saved(&mut training, name));
        seen.push([0, 1].map(|network| before[network] != after[network]));
    }
    let moves = [
        [true, true],
        [false, true],
        [false, true],
        [true, true],
        [false, true],
    ];
    assert_eq!(seen, moves);
}

fn saved(training: &mut GanTraining, name: &str) -> Vec<u8> {
    training.snapshot().unwrap().block(name).unwrap().to_vec()
}

fn number_of(difference: Tensor<2>) -> f64 {
    difference.abs().mean().into_scalar()
}

#[test]
fn a_conditional_generator_makes_another_picture_of_another_class() {
    let training = training(dense(), Rule::COURSE, true);
    let noise = training.shown_noise(2);
    let same = Tensor::cat(vec![noise.clone().narrow(0, 0, 1); 2], 0);
    let labels = training.turns(2);
    assert_eq!(labels.clone().unwrap().dims(), [2, 10]);
    let [first, second] = [0, 1].map(|row| {
        training
            .decode(same.clone(), labels.clone())
            .narrow(0, row, 1)
    });
    assert!(number_of(first - second) > 1e-4);
}

#[test]
fn a_perfect_generator_of_the_ring_covers_eight_modes_and_a_collapsed_one() {
    let device = Device::flex();
    let ring = Ring::new(0.02, &device);
    let points = Examples::generated(Dataset::Ring, 1000, 0.02)
        .load(&start(3))
        .unwrap();
    let covered = ring.covered(points.train.whole().inputs);
    // 98.9 % of a normal cloud in the plane lie within three standard deviations.
    assert!(
        covered.modes == RING_MODES && (covered.near - 0.989).abs() < 0.02,
        "{covered:?}"
    );
    let one = Tensor::<1>::from_data(ring_centre(3), &device)
        .unsqueeze::<2>()
        .repeat_dim(0, 50);
    let covered = ring.covered(one);
    assert_eq!((covered.modes, covered.near), (1, 1.0));
}

#[test]
fn the_nearest_example_is_found_in_every_chunk() {
    let device = Device::flex();
    let place = |example: usize| [(example % 7) as f64, (example / 500) as f64];
    let values = (0..2500).flat_map(place).collect();
    let labels = (0..2500).map(|example| example % 3).collect();
    let set = ExampleSet::<2>::from_floats(values, &[2], labels, &device);
    let rows = Tensor::from_data([[3.2, 0.0], [6.0, 4.5], [-7.0, 1.0]], &device);
    let found = nearest::nearest(&rows, &set);
    // The first of several: 2001 % 7 = 6, 504 % 7 = 0.
    let places: Vec<_> = found.iter().map(|it| (it.example, it.class)).collect();
    assert_eq!(places, [(3, 0), (2001, 0), (504, 0)]);
    for (nearest, expected) in found.iter().zip([0.2, 0.5, 7.0]) {
        assert!((nearest.distance - expected).abs() < 1e-3, "{nearest:?}");
    }
}

#[test]
fn an_evaluation_of_every_loss_has_numbers_that_go_with_it() {
    for loss in LOSSES {
        let metrics = training(dense(), by(loss), false)
            .evaluate(Part::Test)
            .unwrap();
        let has = |name: &str| metrics.get(name).is_some_and(f64::is_finite);
        assert!(has("g_loss") && has("d_loss") && has("spread"), "{loss:?}");
        assert_eq!(has("d_real"), loss.is_of_logits());
        assert_eq!(has("score_real"), !loss.is_of_logits());
    }
}
